/** Files of contacts as large, as doubtful and as late as they come. */
import { expect, test } from 'vitest'
import { MOTHER } from '../../support/concierge.ts'
import { connectedFrom, createManaged, KEY } from '../../support/management.ts'

const CSV = { 'content-type': 'text/csv' }
const VCARD = { 'content-type': 'text/vcard' }
type Managed = Awaited<ReturnType<typeof createManaged>>

async function take({ api }: Managed, body: string, { query = '', headers = CSV } = {}) {
  return (await api.send('POST', `/exceptions/import${query}`, { body, headers })).body
}

const row = (index: number) => `+1415${5_550_000 + index},Jane ${index}`

test('10,000 lines and a header are taken, and one more is refused', async () => {
  const managed = await createManaged()
  const rows = Array.from({ length: 10_000 }, (_, index) => row(index))
  const file = ['phone,name', ...rows, ''].join('\n')
  expect(await take(managed, file)).toMatchObject({ added: 10_000, failed: 0 })
  expect(await take(managed, `${file}${row(10_000)}\n`)).toMatchObject({ status: 413 })
  expect(await take(managed, `${file}\n\n\n`)).toMatchObject({ unchanged: 10_000 })
})

/** As it was found: each stopped all calls for a while, or came past the limit. */
const phones = (count: number) =>
  Array.from({ length: count }, (_, index) => `TEL:+1415${5_550_000 + (index % 10_000)}`).join('\n')
const card = (inside: string) => `BEGIN:VCARD\nFN:Jane\n${inside}\nEND:VCARD\n`
const agent = `AGENT:${'BEGIN:VCARD\\nTEL:1\\nEND:VCARD\\n'.repeat(1_500)}`

test.each<[string, string, typeof CSV, object]>([
  [
    'an unclosed quotation mark before rows that end in CR',
    `phone,name\r"${'+14155550113,Ann\r'.repeat(11_000)}`,
    CSV,
    { status: 413 },
  ],
  [
    'the same in each row',
    `phone,name\r${'+14155550113,"Ann\r'.repeat(400_000)}`,
    CSV,
    { failed: 1001 },
  ],
  ['a card of 200,000 numbers', card(phones(200_000)), VCARD, { status: 413 }],
  ['a card of 20,000 numbers', card(phones(20_000)), VCARD, { failed: 1 }],
  ['200,000 numbers in cards of 400', card(phones(400)).repeat(500), VCARD, { status: 413 }],
  ['200,000 cards that never end', 'BEGIN:VCARD\n'.repeat(200_000), VCARD, { status: 413 }],
  ['cards within a card', card(`${agent}\n`.repeat(10)), VCARD, { status: 413 }],
  [
    'a row of numbers for each column',
    `${'phone,'.repeat(900)}name\n${`${'+14155550113,'.repeat(900)}Ann\n`.repeat(500)}`,
    CSV,
    { failed: 500 },
  ],
  ['a card of five megabytes of names', card('FN:x\n'.repeat(1_000_000)), VCARD, { failed: 1 }],
])('%s is refused, and others are answered meanwhile', async (_, body, headers, expected) => {
  const managed = await createManaged()
  let others = 0
  const other = setInterval(() => others++, 0)
  expect(await take(managed, body, { headers, query: '?dry_run=true' })).toMatchObject(expected)
  clearInterval(other)
  expect(others).toBeGreaterThan(0)
})

test('lines within a cell are no contacts of their own', async () => {
  const managed = await createManaged()
  const notes = '"one\ntwo\nthree\nfour"'
  const rows = Array.from({ length: 3000 }, (_, index) => `${row(index)},${notes}`)
  const file = ['phone,name,notes', ...rows].join('\n')
  expect(await take(managed, file, { query: '?dry_run=true' })).toMatchObject({ added: 3000 })
})

test('a number that stands twice in a file counts once, in the preview as in the import', async () => {
  const managed = await createManaged()
  const file = 'phone,name,category\n415-555-0113,Ann,friends\n+14155550113,Anna,'
  const expected = { added: 1, updated: 0, unchanged: 1, failed: 0 }
  const preview = await take(managed, file, { query: '?dry_run=true' })
  expect(preview).toMatchObject(expected)
  expect(preview.lines[0].detail).toContain('stands again in line 3')
  const report = await take(managed, file)
  expect(report).toMatchObject(expected)
  expect({ ...report, dry_run: true }).toEqual(preview)
  expect((await managed.api.get('/exceptions')).body.exceptions).toMatchObject([
    { contact_name: 'Anna', category: 'friends' },
  ])
})

test('25 cards with pictures are 25 contacts', async () => {
  const picture = `PHOTO;ENCODING=b;TYPE=JPEG:${'/9j/4AAQSkZJRgABAQAAAQABAAD'.repeat(20_000)}`
  const cards = Array.from({ length: 25 }, (_, index) =>
    ['BEGIN:VCARD', `FN:Jane ${index}`, picture, `TEL:+141555501${10 + index}`, 'END:VCARD'].join(
      '\r\n',
    ),
  )
  const file = cards.join('\r\n')
  expect(file.length).toBeGreaterThan(12e6)
  expect(await take(await createManaged(), file, { headers: VCARD })).toMatchObject({
    added: 25,
    failed: 0,
  })
})

test('who asks for it hears how far the import is, and then the report', async () => {
  const { app } = await createManaged()
  const rows = Array.from({ length: 1000 }, (_, index) => row(index))
  const headers = {
    host: 'localhost',
    authorization: `Bearer ${KEY}`,
    accept: 'application/x-ndjson',
    ...CSV,
  }
  const answer = await app.request(
    '/exceptions/import',
    { method: 'POST', headers, body: rows.join('\n') },
    connectedFrom('127.0.0.1'),
  )
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
  const told = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(told[0]).toEqual({ done: 0, total: 1000 })
  expect(told.at(-2)).toEqual({ done: 1000, total: 1000 })
  expect(told.length).toBeGreaterThan(4)
  expect(told.at(-1).report).toMatchObject({ added: 1000, failed: 0 })
})

test('an import that fails on the way says so, where and what to do', async () => {
  const { app, database } = await createManaged()
  await database.close()
  const headers = {
    host: 'localhost',
    authorization: `Bearer ${KEY}`,
    accept: 'application/x-ndjson',
    ...CSV,
  }
  const answer = await app.request(
    '/exceptions/import',
    { method: 'POST', headers, body: row(1) },
    connectedFrom('127.0.0.1'),
  )
  const last = JSON.parse((await answer.text()).trim().split('\n').at(-1)!)
  expect(last.problem).toMatchObject({ status: 500, detail: expect.stringContaining('0 of 1') })
})

test('what takes a contact off and back on keeps its category, whatever way it comes back', async () => {
  const managed = await createManaged({ contacts: [MOTHER] })
  const { api } = managed
  const { phoneNumber } = MOTHER
  const bare = `phone,name\n${phoneNumber},Mama`
  await api.delete(`/exceptions/${phoneNumber}`)
  const back = await api.post('/exceptions', { phone_number: phoneNumber, contact_name: 'Mom' })
  expect(back.body.category).toBe('family')
  expect((await take(managed, bare)).lines).toMatchObject([
    { outcome: 'updated', category: 'family' },
  ])
  await api.delete(`/exceptions/${phoneNumber}`)
  expect((await take(managed, bare)).lines).toMatchObject([
    { outcome: 'restored', category: 'family' },
  ])
  // What is said counts.
  const told = await take(managed, bare, { query: '?category=friends' })
  expect(told.lines).toMatchObject([{ outcome: 'updated', category: 'friends' }])
})

test.each([
  ['+525512345678', '+5215512345678'],
  ['+5215512345678', '+525512345678'],
  ['+541123456789', '+5491123456789'],
  ['+5491123456789', '+541123456789'],
  ['+551187654321', '+5511987654321'],
])('%s on the list is who calls as %s', async (listed, calling) => {
  // As it may stand there from before.
  const { api, phone, database } = await createManaged({
    contacts: [{ phoneNumber: listed, name: 'Jane', category: 'family' }],
  })
  const call = await phone.ring({ from: calling })
  expect(call.state).toBe('dialing')
  expect((await api.get(`/exceptions/check/${calling}`)).body.found).toBe(true)
  const again = await api.post('/exceptions', { phone_number: calling, contact_name: 'Jane' })
  expect(again.status).toBe(409)
  const logged = (await api.get(`/conversations?caller=${encodeURIComponent(listed)}`)).body
  expect(logged.conversations).toMatchObject([{ caller: calling, contact_name: 'Jane' }])
  const file = `phone,name\n${calling},Jane\n${listed},Jane`
  const imported = await api.send('POST', '/exceptions/import', { body: file, headers: CSV })
  expect(imported.body).toMatchObject({ added: 0, unchanged: 2 })
  expect((await api.delete(`/exceptions/${calling}`)).status).toBe(204)
  const rows = await database.queries.selectFrom('exception_phone_numbers').selectAll().execute()
  expect(rows).toMatchObject([{ is_active: 0 }])
  // What is being put through would be taken for our own dial coming back.
  await call.hangUp()
  expect((await phone.ring({ from: calling })).state).toBe('listening')
})

test('a plus that nobody has escaped in a query is a plus', async () => {
  const { api, phone } = await createManaged({
    contacts: [MOTHER],
    settings: { DEFAULT_COUNTRY: 'DE' },
  })
  await phone.ring({ from: MOTHER.phoneNumber })
  const found = await api.get(`/conversations?caller=${MOTHER.phoneNumber}`)
  expect(found.body.conversations).toHaveLength(1)
})

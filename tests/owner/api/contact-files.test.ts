import { describe, expect, test } from 'vitest'
import { MOTHER } from '../../support/concierge.ts'
import { createManaged } from '../../support/management.ts'

const CSV = { 'content-type': 'text/csv' }
const VCARD = { 'content-type': 'text/vcard' }

const PHONE_EXPORT = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'N:Doe;Ann;;;',
  'FN:Ann Doe',
  'item1.TEL;type=CELL;type=pref:(415) 555-0113',
  'item2.TEL;type=HOME:+1 415 555 0114',
  'END:VCARD',
  'BEGIN:VCARD',
  'VERSION:3.0',
  'FN:No Number',
  'END:VCARD',
].join('\r\n')

describe('POST /exceptions/import', () => {
  test('takes in what a phone exports, and reports on every line', async () => {
    const { api, phone } = await createManaged({ contacts: [MOTHER] })
    const report = await api.send('POST', '/exceptions/import?category=friends', {
      body: PHONE_EXPORT,
      headers: VCARD,
    })
    expect(report.body).toMatchObject({ dry_run: false, added: 2, failed: 1 })
    expect(report.body.lines).toMatchObject([
      { outcome: 'added', phone_number: '+14155550113', contact_name: 'Ann Doe' },
      { outcome: 'added', phone_number: '+14155550114', category: 'friends' },
      { outcome: 'failed', phone_number: null, contact_name: 'No Number' },
    ])
    expect(report.body.lines[2].detail).toMatch(/number/)
    expect((await phone.ring({ from: '+14155550114' })).state).toBe('dialing')
  })

  test('adds, updates, brings back and removes as the file says, and leaves the rest alone', async () => {
    const { api } = await createManaged({ contacts: [MOTHER] })
    for (const [index, contact_name] of ['Same', 'Old', 'Back', 'Gone'].entries())
      await api.post('/exceptions', { phone_number: `+1415555012${index}`, contact_name })
    await api.delete('/exceptions/+14155550122')
    const body = [
      'phone_number,contact_name,category,is_active',
      '+14155550120,Same,other,true',
      '+14155550121,New,other,true',
      '+14155550122,Back,other,true',
      '+14155550123,Gone,other,false',
      '+14155550124,Added,other,true',
      'nonsense,Nobody,other,true',
    ].join('\n')
    const report = (await api.send('POST', '/exceptions/import', { body, headers: CSV })).body
    expect(report).toMatchObject({
      unchanged: 1,
      updated: 1,
      restored: 1,
      removed: 1,
      added: 1,
      failed: 1,
    })
    expect(report.lines.at(-1)).toMatchObject({ line: 7, outcome: 'failed' })
    const names = (await api.get('/exceptions')).body.exceptions.map(
      (contact: { contact_name: string }) => contact.contact_name,
    )
    expect(names).toEqual(['Added', 'Back', 'Mom', 'New', 'Same'])
  })

  test('tells with dry_run what it would do, and does nothing', async () => {
    const { api } = await createManaged({ contacts: [MOTHER] })
    const body = `${MOTHER.phoneNumber},Mama,family\n+14155550113,Ann,friends`
    const ask = async (query: string) =>
      (await api.send('POST', `/exceptions/import${query}`, { body, headers: CSV })).body
    expect(await ask('?dry_run=true')).toMatchObject({ dry_run: true, updated: 1, added: 1 })
    expect((await api.get('/exceptions')).body.exceptions).toHaveLength(1)
    expect(await ask('')).toMatchObject({ dry_run: false, updated: 1, added: 1 })
    expect(await ask('')).toMatchObject({ unchanged: 2 })
  })

  test.each([
    ['a picture', '\u0089PNG\r\n', { 'content-type': 'image/png' }, 415, 'text/csv'],
    ['nothing', '', CSV, 422, 'no contact'],
    ['a header alone', 'phone,name\n', CSV, 422, 'no contact'],
    ['too many', '+14155550113,Ann\n'.repeat(10_001), CSV, 413, 'several files'],
    ['too much', 'x'.repeat(9 * 2 ** 20), CSV, 413, 'KiB'],
  ])('refuses %s', async (_, body, headers, status, words) => {
    const { api } = await createManaged()
    const answer = await api.send('POST', '/exceptions/import', { body, headers })
    expect(answer.status).toBe(status)
    expect(answer.body.detail).toContain(words)
  })
})

describe('GET /exceptions/export', () => {
  test.each(['csv', 'vcf'])('as %s gives a file that can be taken in again', async (format) => {
    const one = await createManaged({ contacts: [MOTHER] })
    for (let index = 0; index < 600; index += 50)
      await one.api.send('POST', '/exceptions/import', {
        body: Array.from(
          { length: 50 },
          (_, offset) =>
            `+1${200 + Math.floor((index + offset) / 100)}55501${String((index + offset) % 100).padStart(2, '0')},"Name; ""${index + offset}"", ÉÜ",x`,
        ).join('\n'),
        headers: CSV,
      })
    const file = await one.api.get(`/exceptions/export?format=${format}`)
    expect(file.headers.get('content-disposition')).toContain(`exceptions.${format}`)
    const other = await createManaged()
    const report = await other.api.send('POST', '/exceptions/import', {
      body: file.text,
      headers: { 'content-type': file.headers.get('content-type')! },
    })
    expect(report.body).toMatchObject({ added: 601, failed: 0 })
    const again = await other.api.get(`/exceptions/export?format=${format}`)
    expect(again.text).toBe(file.text)
  })

  test('leaves removed contacts out unless asked for them', async () => {
    const { api } = await createManaged({ contacts: [MOTHER] })
    await api.delete(`/exceptions/${MOTHER.phoneNumber}`)
    expect((await api.get('/exceptions/export')).text).not.toContain('Mom')
    expect((await api.get('/exceptions/export?include_inactive=true')).text).toContain('Mom')
  })
})

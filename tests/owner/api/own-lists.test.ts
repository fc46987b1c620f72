/** Exception lists of lines, over REST: each is read and changed by itself, and names on calls are those of their line. */
import { describe, expect, test } from 'vitest'
import { MOTHER, OUR_NUMBER, STRANGER, verdict } from '../../support/concierge.ts'
import { createManaged } from '../../support/management.ts'

const OFFICE = '+12125550143'
const SHOP = '+12125550144'
const LINES = JSON.stringify([
  { number: OUR_NUMBER, label: 'Home' },
  { number: OFFICE, label: 'Office', contacts: 'own' },
  { number: SHOP, label: 'Shop', contacts: 'own' },
])

interface Contact {
  phone_number: string
  contact_name: string
  line: string | null
}

async function withLists(options: Parameters<typeof createManaged>[0] = {}) {
  const managed = await createManaged({
    contacts: [MOTHER],
    screener: () => verdict('end', 'Goodbye.'),
    ...options,
    settings: { LINES, WHISPER: 'none', ...options.settings },
  })
  const { api } = managed
  async function namesOn(query: string): Promise<string[]> {
    const { body } = await api.get(`/exceptions${query}`)
    return body.exceptions.map((one: Contact) => one.contact_name)
  }
  return { ...managed, namesOn }
}

describe('A list of a line’s own', () => {
  test('is added to, looked up, changed and taken from by its line, and no other is', async () => {
    const { api, namesOn } = await withLists()
    const added = await api.post('/exceptions?line=office', {
      phone_number: MOTHER.phoneNumber,
      contact_name: 'Client',
    })
    expect(added).toMatchObject({ status: 201, body: { line: 'Office', contact_name: 'Client' } })
    expect(await namesOn('?line=Office')).toEqual(['Client'])
    expect([await namesOn(''), await namesOn('?line=Shop')]).toEqual([[MOTHER.name], []])
    const at = (line: string, path = '') => `/exceptions/${path}${MOTHER.phoneNumber}${line}`
    const checked = await api.get(at('?line=%2B12125550143', 'check/'))
    expect(checked.body).toMatchObject({ line: 'Office', contact: { contact_name: 'Client' } })
    expect((await api.get(at('?line=Shop', 'check/'))).body).toMatchObject({
      line: 'Shop',
      found: false,
    })
    const changed = await api.patch(at('?line=Office'), { category: 'work' })
    expect(changed.body).toMatchObject({ line: 'Office', category: 'work' })
    expect((await api.get(at('', 'check/'))).body.contact).toMatchObject({
      line: null,
      category: MOTHER.category,
    })
    expect((await api.patch(at('?line=Shop'), { category: 'work' })).status).toBe(404)
    expect((await api.delete(at('?line=Shop'))).status).toBe(404)
    expect((await api.delete(at('?line=Office'))).status).toBe(204)
    expect([await namesOn('?line=Office'), await namesOn('')]).toEqual([[], [MOTHER.name]])
  })

  test('of a line that has none is the one that lines share, and the answer says so', async () => {
    const { api, namesOn } = await withLists()
    const body = { phone_number: STRANGER, contact_name: 'Aunt' }
    const added = await api.post('/exceptions?line=Home', body)
    expect(added).toMatchObject({ status: 201, body: { line: null } })
    expect((await api.get('/exceptions?line=Home')).body).toMatchObject({ line: null })
    expect(await namesOn('')).toEqual(['Aunt', MOTHER.name])
    expect(await namesOn('?line=Office')).toEqual([])
  })

  test.each(['Garage', '+12125550149'])('of %s, which is no line, is refused', async (line) => {
    const { api } = await withLists()
    const body = { phone_number: STRANGER, contact_name: 'Aunt' }
    const { status, text } = await api.post(`/exceptions?line=${encodeURIComponent(line)}`, body)
    expect(status).toBe(422)
    expect(text).toContain('is no line: known are Home, Office, Shop')
  })

  test('is not on the pages of another', async () => {
    const { api, namesOn } = await withLists()
    for (let index = 0; index < 5; index++)
      for (const line of ['Office', 'Shop'])
        await api.post(`/exceptions?line=${line}`, {
          phone_number: `+1415555013${index}`,
          contact_name: `${line} ${index}`,
        })
    const first = await api.get('/exceptions?line=Shop&limit=2')
    const next = `?line=Shop&limit=3&cursor=${first.body.next_cursor}`
    expect(first.body.exceptions.map((one: Contact) => one.contact_name)).toEqual([
      'Shop 0',
      'Shop 1',
    ])
    expect(await namesOn(next)).toEqual(['Shop 2', 'Shop 3', 'Shop 4'])
  })

  test.each(['csv', 'vcf'])('goes into a %s file and out of it, by itself', async (format) => {
    const { api, namesOn } = await withLists()
    const contacts = [
      { phone_number: STRANGER, contact_name: 'Client, the first', category: 'work' },
      { phone_number: MOTHER.phoneNumber, contact_name: 'Zoë', category: 'other' },
    ]
    for (const contact of contacts) await api.post('/exceptions?line=Office', contact)
    const file = await api.get(`/exceptions/export?line=Office&format=${format}`)
    expect(file.headers.get('content-disposition')).toContain(`exceptions-12125550143.${format}`)
    const ofAll = await api.get(`/exceptions/export?format=${format}`)
    expect(ofAll.text).toContain(MOTHER.name)
    expect(ofAll.text).not.toContain('Zoë')
    const type = { headers: { 'content-type': format === 'csv' ? 'text/csv' : 'text/vcard' } }
    const imported = `/exceptions/import?line=Shop`
    const dry = await api.post(`${imported}&dry_run=true`, file.text, type)
    expect(dry.body).toMatchObject({ line: 'Shop', added: 2 })
    expect(await namesOn('?line=Shop')).toEqual([])
    expect((await api.post(imported, file.text, type)).body).toMatchObject({ added: 2 })
    expect((await api.post(imported, file.text, type)).body).toMatchObject({ unchanged: 2 })
    const again = await api.get(`/exceptions/export?line=Shop&format=${format}`)
    expect(again.text).toBe(file.text)
    expect(await namesOn('')).toEqual([MOTHER.name])
  })
})

describe('A caller who is a contact of one line', () => {
  async function withCalls() {
    const lists = await withLists()
    const { api, phone } = lists
    await api.post('/exceptions?line=Office', { phone_number: STRANGER, contact_name: 'Client' })
    for (const to of [OUR_NUMBER, OFFICE]) await (await phone.ring({ from: STRANGER, to })).hangUp()
    return lists
  }

  test('is called by name in the calls of that line only, also where they are searched', async () => {
    const { api } = await withCalls()
    const named = async (query: string) =>
      (await api.get(`/conversations${query}`)).body.conversations.map(
        (call: { line: string; contact_name: string | null }) => [call.line, call.contact_name],
      )
    expect(await named('')).toEqual([
      ['Office', 'Client'],
      ['Home', null],
    ])
    expect(await named('?q=client')).toEqual([['Office', 'Client']])
    const { body } = await api.get('/notices')
    expect(body.notices.map((one: { title: string }) => one.title)).toEqual([
      'You missed Client',
      'Turned away: a caller',
    ])
    const names = async (query: string) =>
      (await api.get(`/stats${query}`)).body.callers.map(
        (one: { contact_name: string | null; calls: number }) => [one.contact_name, one.calls],
      )
    expect(await names('?line=Office')).toEqual([['Client', 1]])
    expect(await names('?line=Home')).toEqual([[null, 1]])
    expect(await names('')).toEqual([['Client', 2]])
  })

  test('is foreseen by the list of the line that is asked for', async () => {
    const { api } = await withCalls()
    const becomes = async (query: string) => {
      const { body } = await api.get(`/standing?${query}`)
      return [body.line, ...body.callers.map((one: { becomes: string }) => one.becomes)]
    }
    expect(await becomes('q=Client&line=Office')).toEqual(['Office', 'put_through'])
    expect(await becomes('q=Client')).toEqual([null])
    expect(await becomes(`q=${encodeURIComponent(STRANGER)}`)).toEqual([null, 'screened'])
    expect(await becomes(`q=Mom&line=Office`)).toEqual(['Office'])
  })

  test('would have got through on that line alone last week, had they been one', async () => {
    const { api, phone } = await withLists()
    const sids: string[] = []
    for (const to of [OUR_NUMBER, OFFICE]) {
      const caller = await phone.ring({ from: STRANGER, to })
      sids.push(caller.callSid)
      await caller.hangUp()
    }
    const changed = async (line: object) => {
      const contact = { phone_number: STRANGER, ...line }
      const { body } = await api.post('/standing/week', { contact })
      return body.changed.map((call: { call_sid: string }) => call.call_sid)
    }
    expect(await changed({})).toEqual([sids[0]])
    expect(await changed({ line: 'Office' })).toEqual([sids[1]])
    expect(await changed({ line: 'Shop' })).toEqual([])
    await api.post('/exceptions?line=Office', { phone_number: STRANGER, contact_name: 'Client' })
    const { body } = await api.post('/standing/week', {})
    expect(body.changed).toMatchObject([{ call_sid: sids[1], would: { standing: 'contact' } }])
  })
})

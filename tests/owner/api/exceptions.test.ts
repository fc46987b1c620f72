import { describe, expect, test } from 'vitest'
import { MOTHER, STRANGER } from '../../support/concierge.ts'
import { createManaged } from '../../support/management.ts'

const DAD = { phone_number: '+14155550112', contact_name: 'Dad', category: 'family' }

describe('The exception list', () => {
  test('takes a number in as people write it and stores it as E.164', async () => {
    const { api } = await createManaged()
    const added = await api.post('/exceptions', { ...DAD, phone_number: '(415) 555-0112' })
    expect(added.status).toBe(201)
    expect(added.body).toMatchObject({ ...DAD, is_active: true })
    for (const written of ['+14155550112', '%2B1 415 555 0112', '415.555.0112', '%2014155550112'])
      expect((await api.get(`/exceptions/check/${written}`)).body).toMatchObject({
        found: true,
        contact: DAD,
      })
  })

  test('reads numbers without a country as those of DEFAULT_COUNTRY', async () => {
    const { api } = await createManaged({ settings: { DEFAULT_COUNTRY: 'gb' } })
    const added = await api.post('/exceptions', { ...DAD, phone_number: '020 7946 0018' })
    expect(added.body.phone_number).toBe('+442079460018')
    expect((await api.get('/exceptions/check/00442079460018')).body.found).toBe(true)
  })

  test('lets a contact through from the moment it is added until it is removed', async () => {
    const { api, phone } = await createManaged()
    const isPutThrough = async () =>
      (await phone.ring({ from: DAD.phone_number })).state === 'dialing'
    expect(await isPutThrough()).toBe(false)
    await api.post('/exceptions', DAD)
    expect(await isPutThrough()).toBe(true)
  })

  test('does not let a contact through once it is removed, and does once it is back', async () => {
    const { api, phone } = await createManaged({ contacts: [MOTHER] })
    expect((await api.delete(`/exceptions/${MOTHER.phoneNumber}`)).status).toBe(204)
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('listening')
    const back = await api.post('/exceptions', {
      phone_number: MOTHER.phoneNumber,
      contact_name: 'Mum',
    })
    expect(back.status).toBe(201)
    expect(back.body).toMatchObject({ contact_name: 'Mum', category: 'family', is_active: true })
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('dialing')
  })

  test('refuses to add a number that is on it, and leaves the entry as it was', async () => {
    const { api } = await createManaged({ contacts: [MOTHER] })
    const again = await api.post('/exceptions', { ...DAD, phone_number: MOTHER.phoneNumber })
    expect(again.status).toBe(409)
    expect(again.body.detail).toContain('PATCH')
    const { contact } = (await api.get(`/exceptions/check/${MOTHER.phoneNumber}`)).body
    expect(contact.contact_name).toBe('Mom')
  })

  test('adds a number once when several ask for it at the same time', async () => {
    const { api } = await createManaged()
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.post('/exceptions', DAD)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7)
  })

  test('renames and moves a contact', async () => {
    const { api } = await createManaged({ contacts: [MOTHER] })
    const path = `/exceptions/${MOTHER.phoneNumber}`
    expect((await api.patch(path, { contact_name: 'Mama' })).body).toMatchObject({
      contact_name: 'Mama',
      category: 'family',
    })
    expect((await api.patch(path, { category: 'close' })).body).toMatchObject({
      contact_name: 'Mama',
      category: 'close',
    })
  })

  test('says of a number that is not on it that it is not', async () => {
    const { api } = await createManaged({ contacts: [MOTHER] })
    expect((await api.get(`/exceptions/check/${STRANGER}`)).body).toEqual({
      line: null,
      found: false,
      contact: null,
    })
    expect((await api.delete(`/exceptions/${STRANGER}`)).status).toBe(404)
    expect((await api.patch(`/exceptions/${STRANGER}`, { category: 'x' })).status).toBe(404)
    await api.delete(`/exceptions/${MOTHER.phoneNumber}`)
    expect((await api.delete(`/exceptions/${MOTHER.phoneNumber}`)).status).toBe(404)
    expect((await api.get(`/exceptions/check/${MOTHER.phoneNumber}`)).body.found).toBe(false)
  })

  test('is listed by name, a page at a time, whatever is added meanwhile', async () => {
    const { api } = await createManaged()
    const names = ['zoe', 'Adam', 'bert', 'Émile', 'Ann', 'ann', 'Zed']
    for (const [index, contact_name] of names.entries())
      await api.post('/exceptions', { phone_number: `+1415555011${index}`, contact_name })
    const listed: string[] = []
    let cursor = ''
    do {
      const page = (await api.get(`/exceptions?limit=2${cursor}`)).body
      listed.push(...page.exceptions.map((contact: typeof DAD) => contact.contact_name))
      cursor = page.next_cursor && `&cursor=${page.next_cursor}`
      // Before the page that comes next: it changes nothing there.
      await api.post('/exceptions', { ...DAD, phone_number: '+14155550150', contact_name: 'Aa' })
    } while (cursor)
    expect(listed).toEqual(['Adam', 'Ann', 'ann', 'bert', 'Zed', 'zoe', 'Émile'])
  })

  test('shows removed contacts only if asked for, and one category if wanted', async () => {
    const { api } = await createManaged({ contacts: [MOTHER] })
    await api.post('/exceptions', { ...DAD, category: 'work' })
    await api.delete(`/exceptions/${MOTHER.phoneNumber}`)
    const numbers = async (query: string) =>
      (await api.get(`/exceptions${query}`)).body.exceptions.map(
        (contact: typeof DAD) => contact.phone_number,
      )
    expect(await numbers('')).toEqual([DAD.phone_number])
    expect(await numbers('?include_inactive=true')).toEqual([DAD.phone_number, MOTHER.phoneNumber])
    expect(await numbers('?include_inactive=true&category=family')).toEqual([MOTHER.phoneNumber])
    expect(await numbers('?category=nobody')).toEqual([])
  })
})

describe('What is wrong with a contact is said in words:', () => {
  test.each([
    ['no number', { contact_name: 'Dad' }, 'phone_number: is missing'],
    ['a number that is none', { ...DAD, phone_number: '12' }, 'write it in full, like +1'],
    ['a number that is no text', { ...DAD, phone_number: 14155550112 }, 'give a string'],
    ['no name', { phone_number: DAD.phone_number }, 'contact_name: is missing'],
    ['an empty name', { ...DAD, contact_name: '   ' }, 'give a name'],
    ['a name without end', { ...DAD, contact_name: 'x'.repeat(201) }, 'at most 200'],
    ['a name that moves the cursor', { ...DAD, contact_name: 'a\u001b[2Jb' }, 'control'],
    ['a field that does not exist', { ...DAD, isActive: 1 }, 'has no isActive'],
    ['a list', [DAD], 'give a JSON object'],
  ])('%s', async (_, body, words) => {
    const { api } = await createManaged()
    const answer = await api.post('/exceptions', body)
    expect(answer.status).toBe(422)
    expect(answer.body.detail).toContain(words)
    expect(answer.body.errors.length).toBeGreaterThan(0)
    expect((await api.get('/exceptions?include_inactive=true')).body.exceptions).toEqual([])
  })

  test.each([
    ['broken JSON', '{"phone_number":', {}, 400],
    ['a form', 'phone_number=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a body without a type', '{}', { 'content-type': '' }, 415],
    ['a body without end', JSON.stringify({ ...DAD, contact_name: 'x'.repeat(70_000) }), {}, 413],
  ])('%s', async (_, body, headers, status) => {
    const { api } = await createManaged()
    expect((await api.post('/exceptions', body, { headers })).status).toBe(status)
  })

  test.each([
    ['limit=0', 'limit: give a whole number from 1 to 500'],
    ['limit=ten', 'limit: give a whole number from 1 to 500'],
    ['limit=501', 'limit: give a whole number from 1 to 500'],
    ['include_inactive=yes', 'include_inactive: write true or false'],
    ['cursor=abc', 'The cursor is not one of ours'],
    ['cursor=WzFd', 'The cursor is not one of ours'],
  ])('?%s', async (query, words) => {
    const { api } = await createManaged()
    const answer = await api.get(`/exceptions?${query}`)
    expect(answer.status).toBe(query.startsWith('cursor') ? 400 : 422)
    expect(answer.body.detail).toContain(words)
  })

  test('a number in the path that is none', async () => {
    const { api } = await createManaged()
    for (const path of ['/exceptions/check/hello', '/exceptions/check/%00', '/exceptions/check/%'])
      expect((await api.get(path)).status).toBe(422)
  })
})

describe('What a contact may say besides', () => {
  const CLINIC = {
    phone_number: '+14155550150',
    contact_name: 'Clinic',
    prefix: '+1 415 555 01…',
    hours: 'Monday-Friday 8:00-18:00,19:00-20:00; sat',
    language: 'ES-mx',
  }
  const KEPT = {
    ...CLINIC,
    prefix: '+141555501',
    hours: 'Mon-Fri 08:00-18:00; Mon-Fri 19:00-20:00; Sat 00:00-24:00',
    language: 'es-MX',
  }

  test('is kept as it is meant, left as it was where it is not given, and taken away by null', async () => {
    const { api } = await createManaged()
    const added = await api.post('/exceptions', CLINIC)
    expect(added).toMatchObject({ status: 201, body: KEPT })
    const path = `/exceptions/${CLINIC.phone_number}`
    const renamed = await api.patch(path, { contact_name: 'The clinic' })
    expect(renamed.body).toMatchObject({ ...KEPT, contact_name: 'The clinic' })
    const { body } = await api.patch(path, { hours: null, language: null })
    expect(body).toMatchObject({ prefix: KEPT.prefix, hours: null, language: null })
  })

  test('a prefix stands for all of its numbers, also where no number is given', async () => {
    const { api, phone } = await createManaged()
    const { phone_number: _, hours: __, ...range } = CLINIC
    expect((await api.post('/exceptions', range)).body.phone_number).toBe('+141555501')
    const checked = await api.get('/exceptions/check/+14155550123')
    expect(checked.body).toMatchObject({ found: true, contact: { contact_name: 'Clinic' } })
    expect((await phone.ring({ from: '+14155550123' })).state).toBe('dialing')
    expect((await api.patch('/exceptions/+141555501', { category: 'doctor' })).status).toBe(200)
    expect((await api.delete('/exceptions/+141555501')).status).toBe(204)
    expect((await phone.ring({ from: '+14155550124' })).state).toBe('listening')
  })

  test.each([
    [{ prefix: '555' }, '/prefix', /begin with \+/],
    [{ hours: 'in the morning' }, '/hours', /'in' are no days|write days and times/],
    [{ hours: '2026-12-24' }, '/hours', /write days and times/],
    [{ hours: 'else' }, '/hours', /write days and times/],
    [{ hours: 'mon=tue' }, '/hours', /write days and times/],
    [{ hours: '+14155550123 mon' }, '/hours', /write days and times/],
    [{ language: 'English' }, '/language', /give one of en, es, de, fr/],
    [{ language: 'tlh' }, '/language', /give one of/],
    [{ language: 'e'.repeat(400) }, '/language', /give one of/],
  ])('%j is refused with what to write', async (wrong, pointer, detail) => {
    const { api } = await createManaged()
    const number = { phone_number: CLINIC.phone_number, contact_name: 'Clinic' }
    const { status, body } = await api.post('/exceptions', { ...number, ...wrong })
    expect(status).toBe(422)
    expect(body.errors).toEqual([{ pointer, detail: expect.stringMatching(detail) }])
  })

  test('a contact has a number, or a prefix', async () => {
    const { api } = await createManaged()
    const { body } = await api.post('/exceptions', { contact_name: 'Clinic', prefix: null })
    expect(body.errors).toMatchObject([{ pointer: '/phone_number' }])
  })
})

import { describe, expect, test } from 'vitest'
import { MOST_PASSES } from '../../../storage/rules/passes.ts'
import { createManaged } from '../../support/management.ts'

const NOW = new Date('2026-11-26T12:00:00.000Z')
const managed = (settings: Record<string, string> = {}) =>
  createManaged({ settings, now: () => NOW })

describe('/blocks', () => {
  test('takes a number as people write it, how numbers begin, or a country', async () => {
    const { api } = await managed()
    const nothing = { phone_number: null, prefix: null, country: null, note: '' }
    const number = await api.post('/blocks', { phone_number: '(415) 555-0123', note: ' a robot ' })
    expect(number.status).toBe(201)
    expect(number.body).toEqual({
      ...nothing,
      id: 1,
      phone_number: '+14155550123',
      note: 'a robot',
      created_at: NOW.toISOString(),
    })
    for (const [prefix, stored] of [
      ['+1 900', '+1900'],
      ['+1 415 555 01…', '+141555501'],
      ['+1 (415) 555', '+1415555'],
      ['+49-30-*', '+4930'],
      ['+1900xxx', '+1900'],
    ])
      expect((await api.post('/blocks', { prefix })).body.prefix).toBe(stored)
    expect((await api.post('/blocks', { country: 'gb' })).body).toMatchObject({ country: 'GB' })
    expect((await api.get('/blocks?kind=country')).body.blocks).toHaveLength(1)
  })

  test('takes the same again as the same, with its new note', async () => {
    const { api } = await managed()
    const { body } = await api.post('/blocks', { prefix: '+1900' })
    const again = await api.post('/blocks', { prefix: '+1 900', note: 'dear' })
    expect(again).toMatchObject({ status: 200, body: { id: body.id, note: 'dear' } })
    expect((await api.get('/blocks')).body.blocks).toHaveLength(1)
  })

  test('lists them newest first, page by page, and finds one by its number or its note', async () => {
    const { api } = await managed()
    for (const last of [1, 2, 3])
      await api.post('/blocks', {
        prefix: `+190${last}`,
        note: last === 2 ? 'Dear 100% calls' : '',
      })
    const { body: page } = await api.get('/blocks?limit=2')
    expect(page.blocks.map(({ id }: { id: number }) => id)).toEqual([3, 2])
    const { body: rest } = await api.get(`/blocks?limit=2&cursor=${page.next_cursor}`)
    expect(rest).toMatchObject({ blocks: [{ id: 1 }], next_cursor: null })
    const found = async (q: string) =>
      (await api.get(`/blocks?q=${encodeURIComponent(q)}`)).body.blocks.map(
        ({ id }: { id: number }) => id,
      )
    expect(await found('1 902')).toEqual([2])
    expect(await found('DEAR 100%')).toEqual([2])
    expect(await found('100_')).toEqual([])
    expect(await found(' ')).toEqual([3, 2, 1])
  })

  test('takes one away, once', async () => {
    const { api } = await managed()
    await api.post('/blocks', { country: 'GB' })
    expect((await api.delete('/blocks/1')).status).toBe(204)
    expect((await api.delete('/blocks/1')).body.detail).toBe('There is no block 1: see GET /blocks')
  })

  test.each([
    [{}, /give phone_number, prefix or country/],
    [{ prefix: '+1', country: 'GB' }, /one of them/],
    [{ prefix: '1900' }, /begin with \+ and the country’s code/],
    [{ prefix: '00 44' }, /begin with \+/],
    [{ prefix: '+44 (0)20' }, /leave out the \(0\)/],
    [{ prefix: '+0' }, /begin with \+/],
    [{ prefix: '+1900?' }, /begin with \+/],
    [{ prefix: `+${'1'.repeat(16)}` }, /begin with \+/],
    [{ prefix: `+1${' '.repeat(70)}` }, /at most 60/],
    [{ country: 'Mars' }, /no telephone numbers of this country/],
    [{ country: 'GB', note: 'x'.repeat(201) }, /at most 200 characters/],
    [{ country: 'GB', note: 'a\u0000b' }, /no control characters/],
    [{ phone_number: '12' }, /is no phone number/],
  ])('%j is refused with what to write', async (given, detail) => {
    const { api } = await managed()
    const { status, body } = await api.post('/blocks', given)
    expect(status).toBe(422)
    expect(body.detail).toMatch(detail)
    expect((await api.get('/blocks')).body.blocks).toEqual([])
  })
})

describe('/passes', () => {
  test('for all, for how numbers begin, for whom words tell', async () => {
    const { api } = await managed({ TIME_ZONE: 'America/Los_Angeles' })
    const all = await api.post('/passes', { minutes: 30 })
    expect(all).toMatchObject({
      status: 201,
      body: { id: 1, until: '2026-11-26T12:30:00.000Z', for: 'all', how: 'through' },
    })
    const clinic = { for: '+1 415 555 01…', until: '2026-11-26T17:00', how: 'expected' }
    expect((await api.post('/passes', clinic)).body).toMatchObject({
      for: '+141555501',
      until: '2026-11-27T01:00:00.000Z',
      how: 'expected',
    })
    expect((await api.post('/passes', { for: 'the courier', minutes: 60 })).body).toMatchObject({
      for: 'the courier',
      how: 'expected',
    })
    expect((await api.get('/passes')).body.passes).toHaveLength(3)
  })

  test('end by themselves, or at once', async () => {
    const clock = { now: NOW }
    const { api } = await createManaged({ now: () => clock.now })
    await api.post('/passes', { minutes: 30 })
    await api.post('/passes', { minutes: 60 })
    clock.now = new Date(NOW.getTime() + 30 * 60_000)
    expect((await api.get('/passes')).body.passes).toMatchObject([{ id: 2 }])
    expect((await api.delete('/passes/1')).status).toBe(404)
    expect((await api.delete('/passes/2')).status).toBe(204)
    expect((await api.delete('/passes/2')).body.detail).toMatch(/There is no pass 2 that goes on/)
    expect((await api.get('/passes')).body.passes).toEqual([])
  })

  test('are not more than anybody keeps in mind', async () => {
    const { api } = await managed()
    for (let one = 0; one < MOST_PASSES; one++) await api.post('/passes', { minutes: 30 })
    const { status, body } = await api.post('/passes', { minutes: 30 })
    expect(status).toBe(409)
    expect(body.detail).toMatch(/end one first/)
  })

  test.each([
    [{}, '/until', /give minutes or until/],
    [{ minutes: 0 }, '/minutes', /a minute at least/],
    [{ minutes: 30, until: '2026-11-27' }, '/until', /not both/],
    [{ until: '2026-11-26T11:00:00Z' }, '/until', /over already/],
    [{ minutes: 30, for: 'the courier', how: 'through' }, '/how', /can be expected/],
    [{ minutes: 30, for: '+1 courier' }, '/for', /begin with \+/],
    [{ minutes: 30, for: ' ' }, '/for', /write all/],
  ])('%j is refused with what to write', async (given, pointer, detail) => {
    const { api } = await managed()
    const { status, body } = await api.post('/passes', given)
    expect(status).toBe(422)
    expect(body.errors).toContainEqual({ pointer, detail: expect.stringMatching(detail) })
  })
})

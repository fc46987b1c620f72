import { describe, expect, test } from 'vitest'
import { MOTHER, OUR_NUMBER, STRANGER, verdict } from '../../support/concierge.ts'
import { createManaged } from '../../support/management.ts'

const NIGHT = new Date('2026-11-26T22:00:00.000Z')

/** At a clock that the test sets. */
async function managed(options: Parameters<typeof createManaged>[0] = {}) {
  const clock = { now: NIGHT }
  const all = await createManaged({ contacts: [MOTHER], now: () => clock.now, ...options })
  const who = async (q: string) =>
    (await all.api.get(`/standing?q=${encodeURIComponent(q)}`)).body.callers
  return { ...all, clock, who }
}

describe('What would happen now', () => {
  test('is told of a name, a number and how numbers begin, with the reason', async () => {
    const { api, who } = await managed()
    await api.post('/blocks', { prefix: '+1 900', note: 'dear' })
    expect(await who('mom')).toEqual([
      {
        number: MOTHER.phoneNumber,
        contact_name: 'Mom',
        standing: 'contact',
        reason: 'a contact, Mom',
        becomes: 'put_through',
      },
    ])
    expect(await who('+1 900…')).toMatchObject([
      { number: '+1900', standing: 'blocked', reason: 'prefix +1900 is blocked: dear' },
    ])
    expect(await who('+1 415')).toMatchObject([{ standing: 'stranger', becomes: 'screened' }])
    expect(await who('(415) 555-0111')).toMatchObject([{ contact_name: 'Mom' }])
    expect(await who('Nobody')).toEqual([])
    expect(await who('%')).toEqual([])
  })

  test('is what does happen to a call', async () => {
    const { api, who, phone } = await managed()
    await api.post('/exceptions', { contact_name: 'Clinic', prefix: '+1 415 555 015' })
    await api.post('/blocks', { phone_number: '+14155550160' })
    const becomes = async (number: string) => (await who(number))[0].becomes
    const state = async (from: string) => (await phone.ring({ from })).state
    for (const [number, foreseen, happens] of [
      [MOTHER.phoneNumber, 'put_through', 'dialing'],
      ['+14155550155', 'put_through', 'dialing'],
      ['+14155550160', 'turned_away', 'rejected'],
      [STRANGER, 'screened', 'listening'],
    ] as const) {
      expect(await becomes(number)).toBe(foreseen)
      expect(await state(number)).toBe(happens)
    }
  })

  test('follows passes as they begin and end, and the hours of a contact', async () => {
    const { api, who, clock } = await managed()
    await api.patch(`/exceptions/${MOTHER.phoneNumber}`, { hours: 'mon-sun 08:00-20:00' })
    expect(await who('Mom')).toMatchObject([{ standing: 'known', becomes: 'screened' }])
    await api.post('/passes', { minutes: 30 })
    expect(await who('Mom')).toMatchObject([{ standing: 'expected', becomes: 'put_through' }])
    clock.now = new Date('2026-11-27T09:00:00.000Z')
    expect(await who('Mom')).toMatchObject([{ standing: 'contact', becomes: 'put_through' }])
    expect(await who(STRANGER)).toMatchObject([{ becomes: 'screened' }])
  })
})

describe('Last week’s calls', () => {
  /** Mom is put through, a stranger turned away by what they say, another hangs up at once. */
  async function withCalls() {
    const all = await managed({ screener: () => verdict('end', 'Goodbye.') })
    const mother = await all.phone.ring({ from: MOTHER.phoneNumber })
    await mother.dialEnds('completed')
    await mother.hangUp()
    const seller = await all.phone.ring({ from: '+14155550160' })
    await seller.say('we have a great offer on solar panels')
    const shy = await all.phone.ring({ from: '+14155550170' })
    await shy.hangUp()
    const week = async (unsaved: object) => {
      const { body } = await all.api.post('/standing/week', unsaved)
      return body
    }
    return { ...all, mother, seller, shy, week }
  }

  test('would have gone as they did by the rules that held', async () => {
    const { week } = await withCalls()
    expect(await week({})).toMatchObject({ calls: 3, looked_at: 3, changed: [] })
  })

  test('are turned away unheard by a block that is not saved, and nothing is saved by looking', async () => {
    const { week, seller, shy, api } = await withCalls()
    const { changed } = await week({ block: { prefix: '+1 415 555 01', note: 'all of them' } })
    expect(changed).toMatchObject([
      {
        call_sid: shy.callSid,
        caller: '+14155550170',
        was: { standing: 'stranger', decision: 'abandoned' },
        would: { standing: 'blocked', decision: 'blocked' },
      },
      {
        call_sid: seller.callSid,
        was: { decision: 'completed' },
        would: { decision: 'blocked', reason: 'prefix +141555501 is blocked: all of them' },
      },
    ])
    expect((await api.get('/blocks')).body.blocks).toEqual([])
    // A contact is blocked by nothing less than the number.
    const number = await week({ block: { phone_number: MOTHER.phoneNumber } })
    expect(number.changed).toMatchObject([{ caller: MOTHER.phoneNumber }])
    expect((await week({ block: { country: 'US' } })).changed).toHaveLength(2)
    expect((await week({ block: { country: 'GB' } })).changed).toEqual([])
  })

  test('tell of rules saved since, and of a contact that is not', async () => {
    const { week, api, seller } = await withCalls()
    expect((await week({ contact: { prefix: '+1 415 555 016' } })).changed).toMatchObject([
      { call_sid: seller.callSid, would: { standing: 'contact' } },
    ])
    const night = { prefix: '+1 415 555 016', hours: 'mon-sun 08:00-20:00' }
    expect((await week({ contact: night })).changed).toMatchObject([
      { would: { standing: 'known' } },
    ])
    await api.post('/blocks', { phone_number: '+14155550160' })
    expect((await week({})).changed).toMatchObject([
      { call_sid: seller.callSid, would: { standing: 'blocked' } },
    ])
  })

  test('would have been answered by another flow at other hours', async () => {
    const { week } = await withCalls()
    const { changed } = await week({ hours: '08:00-18:00=concierge; else=after-hours' })
    expect(changed).toHaveLength(3)
    expect(changed[0].would.flow).toBe('after-hours')
    expect((await week({ hours: 'else=concierge' })).changed).toEqual([])
    const other = `${OUR_NUMBER} mon-sun=concierge; else=after-hours`
    expect((await week({ hours: other })).changed).toEqual([])
  })

  test('are not those of before, of nobody, or played', async () => {
    const { week, clock, api, seller } = await withCalls()
    await api.delete(`/conversations/${seller.callSid}`)
    expect((await week({ block: { country: 'US' } })).changed).toHaveLength(1)
    clock.now = new Date(NIGHT.getTime() + 7 * 86_400_000 + 60_000)
    expect(await week({ block: { country: 'US' } })).toMatchObject({ calls: 0, changed: [] })
  })

  test.each([
    [{ block: {} }, /give phone_number, prefix or country/],
    [{ block: { prefix: '900' } }, /begin with \+/],
    [{ hours: 'someday=concierge' }, /are no days/],
    [{ contact: { contact_name: 'Clinic' } }, /give phone_number or prefix/],
    [{ pass: {} }, /has no pass/],
  ])('%j is refused with what to write', async (unsaved, detail) => {
    const { api } = await managed()
    const { status, body } = await api.post('/standing/week', unsaved)
    expect(status).toBe(422)
    expect(body.detail).toMatch(detail)
  })
})

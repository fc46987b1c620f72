import { describe, expect, test } from 'vitest'
import { MOTHER, STRANGER, verdict } from '../../support/concierge.ts'
import { createManaged } from '../../support/management.ts'

describe('GET /stats', () => {
  /** A contact and two urgent strangers are put through, three are not; one call is undecided. */
  async function withWeek() {
    let day = 1
    let modelMs = 0
    const managed = await createManaged({
      contacts: [MOTHER],
      now: () => new Date(Date.UTC(2026, 10, day, 23, 59)),
      screener: ({ said }) => ({
        ...verdict(said.at(-1)!.text === 'fire' ? 'transfer' : 'end', 'So be it.'),
        kind: said.at(-1)!.text === 'fire' ? 'emergency' : 'sales',
        modelMs: (modelMs += 10),
      }),
    })
    const says = async (words: string) => (await managed.phone.ring({ from: STRANGER })).say(words)
    await (await managed.phone.ring({ from: MOTHER.phoneNumber })).dialEnds('completed')
    await says('solar')
    await says('solar')
    day = 3
    const urgent = await managed.phone.ring({ from: '+14155550177' })
    await urgent.say('fire')
    await urgent.dialEnds('completed')
    await says('solar')
    await managed.phone.ring({ from: '+14155550178' })
    return { ...managed, setDay: (to: number) => (day = to) }
  }

  test('counts calls by decision and kind, in all and per day, with the share put through', async () => {
    const { api } = await withWeek()
    const { body } = await api.get('/stats?from=2026-11-01&to=2026-11-03')
    expect(body).toMatchObject({
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-11-04T00:00:00.000Z',
      calls: 6,
      decisions: { transferred_exception: 1, completed: 3, transferred: 1, undecided: 1 },
      kinds: { sales: 3, emergency: 1 },
      share_put_through: 2 / 6,
    })
    expect(body.days).toMatchObject([
      { date: '2026-11-01', calls: 3, decisions: { transferred_exception: 1, completed: 2 } },
      { date: '2026-11-03', calls: 3, kinds: { emergency: 1, sales: 1 } },
    ])
  })

  test('tells what was missed, the hours of the day, who called most, and the days before', async () => {
    const { api, phone, setDay } = await withWeek()
    setDay(5)
    const missed = await phone.ring({ from: MOTHER.phoneNumber })
    await missed.dialEnds('no-answer')
    await (await phone.ring({ from: 'anonymous' })).hangUp()
    const { body } = await api.get('/stats?from=2026-11-03&to=2026-11-05')
    expect(body).toMatchObject({
      calls: 5,
      became: { answered: 1, missed: 1, turned_away: 2 },
      before: {
        from: '2026-10-31T00:00:00.000Z',
        to: '2026-11-03T00:00:00.000Z',
        calls: 3,
        became: { answered: 1, turned_away: 2 },
      },
    })
    expect(body.hours).toEqual([...Array.from({ length: 23 }, () => 0), 5])
    expect(body.callers).toHaveLength(4)
    expect(body.callers).toContainEqual({
      caller: MOTHER.phoneNumber,
      contact_name: MOTHER.name,
      calls: 1,
    })
  })

  test('a call belongs to the day that it is at the owner’s, also where the clocks change', async () => {
    let at = '2026-03-01T12:00:00.000Z'
    const { api, phone } = await createManaged({
      settings: { TIME_ZONE: 'America/Los_Angeles' },
      now: () => new Date(at),
    })
    for (at of [
      // 23:30 of the day on which a 2:30 is missing, 0:30 of the day after.
      '2026-03-09T06:30:00.000Z',
      '2026-03-09T07:30:00.000Z',
      // Half past one twice on the first of November, and its last half hour.
      '2026-11-01T08:30:00.000Z',
      '2026-11-01T09:30:00.000Z',
      '2026-11-02T07:30:00.000Z',
      // Half past five in the afternoon of the 22nd.
      '2026-11-23T01:30:00.000Z',
    ])
      await phone.ring({ from: STRANGER })
    const daysIn = async (query: string) => {
      const { body } = await api.get(`/stats?${query}`)
      const { from, to, time_zone, days } = body
      const counted = days.map(({ date, calls }: { date: string; calls: number }) => [date, calls])
      return { from, to, time_zone, days: Object.fromEntries(counted) }
    }
    expect(await daysIn('from=2026-03-01&to=2026-11-30')).toEqual({
      from: '2026-03-01T08:00:00.000Z',
      to: '2026-12-01T08:00:00.000Z',
      time_zone: 'America/Los_Angeles',
      days: { '2026-03-08': 1, '2026-03-09': 1, '2026-11-01': 3, '2026-11-22': 1 },
    })
    expect((await daysIn('from=2026-11-01&to=2026-11-01')).days).toEqual({ '2026-11-01': 3 })
    // Unasked: until the end of today, from the beginning of the day 29 days ago, with the change in between.
    expect(await daysIn('')).toMatchObject({
      from: '2026-10-24T07:00:00.000Z',
      to: '2026-11-23T08:00:00.000Z',
    })
    const { body } = await api.get('/conversations?from=2026-11-22&to=2026-11-22')
    expect(body.conversations).toHaveLength(1)
    expect(body.time_zone).toBe('America/Los_Angeles')
  })

  test('gives median and p95 of turn and model', async () => {
    const { api } = await withWeek()
    const { body } = await api.get('/stats?from=2026-11-01&to=2026-11-03')
    expect(body.model_ms).toEqual({ count: 4, median: 20, p95: 40 })
    expect(body.days[1].model_ms).toEqual({ count: 2, median: 30, p95: 40 })
    expect(body.turn_ms.count).toBeGreaterThan(9)
    expect(body.turn_ms.p95).toBeGreaterThanOrEqual(body.turn_ms.median)
  })

  test('tells of today and the 29 days before if not asked otherwise, and of nothing where nothing was', async () => {
    const { api, setDay } = await withWeek()
    expect((await api.get('/stats')).body.calls).toBe(6)
    setDay(31)
    expect((await api.get('/stats')).body.calls).toBe(3)
    setDay(60)
    expect((await api.get('/stats')).body).toMatchObject({
      calls: 0,
      share_put_through: null,
      days: [],
      turn_ms: { count: 0, median: null, p95: null },
    })
  })

  test('counts on, however many calls there are', async () => {
    const { api, phone } = await createManaged()
    // More than are read at a time.
    for (let count = 0; count < 510; count++) await phone.ring({ from: STRANGER })
    expect((await api.get('/stats')).body).toMatchObject({ calls: 510, turn_ms: { count: 510 } })
  })

  test('refuses a span that is too long, and a time that is none', async () => {
    const { api } = await createManaged()
    expect((await api.get('/stats?from=2020-01-01')).body.detail).toContain('366 days')
    expect((await api.get('/stats?to=soon')).body.detail).toContain('to: give a day')
  })
})

describe('GET /test-db', () => {
  test('tells that the database is there, how fast it is and how much is in it', async () => {
    const { api, phone, database } = await createManaged({ contacts: [MOTHER] })
    await (await phone.ring({ from: STRANGER })).hangUp()
    await phone.ring({ from: STRANGER })
    const simulated = await phone.ring({ from: STRANGER })
    await database.queries
      .updateTable('calls')
      .set({ simulated: 1 })
      .where('call_sid', '=', simulated.callSid)
      .execute()
    const answer = await api.get('/test-db')
    expect(answer.body).toMatchObject({
      reachable: true,
      migrated: true,
      counts: { calls: 3, calls_in_progress: 1, contacts: 1 },
    })
    expect(answer.body.latency_ms).toBeGreaterThan(0)
  })

  test('tells that it is out of reach, and nothing about where it would be', async () => {
    const { api, database, file } = await createManaged()
    await database.close()
    const answer = await api.get('/test-db')
    expect(answer.status).toBe(503)
    expect(answer.body).toEqual({
      reachable: false,
      migrated: false,
      latency_ms: null,
      counts: null,
    })
    expect(answer.text).not.toContain(file)
  })
})

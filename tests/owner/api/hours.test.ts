import { describe, expect, test } from 'vitest'
import { createManaged } from '../../support/management.ts'

const YEAR = 'from=2026-01-01&to=2026-12-31'

/** A call now and then, and every ten minutes about when the clocks of one of the places change. */
const STARTS = [
  ...Array.from({ length: 97 }, (_, index) => Date.UTC(2026, 0, 3) + index * 319_571_007),
  ...['2026-03-08T10:00', '2026-11-01T09:00', '2026-04-04T15:00', '2026-10-03T15:30'].flatMap(
    (change) =>
      Array.from({ length: 19 }, (_, index) => Date.parse(`${change}Z`) + (index - 9) * 600_000),
  ),
].map((ms) => new Date(ms).toISOString())

async function withCalls(timeZone: string, starts = STARTS) {
  const managed = await createManaged({ settings: { TIME_ZONE: timeZone } })
  const row = { caller_id: '+14155550123', called: '+12125550142', flow: 'concierge' }
  const none = { snapshot: null, revision: 0, handled_seq: 0, utterances: 0, simulated: 0 }
  const calls = starts.map((start, index) => ({
    ...row,
    ...none,
    call_sid: `CA${String(index).padStart(32, '0')}`,
    flow_version: '1',
    start_time: start,
    updated_at: start,
    became: index % 3 === 0 ? 'missed' : 'turned_away',
  }))
  if (calls.length > 0)
    await managed.database.write((queries) => queries.insertInto('calls').values(calls).execute())
  return managed
}

function hourIn(timeZone: string, moment: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hour: '2-digit', hourCycle: 'h23' })
  return Number(format.format(new Date(moment)))
}

describe('?hour=', () => {
  test.each([
    'UTC',
    'America/Los_Angeles',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
  ])('lists in %s the calls that the bar of this hour counts', async (timeZone) => {
    const { api } = await withCalls(timeZone)
    const { body } = await api.get(`/stats?${YEAR}`)
    expect(body.calls).toBe(STARTS.length)
    for (let hour = 0; hour < 24; hour++) {
      const query = `${YEAR}&hour=${hour}`
      const { conversations } = (await api.get(`/conversations?${query}&limit=200`)).body
      const listed = conversations.map((call: { start_time: string }) => call.start_time)
      const begun = STARTS.filter((start) => hourIn(timeZone, start) === hour)
      expect([hour, listed]).toEqual([hour, begun.toSorted().toReversed()])
      expect([hour, body.hours[hour]]).toEqual([hour, listed.length])
      const { missed, turned_away: away } = (await api.get(`/inbox?${query}`)).body
      expect([hour, missed + away]).toEqual([hour, listed.length])
    }
  })

  test('needs no days: all calls of this hour are there, page by page, with other filters', async () => {
    const { api } = await withCalls('America/Los_Angeles')
    const begun = STARTS.filter((start) => hourIn('America/Los_Angeles', start) === 1)
    const listed: string[] = []
    let cursor = ''
    do {
      const { body } = await api.get(`/conversations?hour=1&limit=7${cursor}`)
      listed.push(...body.conversations.map((call: { start_time: string }) => call.start_time))
      cursor = body.next_cursor && `&cursor=${body.next_cursor}`
    } while (cursor)
    expect(listed).toEqual(begun.toSorted().toReversed())
    const missed = (await api.get('/conversations?hour=1&tab=missed&limit=200')).body.conversations
    expect(missed.length).toBeGreaterThan(0)
    expect(missed.length).toBeLessThan(listed.length)
    const found = (await api.get('/conversations?hour=1&q=0123&limit=200')).body.conversations
    expect(found).toHaveLength(listed.length)
  })

  test.each(['24', '-1', '1.5', '', 'noon', '1e1', '01', '014', '٣'])(
    'refuses %j',
    async (hour) => {
      const { api } = await withCalls('UTC', [])
      const { status, body } = await api.get(`/conversations?hour=${encodeURIComponent(hour)}`)
      expect([status, body.errors[0].detail]).toEqual([422, 'give an hour from 0 to 23'])
    },
  )

  test('asks for days where a clock that was wrong has put calls too many years apart', async () => {
    const { api } = await withCalls('America/Los_Angeles', [
      '1970-01-01T00:00:10.000Z',
      '2026-11-22T09:30:00.000Z',
      '2099-01-01T00:00:00.000Z',
    ])
    expect((await api.get('/conversations?hour=1')).body.detail).toContain('give from and to')
    const { body } = await api.get('/conversations?hour=1&to=2026-12-31')
    expect(body.conversations).toHaveLength(1)
    expect((await api.get('/conversations?hour=1&from=0001-01-01&to=2026-12-31')).status).toBe(200)
    expect((await api.get('/inbox?hour=1&from=2026-12-31&to=2026-01-01')).status).toBe(200)
  })

  test('finds nothing where there are no calls', async () => {
    const { api } = await withCalls('UTC', [])
    expect((await api.get('/conversations?hour=1')).body.conversations).toEqual([])
  })
})

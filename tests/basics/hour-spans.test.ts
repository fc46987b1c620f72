import { array, assert as holds, constantFrom, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../server/basics/calendar.ts'
import { hourSpans } from '../../server/basics/hour-spans.ts'

const ZONES = [
  'UTC',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Noronha',
  'Africa/Casablanca',
  'Antarctica/Troll',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Europe/Dublin',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
]

function hourAt(timeZone: string, moment: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hour: '2-digit', hourCycle: 'h23' })
  return Number(format.format(new Date(moment)))
}

function isIn(spans: ReturnType<typeof hourSpans>, moment: string): boolean {
  return spans.some(({ from, to, clock: [first, last] }) => {
    if (from !== null && moment < from) return false
    if (to !== null && moment >= to) return false
    const time = moment.slice(11, 16)
    return first < last ? time >= first && time < last : time >= first || time < last
  })
}

/** Any, and those beside which clocks change oftener. */
const moment = integer({ min: Date.UTC(1999, 0, 1), max: Date.UTC(2035, 0, 1) })
  .chain((ms) => constantFrom(ms, ms - (ms % 3_600_000), ms - (ms % 3_600_000) + 30_000))
  .map((ms) => new Date(ms).toISOString())

describe('The hour of a day', () => {
  test('is in UTC what the clocks of the place show, whatever they are put to', () => {
    holds(
      property(
        constantFrom(...ZONES),
        integer({ min: 0, max: 23 }),
        array(moment, { minLength: 2, maxLength: 30 }),
        (zone, hour, moments) => {
          const sorted = moments.toSorted((one, other) => one.localeCompare(other))
          const [from, to] = [sorted[0]!, sorted.at(-1)!]
          const spans = hourSpans(zone, hour, { from, to })
          for (const one of moments) {
            const shown = hourAt(zone, one)
            expect([zone, one, isIn(spans, one)]).toEqual([zone, one, shown === hour])
            expect([zone, one, calendarOf(zone).hourOf(one)]).toEqual([zone, one, shown])
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test.each(ZONES)('is right every minute of the days on which clocks change: %s', (zone) => {
    const year = { from: '2011-01-01T00:00:00.000Z', to: '2012-01-01T00:00:00.000Z' }
    const hours = Array.from({ length: 24 }, (_, hour) => hourSpans(zone, hour, year))
    for (const change of hours[0]!.flatMap(({ to }) => to ?? []))
      for (let minute = -180; minute <= 180; minute++) {
        const one = new Date(Date.parse(change) + minute * 60_000).toISOString()
        const found = hours.flatMap((spans, hour) => (isIn(spans, one) ? hour : []))
        expect([one, found]).toEqual([one, [hourAt(zone, one)]])
        expect([one, calendarOf(zone).hourOf(one)]).toEqual([one, found[0]])
      }
  })

  test('reaches over midnight in UTC, and stands on half an hour where the place does', () => {
    const at = { from: '2026-11-22T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z' }
    expect(hourSpans('Asia/Kolkata', 5, at)).toEqual([
      { from: null, to: null, clock: ['23:30', '00:30'] },
    ])
    expect(hourSpans('UTC', 23, at)[0]!.clock).toEqual(['23:00', '00:00'])
  })

  test('has a span for every change of the clocks and no other', () => {
    const years = { from: '2026-01-01T00:00:00.000Z', to: '2028-01-01T00:00:00.000Z' }
    expect(
      hourSpans('Australia/Lord_Howe', 1, years).map(({ from, clock }) => [from, clock]),
    ).toEqual([
      [null, ['14:00', '15:00']],
      ['2026-04-04T15:00:00.000Z', ['14:30', '15:30']],
      ['2026-10-03T15:30:00.000Z', ['14:00', '15:00']],
      ['2027-04-03T15:00:00.000Z', ['14:30', '15:30']],
      ['2027-10-02T15:30:00.000Z', ['14:00', '15:00']],
    ])
  })
})

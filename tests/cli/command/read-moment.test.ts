import { describe, expect, test } from 'vitest'
import { readMoment, readSpan } from '../../../server/cli/command/read-moment.ts'
import { timeZoneOf } from '../../../server/cli/command/time-zone.ts'
import { localTime } from '../../../server/cli/conversations/clock-words.ts'

/** A Wednesday, half past two in the night in Berlin; still Tuesday in Los Angeles. */
const now = new Date('2026-11-25T01:30:00.000Z')
const berlin = { now, zone: 'Europe/Berlin' }
const losAngeles = { now, zone: 'America/Los_Angeles' }

describe('moments', () => {
  test.each([
    ['from', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    // The day on which the clocks go forward has 23 hours.
    ['to', '2026-03-29', '2026-03-29T22:00:00.000Z'],
    ['from', '2026-01-31T18:30', '2026-01-31T17:30:00.000Z'],
    ['from', '2026-01-31 18:30:05', '2026-01-31T17:30:05.000Z'],
    ['to', '2026-01-31T18:30:05+05:00', '2026-01-31T13:30:05.000Z'],
    ['to', '2026-01-31t18:30:05z', '2026-01-31T18:30:05.000Z'],
    ['from', 'today', '2026-11-24T23:00:00.000Z'],
    ['to', 'today', '2026-11-25T23:00:00.000Z'],
    ['from', 'Yesterday', '2026-11-23T23:00:00.000Z'],
    ['to', 'yesterday', '2026-11-24T23:00:00.000Z'],
    ['since', 'monday', '2026-11-22T23:00:00.000Z'],
    ['since', 'wed', '2026-11-24T23:00:00.000Z'],
    ['since', 'thursday', '2026-11-18T23:00:00.000Z'],
    ['from', '90min', '2026-11-25T00:00:00.000Z'],
    ['from', '24h', '2026-11-24T01:30:00.000Z'],
    ['from', '7d', '2026-11-18T01:30:00.000Z'],
    ['from', '2w ago', '2026-11-11T01:30:00.000Z'],
    // Over the end of summer time the hour of the day stays.
    ['from', '40d', '2026-10-16T00:30:00.000Z'],
  ] as const)('--%s %s in Berlin', (option, written, moment) => {
    expect(readMoment(option, written, berlin)).toBe(moment)
  })

  test('are those of the place that is asked about', () => {
    expect(readMoment('from', 'today', losAngeles)).toBe('2026-11-24T08:00:00.000Z')
    expect(readMoment('from', '2026-07-01', losAngeles)).toBe('2026-07-01T07:00:00.000Z')
    expect(localTime('2026-11-25T01:30:00.000Z', 'America/Los_Angeles')).toBe('2026-11-24 17:30:00')
  })

  test('where the clocks leap over it, is the moment in which they leap', () => {
    const zone = 'Asia/Beirut'
    expect(readMoment('from', '2026-03-29', { now, zone })).toBe('2026-03-28T22:00:00.000Z')
  })

  test.each(['tomorrow', '7', 'd', '2026-02-30', '2026-01-31T25:00', '31.1.2026', '-7d', ''])(
    '%j is refused, with what to write',
    (written) => {
      expect(() => readMoment('from', written, berlin)).toThrow(
        `--from ${written}: write it like 2026-01-31, 2026-01-31T18:30, yesterday, monday, 24h or 7d`,
      )
    },
  )

  test('a span that holds no moment is refused', () => {
    const span = { from: 'today', since: undefined, to: 'yesterday' }
    expect(() => readSpan(span, berlin)).toThrow('--from today is not before --to yesterday')
    expect(() => readSpan({ ...span, since: '7d' }, berlin)).toThrow('Either --from or --since')
  })
})

describe('the time zone', () => {
  test('is TIME_ZONE, else TZ, else that of the machine', () => {
    expect(timeZoneOf({ TIME_ZONE: 'Asia/Tokyo', TZ: 'Europe/Berlin' })).toBe('Asia/Tokyo')
    expect(timeZoneOf({ TZ: 'Europe/Berlin' })).toBe('Europe/Berlin')
    expect(timeZoneOf({})).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone)
  })

  test('that does not exist is told', () => {
    expect(() => timeZoneOf({ TIME_ZONE: 'Mars/Base' })).toThrow('there is no such zone')
  })
})

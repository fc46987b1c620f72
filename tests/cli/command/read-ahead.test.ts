import { describe, expect, test } from 'vitest'
import { readAhead } from '../../../server/cli/command/read-ahead.ts'

/** A Thursday; Los Angeles has 04:00. */
const now = new Date('2026-11-26T12:00:30.000Z')
const there = { now, zone: 'America/Los_Angeles' }
const read = (written: string) => readAhead(written, there).toISOString()

describe('until when', () => {
  test.each([
    ['30m', '2026-11-26T12:30:30.000Z'],
    ['30 min', '2026-11-26T12:30:30.000Z'],
    ['2h', '2026-11-26T14:00:30.000Z'],
    ['1d', '2026-11-27T12:00:30.000Z'],
    ['17:00', '2026-11-27T01:00:00.000Z'],
    ['3:30', '2026-11-27T11:30:00.000Z'],
    ['Tomorrow', '2026-11-27T08:00:00.000Z'],
    ['monday', '2026-11-30T08:00:00.000Z'],
    ['thu', '2026-12-03T08:00:00.000Z'],
    ['2026-11-30', '2026-11-30T08:00:00.000Z'],
    ['2026-11-30T9:00', '2026-11-30T17:00:00.000Z'],
    ['2027-07-01 09:00', '2027-07-01T16:00:00.000Z'],
  ])('%j is %s', (written, moment) => {
    expect(read(written)).toBe(moment)
  })

  test('a day has an hour more where the clocks are put back in it', () => {
    const before = { now: new Date('2026-10-31T12:00:00.000Z'), zone: 'America/Los_Angeles' }
    expect(readAhead('1d', before).toISOString()).toBe('2026-11-01T13:00:00.000Z')
  })

  test.each(['', 'soon', '25:00', '30', '2026-02-30', '2026-11-30T24:00', '1e9d', '-5m'])(
    '%j is refused with what to write',
    (written) => {
      expect(() => read(written)).toThrow(/write it like 30m, 2h, 17:00/)
    },
  )

  test.each(['2026-11-26', '2020-01-01', '0m'])('%s is over already', (written) => {
    expect(() => read(written)).toThrow(/over already/)
  })
})

import { describe, expect, test } from 'vitest'
import { readMoment } from '../../../server/cli/command/read-moment.ts'

describe('moments', () => {
  test('a day is a local one, from its first moment to the first after it', () => {
    const from = new Date(readMoment('from', '2026-03-29')!)
    const to = new Date(readMoment('to', '2026-03-29')!)
    expect([from.getDate(), from.getHours(), from.getMinutes()]).toEqual([29, 0, 0])
    expect([to.getDate(), to.getHours(), to.getMinutes()]).toEqual([30, 0, 0])
  })

  test('a time is local, unless it says where', () => {
    expect(new Date(readMoment('from', '2026-01-31T18:30')!).getHours()).toBe(18)
    expect(readMoment('to', '2026-01-31T18:30:05+01:00')).toBe('2026-01-31T17:30:05.000Z')
  })
})

import { expect, test } from 'vitest'
import { momentOn, readClock, writeClock } from '../../server/basics/clock.ts'

test.each([
  ['18:00', 1080],
  ['7:05', 425],
  ['00:00', 0],
  ['23:59', 1439],
  ['24:00', null],
  ['18', null],
  ['18:60', null],
  ['', null],
])('%j is a time of day, or none', (written, minutes) => {
  expect(readClock(written)).toBe(minutes)
})

test('a time of day is written as clocks show it', () => {
  expect(writeClock(425)).toBe('07:05')
})

test.each([
  ['on a day as any other', '2026-11-26', '18:00', 'Europe/Berlin', '2026-11-26T17:00:00.000Z'],
  ['in summer', '2026-07-01', '18:00', 'Europe/Berlin', '2026-07-01T16:00:00.000Z'],
  ['behind UTC', '2026-11-26', '18:00', 'America/Los_Angeles', '2026-11-27T02:00:00.000Z'],
  [
    'after the clock was put forward',
    '2026-03-29',
    '18:00',
    'Europe/Berlin',
    '2026-03-29T16:00:00.000Z',
  ],
  ['after it was put back', '2026-10-25', '18:00', 'Europe/Berlin', '2026-10-25T17:00:00.000Z'],
  ['before it is put back', '2026-10-25', '01:30', 'Europe/Berlin', '2026-10-24T23:30:00.000Z'],
  [
    'twice on that day: the first',
    '2026-10-25',
    '02:30',
    'Europe/Berlin',
    '2026-10-25T00:30:00.000Z',
  ],
  [
    'never on that day: as long after the gap',
    '2026-03-29',
    '02:30',
    'Europe/Berlin',
    '2026-03-29T01:30:00.000Z',
  ],
  [
    'where midnight is left out',
    '2026-09-06',
    '00:00',
    'America/Santiago',
    '2026-09-06T04:00:00.000Z',
  ],
  ['a quarter of an hour off', '2026-11-26', '06:00', 'Asia/Kathmandu', '2026-11-26T00:15:00.000Z'],
  [
    'by half an hour of summer',
    '2026-10-04',
    '03:00',
    'Australia/Lord_Howe',
    '2026-10-03T16:00:00.000Z',
  ],
])('%s', (_, day, clock, timeZone, moment) => {
  expect(momentOn(day, readClock(clock)!, timeZone).toISOString()).toBe(moment)
})

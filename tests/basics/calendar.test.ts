import { expect, test } from 'vitest'
import { calendarOf, daysLater } from '../../server/basics/calendar.ts'

const HOUR_MS = 3_600_000

test.each([
  ['America/Los_Angeles', '2026-11-23T01:30:00.000Z', '2026-11-22'],
  ['America/Los_Angeles', '2026-11-23T07:59:59.999Z', '2026-11-22'],
  ['America/Los_Angeles', '2026-11-23T08:00:00.000Z', '2026-11-23'],
  ['Asia/Tokyo', '2026-11-22T15:00:00.000Z', '2026-11-23'],
  ['Pacific/Kiritimati', '2026-11-22T10:00:00.000Z', '2026-11-23'],
  ['UTC', '2026-11-22T23:59:59.999Z', '2026-11-22'],
])('in %s %s belongs to %s', (zone, moment, day) => {
  expect(calendarOf(zone).dayOf(moment)).toBe(day)
})

test.each([
  ['America/Los_Angeles', '2026-03-08', 23],
  ['America/Los_Angeles', '2026-11-01', 25],
  ['America/Los_Angeles', '2026-11-22', 24],
  ['Europe/Berlin', '2026-03-29', 23],
  ['Europe/Berlin', '2026-10-25', 25],
  // Half an hour: https://www.timeanddate.com/time/zone/australia/lord-howe
  ['Australia/Lord_Howe', '2026-10-04', 23.5],
])('in %s the day %s has %d hours', (zone, day, hours) => {
  const { startOf } = calendarOf(zone)
  const length = Date.parse(startOf(daysLater(day, 1))) - Date.parse(startOf(day))
  expect(length / HOUR_MS).toBe(hours)
})

test('every moment of a day of 25 hours belongs to it, in whatever order they are asked', () => {
  const { startOf, dayOf } = calendarOf('America/Los_Angeles')
  const from = Date.parse(startOf('2026-11-01'))
  const days = Array.from({ length: 27 }, (_, hour) =>
    dayOf(new Date(from + (hour - 1) * HOUR_MS).toISOString()),
  )
  expect(days).toEqual(['2026-10-31', ...Array<string>(25).fill('2026-11-01'), '2026-11-02'])
  expect(dayOf('2026-10-31T12:00:00.000Z')).toBe('2026-10-31')
})

test('a day whose midnight is skipped begins an hour later', () => {
  expect(calendarOf('Africa/Cairo').startOf('2026-04-24')).toBe('2026-04-23T22:00:00.000Z')
})

test.each([
  ['2026-11-22T08:30:00.000Z', 'America/Los_Angeles', 0],
  ['2026-11-01T08:30:00.000Z', 'America/Los_Angeles', 1],
  ['2026-11-01T09:30:00.000Z', 'America/Los_Angeles', 1],
  ['2026-11-22T18:20:00.000Z', 'Asia/Kathmandu', 0],
  ['2026-11-22T23:59:59.999Z', 'UTC', 23],
])('%s is in %s in the hour %i', (moment, zone, hour) => {
  expect(calendarOf(zone).hourOf(moment)).toBe(hour)
})

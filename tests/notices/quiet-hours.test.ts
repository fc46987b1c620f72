import { expect, test } from 'vitest'
import { createQuiet } from '../../server/notices/quiet-hours.ts'

const NIGHT = { from: 22 * 60, to: 7 * 60 }

test.each([
  ['by day', '2026-11-26T12:00:30Z', '2026-11-26T12:00:30.000Z'],
  ['at its first minute', '2026-11-26T22:00:00Z', '2026-11-27T07:00:00.000Z'],
  ['before midnight', '2026-11-26T23:59:59Z', '2026-11-27T07:00:00.000Z'],
  ['after it', '2026-11-27T06:59:59Z', '2026-11-27T07:00:00.000Z'],
  ['at its end', '2026-11-27T07:00:00Z', '2026-11-27T07:00:00.000Z'],
])('%s', (_, now, loud) => {
  expect(createQuiet(NIGHT, 'UTC')(new Date(now)).toISOString()).toBe(loud)
})

test.each([
  ['forward', '2026-03-28T22:30:00Z', '2026-03-29T05:00:00.000Z'],
  ['back', '2026-10-24T22:30:00Z', '2026-10-25T06:00:00.000Z'],
])('where the clock is put %s in the night, the morning is that of the clock', (_, now, loud) => {
  expect(createQuiet(NIGHT, 'Europe/Berlin')(new Date(now)).toISOString()).toBe(loud)
})

test('by day, and never', () => {
  const siesta = createQuiet({ from: 13 * 60, to: 15 * 60 }, 'UTC')
  expect(siesta(new Date('2026-11-26T14:10:00Z')).toISOString()).toBe('2026-11-26T15:00:00.000Z')
  expect(siesta(new Date('2026-11-26T02:00:00Z')).toISOString()).toBe('2026-11-26T02:00:00.000Z')
  const now = new Date()
  expect(createQuiet(null, 'UTC')(now)).toBe(now)
})

import { afterEach, expect, test, vi } from 'vitest'
import { createSeldom } from '../../server/basics/seldom.ts'

const MINUTE_MS = 60_000

afterEach(() => vi.useRealTimers())

/** A clock that stands still until it is moved, and what was told. */
function setUp() {
  vi.useFakeTimers()
  const told: [string, number][] = []
  const seldom = createSeldom({ most: 3, perMs: MINUTE_MS })
  const happen = (what: string, times: number) => {
    for (let time = 0; time < times; time++) seldom(what, (unsaid) => told.push([what, unsaid]))
  }
  return { told, happen, pass: (ms: number) => vi.advanceTimersByTime(ms) }
}

test('what happens at full speed is told a few times a minute, and then how often it was not', () => {
  const { told, happen, pass } = setUp()
  happen('refused', 1_000)
  pass(MINUTE_MS - 1)
  happen('refused', 1)
  expect(told).toEqual(Array.from({ length: 3 }, () => ['refused', 0]))
  pass(1)
  happen('refused', 2)
  expect(told.slice(3)).toEqual([
    ['refused', 998],
    ['refused', 0],
  ])
})

test('one kind does not silence another', () => {
  const { told, happen } = setUp()
  happen('refused', 10)
  happen('broken off', 1)
  expect(told.at(-1)).toEqual(['broken off', 0])
})

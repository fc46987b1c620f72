import { expect, test } from 'vitest'
import { retry, type Retrying } from '../../storage/retry.ts'

/** Fails so many times, then resolves with how often it was tried. */
function failing(times: number, error: unknown = new Error('away')) {
  const triedAt: number[] = []
  return {
    triedAt,
    async task(): Promise<number> {
      triedAt.push(performance.now())
      if (triedAt.length <= times) throw error
      return triedAt.length
    },
  }
}

function patiently(more: Partial<Retrying> = {}): Retrying {
  return {
    isPassing: () => true,
    endsAt: performance.now() + 60_000,
    firstPauseMs: 1,
    longestPauseMs: 4,
    ...more,
  }
}

test('what succeeds is done once', async () => {
  expect(await retry(failing(0).task, patiently())).toBe(1)
})

test('what fails for a passing reason is tried again until it succeeds', async () => {
  expect(await retry(failing(7).task, patiently())).toBe(8)
})

test('what fails for good is not tried again', async () => {
  const broken = new Error('broken')
  const { task, triedAt } = failing(1, broken)
  const isPassing = (error: unknown) => error !== broken
  await expect(retry(task, patiently({ isPassing }))).rejects.toBe(broken)
  expect(triedAt).toHaveLength(1)
})

test('of several errors the last is told', async () => {
  const errors = [new Error('first'), new Error('last')]
  const task = () => Promise.reject(errors.shift()!)
  const isPassing = () => errors.length > 0
  await expect(retry(task, patiently({ isPassing }))).rejects.toThrow('last')
})

test.each([
  ['there is no time left', { endsAt: 0 }],
  [
    'the pause would be longer than what is left',
    { firstPauseMs: 120_001, longestPauseMs: 120_001 },
  ],
  ['the other side asks for more time than there is', { askedPauseMs: () => 60_001 }],
])('nobody waits where %s', async (_, more) => {
  const { task, triedAt } = failing(Infinity)
  await expect(retry(task, patiently(more))).rejects.toThrow('away')
  expect(triedAt).toHaveLength(1)
})

test('pauses grow to the longest, and are shorter by half at most', async () => {
  const { task, triedAt } = failing(4)
  await retry(task, patiently({ firstPauseMs: 20, longestPauseMs: 60 }))
  const pauses = triedAt.slice(1).map((at, index) => at - triedAt[index]!)
  for (const [index, least] of [10, 20, 30, 30].entries())
    // Timers are exact to a millisecond.
    expect(pauses[index]).toBeGreaterThan(least - 1.5)
})

test('who is asked to come back later does so, and no sooner', async () => {
  const { task, triedAt } = failing(1)
  await retry(task, patiently({ askedPauseMs: () => 40 }))
  expect(triedAt[1]! - triedAt[0]!).toBeGreaterThan(38.5)
})

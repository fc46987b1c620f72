import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { lazy } from '../../server/basics/lazy.ts'

test('Nothing is made before it is asked for, and then once, however many ask', async () => {
  let made = 0
  const thing = lazy(async () => ({ number: ++made }))
  expect(made).toBe(0)
  const [first, second] = await Promise.all([thing(), thing()])
  expect(first).toBe(second)
  expect(await thing()).toBe(first)
  expect(made).toBe(1)
})

/** Fails the first time. */
function failingOnce(fail: () => Promise<never>) {
  let attempts = 0
  return lazy(() => (++attempts === 1 ? fail() : Promise.resolve(`made by attempt ${attempts}`)))
}

test.each([
  ['at once', () => Promise.reject(new Error('away'))],
  ['later', () => setImmediate().then(() => Promise.reject(new Error('away')))],
  [
    'before it gives a promise',
    () => {
      throw new Error('away')
    },
  ],
])('All who ask hear of a failure %s; whoever asks next has it tried anew', async (_, fail) => {
  const thing = failingOnce(fail)
  const outcomes = await Promise.allSettled([thing(), thing()])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await thing()).toBe('made by attempt 2')
  expect(await thing()).toBe('made by attempt 2')
})

/** How long a caller is given: from the end of what we say, and again whenever they are heard. */
import { expect, test } from 'vitest'
import { createQuiet } from '../../../server/lines/relay/quiet.ts'

/** With the timer that is set now. */
function timed() {
  const set: { ms: number; run: () => void }[] = []
  let silences = 0
  const timers = {
    after(ms: number, run: () => void) {
      const one = { ms, run }
      set.push(one)
      return () => void set.splice(set.indexOf(one), 1)
    },
  }
  const quiet = createQuiet(timers, 'CA1', () => silences++)
  return { quiet, set, silences: () => silences }
}

test('a long sentence takes its time before the silence begins', () => {
  const { quiet, set } = timed()
  quiet.begin(140, 5)
  expect(set.map(({ ms }) => ms)).toEqual([15_000])
})

test('what has been spoken of it by then is over', () => {
  const { quiet, set } = timed()
  quiet.begin(140, 5, 4_000)
  expect(set.map(({ ms }) => ms)).toEqual([11_000])
  quiet.begin(140, 5, 60_000)
  expect(set.map(({ ms }) => ms)).toEqual([5_000])
})

test('who is heard while we speak is given what is left, and the usual time at least', () => {
  const { quiet, set } = timed()
  quiet.begin(140, 5)
  const [first] = set
  quiet.again()
  expect(set).toHaveLength(1)
  expect(set[0]).not.toBe(first)
  expect(set[0]!.ms).toBeGreaterThan(5_000)
  expect(set[0]!.ms).toBeLessThan(15_000)
  quiet.begin(0, 5)
  const [second] = set
  quiet.again()
  expect(set.map(({ ms }) => ms)).toEqual([5_000])
  expect(set[0]).not.toBe(second)
})

test('who cuts in is given the usual time from then', () => {
  const { quiet, set } = timed()
  quiet.begin(1_400, 5)
  quiet.cutOff()
  expect(set.map(({ ms }) => ms)).toEqual([5_000])
})

test('nobody is waited for who is not asked, and each silence is one', () => {
  const { quiet, set, silences } = timed()
  quiet.again()
  quiet.cutOff()
  expect(set).toEqual([])
  quiet.begin(0, 5)
  set[0]!.run()
  quiet.again()
  expect([set.length, silences()]).toEqual([1, 1])
  quiet.stop()
  quiet.begin(0, 5)
  quiet.stop()
  expect(set).toHaveLength(1)
})

import { expect, test } from 'vitest'
import { createMostFrequent } from '../../server/basics/most-frequent.ts'

test('The most frequent come first, those as frequent as they came', () => {
  const callers = createMostFrequent()
  for (const name of ['c', 'a', 'b', 'a', 'b', 'a']) callers.note(name)
  expect(callers.top(2)).toEqual([
    { name: 'a', times: 3 },
    { name: 'b', times: 2 },
  ])
})

test('A flood of those who come once makes nobody forgotten who comes often', () => {
  const callers = createMostFrequent(100)
  for (let i = 0; i < 10; i++) callers.note('often')
  for (let i = 0; i < 5_000; i++) callers.note(`once ${i}`)
  expect(callers.top(1)).toEqual([{ name: 'often', times: 10 }])
  expect(callers.top(1_000).length).toBeLessThanOrEqual(100)
})

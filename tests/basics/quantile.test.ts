import { expect, test } from 'vitest'
import { quantile } from '../../server/basics/quantile.ts'

/** Those of https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method, in no order. */
const FEW = [40, 15, 50, 20, 35]

test.each([
  [FEW, 0, 15],
  [FEW, 0.05, 15],
  [FEW, 0.3, 20],
  [FEW, 0.4, 20],
  [FEW, 0.5, 35],
  [FEW, 1, 50],
  [[10, 20, 30, 40], 0.5, 20],
  [[9, 10], 0.95, 10],
  [[7], 0.95, 7],
  [[], 0.5, null],
])('of %j the one that a share of %d is not above is %s', (values, share, value) => {
  expect(quantile(values, share)).toBe(value)
})

test('one in twenty is above p95, however many there are', () => {
  for (const count of [20, 100, 140, 1_000, 20_000]) {
    const values = Array.from({ length: count }, (_, index) => index)
    const p95 = quantile(values, 0.95)!
    expect(values.filter((value) => value > p95)).toHaveLength(count / 20)
  }
})

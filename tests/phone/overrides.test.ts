import { expect, test } from 'vitest'
import { patienceOf, type Fault } from '../../server/phone/connection-overrides.ts'

const FAULTS: Fault[] = ['ct', 'rt', '4xx', '5xx', 'none']

const retriedOn = (fragment: string) =>
  FAULTS.filter((fault) => patienceOf(fragment).retriesOn(fault))

test('Twilio waits 15 s and retries once, on a connection that failed', () => {
  for (const fragment of ['', '#', '#chapter-2']) {
    expect(patienceOf(fragment)).toMatchObject({ total: 15_000, read: 15_000, retries: 1 })
    expect(retriedOn(fragment)).toEqual(['ct'])
  }
})

test.each([
  ['#rc=3', { retries: 3, total: 15_000, read: 15_000 }],
  ['#tt=5000&rt=700', { retries: 1, total: 5_000, read: 700 }],
  ['#rc=0&tt=100', { retries: 0, total: 100 }],
  ['#rc=9&tt=20000&rt=20000', { retries: 5, total: 15_000, read: 15_000 }],
  ['#tt=99&rt=1', { total: 100, read: 100 }],
  ['#rc=many&tt=-5&rt=1e3', { retries: 1, total: 15_000, read: 15_000 }],
])('%s overrides, within the bounds', (fragment, patience) => {
  expect(patienceOf(fragment)).toMatchObject(patience)
})

test.each([
  ['#rp=5xx', ['5xx']],
  ['#rp=4xx,rt', ['rt', '4xx']],
  ['#rp=all', ['ct', 'rt', '4xx', '5xx']],
])('%s says which failures are retried, and never a partial answer', (fragment, faults) => {
  expect(retriedOn(fragment)).toEqual(faults)
})

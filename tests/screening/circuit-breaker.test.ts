import { expect, test } from 'vitest'
import { createCircuitBreaker } from '../../server/screening/circuit-breaker.ts'

function breakerAt(clock: { now: number }) {
  return createCircuitBreaker({ mostFailures: 3, pauseMs: 1_000, now: () => clock.now })
}

test('opens after so many failures in a row, and lets one try after the pause', () => {
  const clock = { now: 0 }
  const breaker = breakerAt(clock)
  for (let failure = 0; failure < 3; failure++) {
    expect(breaker.allows()).toBe(true)
    breaker.failed()
  }
  expect(breaker.allows()).toBe(false)
  clock.now = 1_000
  expect(breaker.allows()).toBe(true)
  // The second caller waits for what the first one finds.
  expect(breaker.allows()).toBe(false)
  breaker.succeeded()
  expect(breaker.allows()).toBe(true)
  expect(breaker.allows()).toBe(true)
})

test('a success in between starts the count anew', () => {
  const breaker = breakerAt({ now: 0 })
  breaker.failed()
  breaker.failed()
  breaker.succeeded()
  breaker.failed()
  breaker.failed()
  expect(breaker.allows()).toBe(true)
})

test('whoever says when to come back is left alone until then, but not for ever', () => {
  const clock = { now: 0 }
  const breaker = breakerAt(clock)
  breaker.failed(5_000)
  clock.now = 4_999
  expect(breaker.allows()).toBe(false)
  clock.now = 5_000
  expect(breaker.allows()).toBe(true)
  breaker.failed(86_400_000)
  clock.now = 5_000 + 60_000
  expect(breaker.allows()).toBe(true)
})

/** How long a caller can keep the after-hours flow busy; what it does is told in tests/calls/flows.test.ts. */
import { expect, test } from 'vitest'
import { afterHoursFlow } from '../../../machines/flows/after-hours.ts'
import type { CallContext } from '../../../machines/call.ts'
import { longestCall } from '../promises.ts'
import { walk } from '../../../machines/walk.ts'

test.each([
  { maxTurns: 0, noSpeechRetries: 0 },
  { maxTurns: 1, noSpeechRetries: 3 },
  { maxTurns: 3, noSpeechRetries: 2 },
])('whatever a caller does, two answers are all that is heard: %o', (limits) => {
  const way = walk(afterHoursFlow, limits)
  const [arrival, lookUps, hangUp, dial] = [1, 2, 1, 1]
  // Silence as often as it may be, words, two moments of patience, the verdict.
  const answer = limits.noSpeechRetries + 1 + 2 + 1
  const isOwners = ({ type }: { type: string }) => type.startsWith('owner.')
  expect(longestCall(way, (event) => !isOwners(event))).toBe(
    arrival + lookUps + 2 * answer + hangUp + dial,
  )
  const untouched = way.places.filter((place) => !place.way.some(isOwners))
  const answers = untouched.map(({ snapshot }) => (snapshot.context as CallContext).said.length)
  expect(Math.max(...answers)).toBe(2)
})

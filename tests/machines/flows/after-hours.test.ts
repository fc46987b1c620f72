/** How long a caller can keep the after-hours flow busy, and what becomes of what they leave. */
import { expect, test } from 'vitest'
import { afterHoursFlow } from '../../../machines/flows/after-hours.ts'
import type { CallContext } from '../../../machines/call.ts'
import { longestCall } from '../promises.ts'
import { walk } from '../../../machines/walk.ts'
import { arrival, dialed, hungUp, silent, spoke, take, verdict, type World } from './taking.ts'

test.each([
  { maxTurns: 0, noSpeechRetries: 0 },
  { maxTurns: 1, noSpeechRetries: 3 },
  { maxTurns: 3, noSpeechRetries: 2 },
])('whatever a caller does, two answers are all that is heard: %o', (limits) => {
  const way = walk(afterHoursFlow, limits)
  const [ringing, lookUps, hangUp, dial] = [1, 2, 1, 1]
  // Silence as often as it may be, words, two moments of patience, the verdict.
  const answer = limits.noSpeechRetries + 1 + 2 + 1
  const isOwners = ({ type }: { type: string }) => type.startsWith('owner.')
  expect(longestCall(way, (event) => !isOwners(event))).toBe(
    ringing + lookUps + 2 * answer + hangUp + dial,
  )
  const untouched = way.places.filter((place) => !place.way.some(isOwners))
  const answers = untouched.map(({ snapshot }) => (snapshot.context as CallContext).said.length)
  expect(Math.max(...answers)).toBe(2)
})

const waits = verdict('end', 'Goodbye.')
const limits = { maxTurns: 1, noSpeechRetries: 1, messages: 'all' as const }
const night = (world: World, ...events: Parameters<typeof take>[1][]) =>
  take({ flow: afterHoursFlow, limits, ...world }, ...events)

test('whoever has said why is asked for a number: the one that is shown, or any', async () => {
  const shown = await night({ verdicts: [waits] }, spoke('The boiler'))
  expect(shown.state).toBe('takingNumber.shown')
  const hidden = { ...arrival, caller: null, withheld: true }
  const none = await night({ verdicts: [waits], arrival: hidden }, spoke('The boiler'))
  expect(none.state).toBe('takingNumber.unknown')
})

test('a yes leaves the number that is shown; another one is the one that is said', async () => {
  const yes = await night({ verdicts: [waits, waits] }, spoke('The boiler'), spoke('Yes please'))
  expect(yes).toMatchObject({
    state: 'partedWithNumber',
    decision: 'completed',
    context: { callBack: '+14155550123' },
  })
  const said = await night(
    { verdicts: [waits, waits] },
    spoke('The boiler'),
    spoke('No, 415 555 0199'),
  )
  expect(said).toMatchObject({ state: 'partedWithNumber', context: { callBack: '4155550199' } })
})

test('what is said beside the number is judged where it may be urgent, and where nothing is left to say is not', async () => {
  const answer = spoke('Yes, and it leaks into the flat below')
  const unsure = await night(
    { verdicts: [verdict('ask', 'Why?'), verdict('transfer', 'I see.')] },
    spoke('The boiler'),
    answer,
  )
  expect(unsure).toMatchObject({ state: 'dialing.screened', decision: 'transferred' })
  const late = await night({ verdicts: [waits] }, spoke('The boiler'), spoke('Yes'))
  expect(late.screened).toHaveLength(1)
  const nobody = await night(
    { verdicts: [waits, waits] },
    spoke('The boiler'),
    spoke('I do not know'),
  )
  expect(nobody).toMatchObject({ state: 'partedWithWords', decision: 'completed' })
  expect(nobody.screened).toHaveLength(2)
})

test('the reason stays where nothing more is said, or nobody can judge it', async () => {
  const quiet = await night({ verdicts: [waits] }, spoke('The boiler'), silent, silent)
  expect(quiet).toMatchObject({ state: 'partedWithWords', decision: 'completed' })
  const gone = await night({ verdicts: [waits] }, spoke('The boiler'), hungUp)
  expect(gone).toMatchObject({ state: 'partedWithWords', decision: 'abandoned' })
  const unjudged = await night({ verdicts: [new Error('away')] }, spoke('The boiler'))
  expect(unjudged).toMatchObject({ state: 'partedWithWords', decision: 'failed' })
  expect(await night({}, hungUp)).toMatchObject({ state: 'over', decision: 'abandoned' })
})

test('who was rung in vain may leave a message, and what was decided before stands', async () => {
  const rung = [spoke('It leaks'), dialed('no-answer')]
  const verdicts = [verdict('transfer', 'I see.')]
  const offered = await night({ verdicts }, ...rung)
  expect(offered).toMatchObject({ state: 'offering.unreached', decision: 'transferred' })
  const left = await night({ verdicts }, ...rung, spoke('Call me on 415 555 0199'))
  expect(left).toMatchObject({ state: 'partedWithNumber', decision: 'transferred' })
})

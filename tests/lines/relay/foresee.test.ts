/** What is foreseen of a verdict that still arrives is what the flow then does, in every state in which one is waited for. */
import { expect, test } from 'vitest'
import type { CallEvent } from '../../../machines/call.ts'
import { afterHoursFlow } from '../../../machines/flows/after-hours.ts'
import { conciergeFlow } from '../../../machines/flows/concierge.ts'
import type { Flow } from '../../../machines/flows.ts'
import type { Verdict } from '../../../machines/verdict.ts'
import { walk, type Onward } from '../../../machines/walk.ts'
import { foresee } from '../../../server/calls/foresee.ts'

const answers: CallEvent = { type: 'caller.spoke', text: 'hello' }
const FLOWS: Flow[] = [conciergeFlow, afterHoursFlow]
const LIMITS = { maxTurns: 1, noSpeechRetries: 0, messages: 'all', askOwner: 'unclear' } as const

function judged(onward: Onward[]): { verdict: Verdict; to: Onward['to'] }[] {
  return onward.flatMap(({ event, to }) =>
    event.type === 'xstate.done.actor.screen'
      ? [{ verdict: (event as unknown as { output: Verdict }).output, to }]
      : [],
  )
}

test.each(FLOWS)('in the flow $id', (flow) => {
  const { places } = walk(flow, LIMITS)
  const seen = places.flatMap(({ snapshot, onward }) =>
    judged(onward).map(({ verdict, to }) => ({
      foreseen: foresee(snapshot, verdict, { later: [], answers })?.cue ?? null,
      cue: to.cue!,
      reply: verdict.reply,
    })),
  )
  const isSaid = ({ cue, reply }: (typeof seen)[number]) =>
    cue.next === 'listen' && cue.say.some((line) => 'text' in line && line.text === reply)
  expect(seen.length).toBeGreaterThan(10)
  expect(seen.map(({ foreseen }) => foreseen)).toEqual(
    seen.map((one) => (isSaid(one) ? one.cue : null)),
  )
  // The hours after have fixed sentences only.
  expect(seen.some(isSaid)).toBe(flow === conciergeFlow)
})

test('what came in meanwhile is foreseen too, and nothing is done', () => {
  const { places } = walk(conciergeFlow, LIMITS)
  const { snapshot, onward } = places.find((place) => judged(place.onward).length > 0)!
  const { verdict } = judged(onward).find((one) => one.verdict.decision === 'ask')!
  const before = JSON.stringify(snapshot)
  const later = (event: CallEvent) => foresee(snapshot, verdict, { later: [event], answers })
  expect(later({ type: 'hold.ended' })).not.toBeNull()
  expect(later({ type: 'caller.spoke', text: 'and more' })).toBeNull()
  expect(later({ type: 'call.ended' })).toBeNull()
  // Their words are heard then, not those of the verdict.
  expect(later({ type: 'owner.decided', choice: 'say', words: 'One moment.' })).toBeNull()
  expect(JSON.stringify(snapshot)).toBe(before)
})

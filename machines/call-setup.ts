/** What flows have in common besides their states: types, ports, and what they note and ask themselves. */
import { assign, setup } from 'xstate'
import type { CallContext, CallEvent, CallTag, FinalDecision, Limits } from './call.ts'
import type { CueMeta } from './cue.ts'
import { ports } from './ports.ts'

/** How often a caller is told that it takes a moment before we give up on a verdict. */
const MOST_HOLDS = 2

/** Flows with notes or questions of their own `extend` it. */
export const callSetup = setup({
  types: {
    context: {} as CallContext,
    events: {} as CallEvent,
    input: {} as Limits,
    output: {} as { decision: FinalDecision | null },
    tags: {} as CallTag,
    meta: {} as CueMeta,
  },
  actors: ports,
  actions: {
    noteArrival: assign(({ event }) => (event.type === 'call.arrived' ? { arrival: event } : {})),
    noteWords: assign(({ context, event }) =>
      event.type === 'caller.spoke'
        ? {
            said: [...context.said, { speaker: 'caller', text: event.text }],
            silences: 0,
            holds: 0,
          }
        : {},
    ),
    noteHold: assign({ holds: ({ context }) => context.holds + 1 }),
    noteSilence: assign({ silences: ({ context }) => context.silences + 1 }),
    noteDialOutcome: assign(({ event }) =>
      event.type === 'dial.ended' ? { transferStatus: event.outcome } : {},
    ),
    decide: assign((_, decision: FinalDecision) => ({ decision })),
  },
  guards: {
    // A number is easily forged: where the carrier says it is, its owner has to give a reason too.
    isTrustedContact: ({ context }) =>
      context.contact !== null && context.arrival?.attestation !== 'failed',
    isUrgent: ({ context }) => context.verdict?.decision === 'transfer',
    mayHoldOn: ({ context }) => context.holds < MOST_HOLDS,
    mayAskAgain: ({ context }) => context.silences < context.limits.noSpeechRetries,
    wasAnswered: ({ event }) => event.type === 'dial.ended' && event.outcome === 'completed',
  },
})

/** A call of which nothing is known yet. */
export function newCall(limits: Limits): CallContext {
  return {
    limits,
    arrival: null,
    contact: null,
    said: [],
    asked: 0,
    silences: 0,
    holds: 0,
    verdict: null,
    decision: null,
    transferStatus: null,
  }
}

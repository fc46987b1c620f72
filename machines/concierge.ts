/** The concierge's flow: contacts pass, everyone else is asked, heard and judged. */
import { assign, setup } from 'xstate'
import type { CallContext, CallEvent, CallTag, FinalDecision, Limits } from './call.ts'
import type { CueMeta } from './cue.ts'
import { ports } from './ports.ts'

const flow = setup({
  types: {
    context: {} as CallContext,
    events: {} as CallEvent,
    input: {} as { limits: Limits },
    output: {} as { decision: FinalDecision | null },
    tags: {} as CallTag,
    meta: {} as CueMeta,
  },
  actors: ports,
  actions: {
    remember: assign(({ event, context }) =>
      event.type === 'call.arrived' ? { arrival: event } : context,
    ),
    decide: assign((_, decision: FinalDecision) => ({ decision })),
    hear: assign(({ event, context }) => {
      if (event.type !== 'caller.spoke') return context
      return {
        said: [...context.said, { speaker: 'caller' as const, text: event.text }],
        silences: 0,
      }
    }),
    countSilence: assign({ silences: ({ context }) => context.silences + 1 }),
    recordOutcome: assign(({ event, context }) =>
      event.type === 'dial.ended' ? { transferStatus: event.outcome } : context,
    ),
    recordHangUp: assign({
      transferStatus: 'canceled',
    }),
  },
  guards: {
    mayAskAgain: ({ context }) => context.silences < context.limits.noSpeechRetries,
    wasAnswered: ({ event }) => event.type === 'dial.ended' && event.outcome === 'completed',
  },
})

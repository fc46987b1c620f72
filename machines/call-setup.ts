/** What flows have in common besides their states: types, ports, and what they note and ask themselves. */
import { assertEvent, assign, setup, type DoneActorEvent } from 'xstate'
import type { CallContext, CallEvent, CallTag, FinalDecision, Limits } from './call.ts'
import type { CueMeta } from './cue.ts'
import { plainAnswer } from './hearing/plain-answer.ts'
import { saidYes } from './hearing/said-yes.ts'
import { spokenNumber } from './hearing/spoken-number.ts'
import { ports, type PortName, type PortOutput } from './ports.ts'
import { mayHaveMessage } from './verdict.ts'

/** How often a caller is told that it takes a moment before we give up on a verdict. */
const MOST_HOLDS = 2

/** What XState itself tells a flow: its input, at the very start, and what a port has answered. */
type ToldByXState =
  | { type: 'xstate.init'; input: Limits }
  | { [Name in PortName]: DoneActorEvent<PortOutput<Name>, Name> }[PortName]

/** A number that is said, or consented to; where there is none, the one that was said before. */
function heardNumber(
  { arrival, callBack = null }: CallContext,
  event: CallEvent | ToldByXState,
  orConsent: boolean,
): string | null {
  assertEvent(event, 'caller.spoke')
  const own = orConsent && saidYes(event.text) ? (arrival?.caller ?? null) : null
  return spokenNumber(event.text) ?? own ?? callBack
}

/** Flows with notes or questions of their own `extend` it. */
export const callSetup = setup({
  types: {
    context: {} as CallContext,
    events: {} as CallEvent | ToldByXState,
    input: {} as Limits,
    tags: {} as CallTag,
    meta: {} as CueMeta,
  },
  actors: ports,
  actions: {
    noteLimits: assign(({ event }) => {
      assertEvent(event, 'xstate.init')
      return { limits: event.input }
    }),
    noteArrival: assign(({ event }) => {
      assertEvent(event, 'call.arrived')
      return { arrival: event }
    }),
    noteContact: assign(({ event }) => {
      assertEvent(event, 'xstate.done.actor.lookUpContact')
      return { contact: event.output }
    }),
    noteWords: assign(({ context, event }) => {
      assertEvent(event, 'caller.spoke')
      const said = [...context.said, { speaker: 'caller' as const, text: event.text }]
      return { said, silences: 0, holds: 0 }
    }),
    noteVerdict: assign(({ event }) => {
      assertEvent(event, 'xstate.done.actor.screen')
      return { verdict: event.output }
    }),
    noteHold: assign({ holds: ({ context }) => context.holds + 1 }),
    noteSilence: assign({ silences: ({ context }) => context.silences + 1 }),
    noteDialOutcome: assign(({ event }) => {
      assertEvent(event, 'dial.ended')
      return { transferStatus: event.outcome }
    }),
    noteDialGivenUp: assign({ transferStatus: 'canceled' }),
    noteNumber: assign(({ context, event }) => ({
      callBack: heardNumber(context, event, false),
    })),
    noteNumberOrConsent: assign(({ context, event }) => ({
      callBack: heardNumber(context, event, true),
    })),
    decide: assign((_, decision: FinalDecision) => ({ decision })),
    // Whoever was rung has had a decision, and be it in a flow that another stands in for.
    decideAtLast: assign(({ context }, decision: FinalDecision) => ({
      decision: context.decision ?? (context.transferStatus === null ? decision : null),
    })),
    // The flow breaks, and so the call ends politely.
    refuseToGuess() {
      throw new Error('The flow rings the owner without saying for whom')
    },
  },
  guards: {
    isOurOwnDial({ event }) {
      assertEvent(event, 'xstate.done.actor.findOpenDial')
      return event.output
    },
    // A number is easily forged: where the carrier says it is, its owner has to give a reason too.
    isTrustedContact: ({ context }) =>
      context.contact !== null && context.arrival?.attestation !== 'failed',
    isUrgent: ({ context }) => context.verdict?.decision === 'transfer',
    mayHoldOn: ({ context }) => context.holds < MOST_HOLDS,
    mayAskAgain: ({ context }) => context.silences < context.limits.noSpeechRetries,
    mayTakeMessage: ({ context }) => (context.limits.messages ?? 'none') !== 'none',
    // Of a call that nobody could judge it is not known that there is none.
    mayHaveMessage: ({ context }) =>
      context.limits.messages === 'all' && mayHaveMessage(context.verdict?.kind ?? 'other'),
    wasRung: ({ context }) => context.transferStatus !== null,
    hasNumber: ({ context }) => (context.callBack ?? null) !== null,
    saysNumber: ({ context, event }) => heardNumber(context, event, false) !== null,
    saysNumberOrYes: ({ context, event }) => heardNumber(context, event, true) !== null,
    showsNumber: ({ context }) => (context.arrival?.caller ?? null) !== null,
    agrees({ event }) {
      assertEvent(event, 'caller.spoke')
      return plainAnswer(event.text) === 'yes'
    },
    declines({ event }) {
      assertEvent(event, 'caller.spoke')
      return plainAnswer(event.text) === 'no'
    },
    wasAnswered({ event }) {
      assertEvent(event, 'dial.ended')
      return event.outcome === 'completed'
    },
  },
})

/** A call of which nothing is known yet; its limits are noted as it begins. */
export const newCall: CallContext = {
  limits: { maxTurns: 0, noSpeechRetries: 0 },
  arrival: null,
  contact: null,
  said: [],
  asked: 0,
  silences: 0,
  holds: 0,
  verdict: null,
  decision: null,
  transferStatus: null,
  callBack: null,
}

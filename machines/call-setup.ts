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

/** How often somebody who is asked for a message is heard. */
const MOST_ANSWERS = 2

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
    noteNumberOrConsent: assign(({ context, event }) => {
      assertEvent(event, 'caller.spoke')
      return { callBack: numberIn(event.text, context) ?? ownNumber(event.text, context) }
    }),
    // A yes to the offer is none to a number.
    noteAnswer: assign(({ context, event }) => {
      assertEvent(event, 'caller.spoke')
      const { answers = 0, leftWords = false } = context
      const plain = plainAnswer(event.text)
      const own = leftWords ? ownNumber(event.text, context) : null
      return {
        callBack: numberIn(event.text, context) ?? own,
        leftWords: leftWords || plain === null,
        answers: plain === 'no' ? MOST_ANSWERS : answers + 1,
      }
    }),
    noteReason: assign({ leftWords: true }),
    // What was said before is no answer to it.
    noteOffer: assign({ leftWords: false, answers: 0 }),
    // Whoever was rung has had a decision, and be it in a flow that another stands in for.
    decideAtLast: assign(({ context }, decision: FinalDecision) => ({
      decision: context.decision ?? (context.transferStatus === null ? decision : null),
    })),
    decide: assign((_, decision: FinalDecision) => ({ decision })),
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
    takesMissed: ({ context }) => (context.limits.messages ?? 'none') !== 'none',
    // Of a call that nobody could judge it is not known that there is none.
    takesAll: ({ context }) =>
      context.limits.messages === 'all' && mayHaveMessage(context.verdict?.kind ?? 'other'),
    wasRung: ({ context }) => context.transferStatus !== null,
    hasNumber: ({ context }) => (context.callBack ?? null) !== null,
    leftWords: ({ context }) => context.leftWords === true,
    // With a reason that may wait, and a number, nothing is left to be heard.
    mayBeUrgent: ({ context }) =>
      context.transferStatus === null &&
      !(context.verdict?.decision === 'end' && (context.callBack ?? null) !== null),
    leftNothing: ({ context }) => context.leftWords !== true,
    isAllHeard: ({ context }) =>
      (context.callBack ?? null) !== null || (context.answers ?? 0) >= MOST_ANSWERS,
    showsNumber: ({ context }) => (context.arrival?.caller ?? null) !== null,
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

/** The one that is said now, or was before. */
function numberIn(text: string, { callBack = null }: CallContext): string | null {
  return spokenNumber(text) ?? callBack
}

/** The one that is shown, for a yes. */
function ownNumber(text: string, { arrival }: CallContext): string | null {
  return saidYes(text) ? (arrival?.caller ?? null) : null
}

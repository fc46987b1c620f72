/** What flows have in common besides their states: types, ports, and what they note and ask themselves. */
import { assertEvent, assign, setup, type DoneActorEvent } from 'xstate'
import type {
  CallContext,
  CallEvent,
  CallTag,
  DialOutcome,
  FinalDecision,
  Limits,
  OwnerChoice,
  OwnerDial,
  TransferStatus,
} from './call.ts'
import type { CueMeta } from './cue.ts'
import { languageAfter, languageOf } from './call-language.ts'
import { heardOnly } from './heard-only.ts'
import { asksForPerson } from './hearing/asks-for-person.ts'
import { plainAnswer } from './hearing/plain-answer.ts'
import { saidYes } from './hearing/said-yes.ts'
import { spokenNumber } from './hearing/spoken-number.ts'
import { ports, type PortName, type PortOutput } from './ports.ts'
import { standingOf } from './standing.ts'
import { mayHaveMessage } from './verdict.ts'

/** How often a caller is told that it takes a moment before we give up on a verdict. */
const MOST_HOLDS = 2

/** Who presses a key that means nothing is told again who calls, and that often at most. */
const MOST_ANNOUNCEMENTS = 2

/** The owner may put a caller through who did not reach him the first time. */
const MOST_DIALS = 2

/** Before the caller has answered: nobody can keep a call going for ever. */
const MOST_TOLD = 3

/** Silence while the owner is asked takes two of them, whatever is said one: with the sentence before, some ten seconds. */
const WAIT_STEP_SECONDS = 5
const DEFAULT_OWNER_SECONDS = 45

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
      return { limits: event.input, ...languageOf(event.input.language, {}) }
    }),
    noteArrival: assign(({ event }) => {
      assertEvent(event, 'call.arrived')
      return { arrival: event }
    }),
    noteKnowledge: assign(({ context, event }) => {
      assertEvent(event, 'xstate.done.actor.knowCaller')
      const { contact, history } = event.output
      const languages = { contact: contact?.language, last: history.language }
      return {
        contact,
        standing: standingOf(event.output, context.arrival!),
        ...languageOf(context.limits.language, languages),
      }
    }),
    noteWords: assign(({ context, event }) => {
      assertEvent(event, 'caller.spoke')
      const said = [...context.said, { speaker: 'caller' as const, text: event.text }]
      return { said, silences: 0, holds: 0, ...languageAfter(context, event.text) }
    }),
    noteInterruption: assign(({ context, event }) => heardOnly(context, event)),
    noteWish: assign(({ event }) => {
      assertEvent(event, 'caller.spoke')
      return { wantsPerson: asksForPerson(event.text) }
    }),
    noteVerdict: assign(({ event }) => {
      assertEvent(event, 'xstate.done.actor.screen')
      return { verdict: event.output }
    }),
    noteHold: assign({ holds: ({ context }) => context.holds + 1 }),
    noteSilence: assign({ silences: ({ context }) => context.silences + 1 }),
    noteDial: assign(({ context, event }, { whispered }: { whispered: boolean }) => {
      const begun = dialToldBy(event)
      if (begun) return { dial: begun, waited: null }
      const number = (context.dial?.number ?? 0) + 1
      // It rings again: until that ends, nothing came of it.
      const dial = { number, whispered, announced: 0, owner: null }
      return { dial, transferStatus: null, waited: null }
    }),
    noteAnnouncement: assign(({ context }) =>
      dialWith(context, ({ announced }) => ({ announced: announced + 1 })),
    ),
    noteAccepted: assign(({ context }) => dialWith(context, () => ({ owner: 'accepted' }))),
    noteDeclined: assign(({ context, event }) => {
      assertEvent(event, 'owner.declined')
      return dialWith(context, () => ({ owner: event.wish }))
    }),
    noteDialOutcome: assign(({ context, event }) => {
      assertEvent(event, 'dial.ended')
      const transferStatus = transferStatusAfter(event.outcome, context.dial)
      return { transferStatus, ...dialWith(context, () => ({ announced: 0 })) }
    }),
    noteDialGivenUp: assign({ transferStatus: 'canceled' }),
    noteAsking: assign({ waited: ({ context }) => context.waited ?? 0 }),
    noteWaited: assign({
      waited: ({ context }, { steps }: { steps: number }) => (context.waited ?? 0) + steps,
    }),
    // What was typed before and is not heard yet is said too.
    noteOwnerWords: assign(({ context, event }) => {
      assertEvent(event, 'owner.decided')
      const before = context.unheard ? (context.ownerWords ?? '') : ''
      const ownerWords = `${before} ${event.words ?? ''}`.trim()
      return { ownerWords, unheard: true, told: (context.told ?? 0) + 1 }
    }),
    // No answer to anything: what counts the caller's silences goes on.
    keepWords: assign(({ context, event }) => {
      assertEvent(event, 'caller.spoke')
      const said = [...context.said, { speaker: 'caller' as const, text: event.text }]
      return { said, ...languageAfter(context, event.text) }
    }),
    noteUnheard: assign({ unheard: true }),
    noteHeard: assign({ unheard: false }),
    noteNumberOrConsent: assign(({ context, event }) => {
      assertEvent(event, 'caller.spoke')
      return { callBack: numberIn(event.text, context) ?? ownNumber(event.text, context) }
    }),
    forgetOwnerWords: assign({ ownerWords: null, unheard: false, told: 0 }),
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
    isBlocked: ({ context }) => context.standing?.kind === 'blocked',
    isTrustedContact: ({ context }) => context.standing?.kind === 'contact',
    isLetThrough: ({ context }) => context.standing?.through === true,
    isUrgent: ({ context }) => context.verdict?.decision === 'transfer',
    mayHoldOn: ({ context }) => context.holds < MOST_HOLDS,
    mayAskAgain: ({ context }) => context.silences < context.limits.noSpeechRetries,
    takesMissed: ({ context }) => (context.limits.messages ?? 'none') !== 'none',
    takesAll: ({ context }) => takesAll(context),
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
    wasAnswered({ context, event }) {
      assertEvent(event, 'dial.ended')
      return transferStatusAfter(event.outcome, context.dial) === 'completed'
    },
    wasDeclined: ({ context }) => isDeclined(context.dial),
    isMessageWished: ({ context }) => context.dial?.owner === 'message',
    mayOfferAfterDecline: ({ context }) =>
      isDeclined(context.dial) && (context.limits.messages ?? 'none') !== 'none',
    whispersToContacts: ({ context }) => context.limits.whisper === 'all',
    whispersToStrangers: ({ context }) => (context.limits.whisper ?? 'none') !== 'none',
    isThisDial({ context, event }) {
      assertEvent(event, ['owner.answered', 'owner.accepted', 'owner.declined'])
      return event.dial === context.dial?.number
    },
    mayAnnounce({ context, event }) {
      assertEvent(event, 'owner.answered')
      const { dial } = context
      return event.dial === dial?.number && dial.announced < MOST_ANNOUNCEMENTS
    },
    mayWait: ({ context }) => {
      const seconds = context.limits.ownerSeconds ?? DEFAULT_OWNER_SECONDS
      return (context.waited ?? 0) * WAIT_STEP_SECONDS < seconds
    },
    ownerPutsThrough: ({ context, event }) =>
      isChoice(event, 'put through') && (context.dial?.number ?? 0) < MOST_DIALS,
    // Not again of whoever is just leaving one.
    ownerTakesMessage: ({ context, event }) =>
      isChoice(event, 'take a message') && (context.answers ?? 0) === 0,
    ownerCallsBack: ({ event }) => isChoice(event, 'call back'),
    ownerTurnsAway: ({ event }) => isChoice(event, 'turn away'),
    // Whoever shows no number cannot be told from others.
    ownerBlocks: ({ context, event }) =>
      isChoice(event, 'block') && (context.arrival?.caller ?? null) !== null,
    ownerSpeaks: ({ context, event }) => isChoice(event, 'say') && (context.told ?? 0) < MOST_TOLD,
    isUnheard: ({ context }) => context.unheard === true,
  },
})

function isChoice(event: { type: string }, choice: OwnerChoice): boolean {
  return event.type === 'owner.decided' && (event as { choice?: OwnerChoice }).choice === choice
}

/**
 * Of a call that nobody could judge it is not known that there is no message. Who is turned away twice may leave one
 * wherever messages are taken: another goodbye would be no answer.
 */
function takesAll({ limits: { messages = 'none' }, verdict, standing }: CallContext): boolean {
  if (!mayHaveMessage(verdict?.kind ?? 'other')) return false
  return messages === 'all' || (messages !== 'none' && standing?.again !== undefined)
}

/** Of a dial whose beginning is not known here, the owner's leg tells; null where it does not. */
function dialToldBy(event: CallEvent | { type: `xstate.${string}` }): OwnerDial | null {
  const dial = { whispered: true, announced: 0, owner: null }
  if (event.type === 'owner.answered') return { ...dial, number: event.dial, announced: 1 }
  if (event.type === 'owner.accepted') return { ...dial, number: event.dial, owner: 'accepted' }
  if (event.type === 'owner.declined') return { ...dial, number: event.dial, owner: event.wish }
  return null
}

function dialWith(
  { dial }: CallContext,
  change: (dial: OwnerDial) => Partial<OwnerDial>,
): Pick<CallContext, 'dial'> {
  return { dial: dial ? { ...dial, ...change(dial) } : null }
}

function isDeclined(dial: OwnerDial | null | undefined): boolean {
  return dial?.owner === 'goodbye' || dial?.owner === 'message'
}

/** Where the owner is asked first, only a key says that it is the owner: a voicemail answers too, and a screener. */
function transferStatusAfter(
  outcome: DialOutcome,
  dial: OwnerDial | null | undefined,
): TransferStatus {
  if (!dial?.whispered) return outcome
  if (isDeclined(dial)) return 'declined'
  return outcome === 'completed' && dial.owner !== 'accepted' ? 'no-answer' : outcome
}

/** A call of which nothing is known yet; its limits are noted as it begins. */
export const newCall: CallContext = {
  limits: { maxTurns: 0, noSpeechRetries: 0 },
  arrival: null,
  contact: null,
  standing: null,
  said: [],
  asked: 0,
  silences: 0,
  holds: 0,
  verdict: null,
  decision: null,
  transferStatus: null,
  dial: null,
  waited: null,
  wantsPerson: false,
  ownerWords: null,
  unheard: false,
  told: 0,
  callBack: null,
}

/** The one that is said now, or was before. */
function numberIn(text: string, { callBack = null, language }: CallContext): string | null {
  return spokenNumber(text, language) ?? callBack
}

/** The one that is shown, for a yes. */
function ownNumber(text: string, { arrival }: CallContext): string | null {
  return saidYes(text) ? (arrival?.caller ?? null) : null
}

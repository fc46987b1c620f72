/** The states that flows share: how a call comes in, how it is judged, how the owner is rung, how it ends. */
import { callSetup } from './call-setup.ts'
import type { FinalDecision } from './call.ts'

/** What holds for the whole of a call, whatever state it is in. */
export const wholeCall = callSetup.createStateConfig({
  entry: 'noteLimits',
  on: { 'call.ended': { target: '.over', actions: { type: 'decide', params: 'abandoned' } } },
})

interface Decide {
  type: 'decide'
  params: FinalDecision
}

/** Where a call goes on, and what is decided with that. */
interface Onward {
  target: string
  actions?: Decide | readonly ['noteReason', Decide]
}

/** From the first ring: a contact is on to `dialing.contact`, and `onStranger` is whoever is not known to be one. */
export function arriving({ onStranger }: { onStranger: Onward }) {
  return {
    ringing: callSetup.createStateConfig({
      meta: { say: [], next: 'hold' },
      on: { 'call.arrived': { target: 'checkingForLoop', actions: 'noteArrival' } },
    }),

    // The owner's phone may forward to us: our own dial then comes back as a new call, for ever.
    checkingForLoop: callSetup.createStateConfig({
      tags: 'thinking',
      meta: { say: [], next: 'hold' },
      invoke: {
        id: 'findOpenDial',
        src: 'findOpenDial',
        onDone: [
          {
            guard: 'isOurOwnDial',
            target: 'turnedAway',
            actions: { type: 'decide', params: 'completed' },
          },
          { target: 'recognising' },
        ],
        onError: 'recognising',
      },
      on: { 'hold.ended': 'recognising' },
    }),
    recognising: callSetup.createStateConfig({
      tags: 'thinking',
      meta: { say: [], next: 'hold' },
      invoke: {
        id: 'lookUpContact',
        src: 'lookUpContact',
        onDone: { target: 'recognised', actions: 'noteContact' },
        onError: onStranger,
      },
      on: { 'hold.ended': onStranger },
    }),
    recognised: callSetup.createStateConfig({
      always: [
        {
          guard: 'isTrustedContact',
          target: 'dialing.contact',
          actions: { type: 'decide', params: 'transferred_exception' },
        },
        onStranger,
      ],
    }),
  }
}

/** Where a call goes on of which no verdict could be had. */
const partedAfterFault: Onward = {
  target: 'partedAfterFault',
  actions: { type: 'decide', params: 'failed' },
}

/** Asks for a verdict on what was said; `judged` says what follows from it, `onFault` where there is none. */
export function screeningOr(onFault: Onward) {
  return callSetup.createStateConfig({
    tags: 'thinking',
    meta: { say: ['moment'], next: 'hold' },
    invoke: {
      id: 'screen',
      src: 'screen',
      onDone: { target: 'judged', actions: 'noteVerdict' },
      onError: onFault,
    },
    on: { 'hold.ended': [{ guard: 'mayHoldOn', actions: 'noteHold' }, onFault] },
  })
}

/** @public Who writes a flow takes it: docs/flows.md. */
export const screening = screeningOr(partedAfterFault)

/** The same; `unjudged` says who is asked for a message. */
export const screeningOrMessage = {
  screening: screeningOr({ target: 'unjudged', actions: { type: 'decide', params: 'failed' } }),
  unjudged: callSetup.createStateConfig({
    always: [{ guard: 'takesAll', target: 'offering.turnedAway' }, { target: 'partedAfterFault' }],
  }),
}

/**
 * The owner's phone rings: for a contact, or with the words of a verdict for an urgent caller. Rung in vain, it is on to
 * `offering.unreached` of `takingMessage`.
 */
export const ringingOwner = {
  dialing: callSetup.createStateConfig({
    tags: 'dialing',
    // XState wants one; whoever leads here has to say for whom.
    initial: { target: 'contact', actions: 'refuseToGuess' },
    states: {
      contact: { meta: { say: ['connectingContact'], next: 'dial', meantime: 'ringing' } },
      screened: { meta: { say: ['reply'], next: 'dial', tell: 'urgent' } },
    },
    on: {
      'dial.ended': [
        { guard: 'wasAnswered', target: 'connected', actions: 'noteDialOutcome' },
        { guard: 'takesMissed', target: 'offering.unreached', actions: 'noteDialOutcome' },
        { target: 'unreached', actions: 'noteDialOutcome' },
      ],
      'call.ended': { target: 'hungUp', actions: 'noteDialGivenUp' },
    },
  }),
  // A line tells of the dial and of the call's end in any order; the true outcome may still come, and only
  // with it is known whether the owner missed anything.
  hungUp: callSetup.createStateConfig({
    meta: { say: [], next: 'hang up' },
    on: {
      'dial.ended': [
        { guard: 'wasAnswered', target: 'connected', actions: 'noteDialOutcome' },
        { target: 'missed', actions: 'noteDialOutcome' },
      ],
      'call.ended': {},
    },
  }),

  connected: callSetup.createStateConfig({ type: 'final', meta: { say: [], next: 'hang up' } }),
  unreached: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['unreached'], next: 'hang up', tell: 'missed' },
  }),
  missed: callSetup.createStateConfig({
    type: 'final',
    meta: { say: [], next: 'hang up', tell: 'missed' },
  }),
}

/** The ends that every flow has, besides those of its own. */
export const endings = {
  partedUnheard: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['goodbyeUnheard'], next: 'hang up', tell: 'turned away' },
  }),
  partedAfterFault: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['textInstead'], next: 'hang up', tell: 'turned away' },
  }),
  turnedAway: callSetup.createStateConfig({ type: 'final', meta: { say: [], next: 'reject' } }),
  over: callSetup.createStateConfig({
    type: 'final',
    meta: { say: [], next: 'hang up', tell: 'turned away' },
  }),
}

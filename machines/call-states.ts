/** The states that flows share: how a call comes in, how it is judged, how the owner is rung, how it ends. */
import { assign } from 'xstate'
import { callSetup } from './call-setup.ts'

/** From the first ring: a contact is on to `dialing.contact`, anyone else to `listening.greeting`. */
export const arriving = {
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
          guard: function isOurOwnDial({ event }) {
            return event.output
          },
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
      onDone: { target: 'recognised', actions: assign({ contact: ({ event }) => event.output }) },
      onError: 'listening.greeting',
    },
    on: { 'hold.ended': 'listening.greeting' },
  }),
  recognised: callSetup.createStateConfig({
    always: [
      {
        guard: 'isTrustedContact',
        target: 'dialing.contact',
        actions: { type: 'decide', params: 'transferred_exception' },
      },
      { target: 'listening.greeting' },
    ],
  }),
}

/** Asks for a verdict on what was said; `judged` says what follows from it. */
export const screening = callSetup.createStateConfig({
  tags: 'thinking',
  meta: { say: ['moment'], next: 'hold' },
  invoke: {
    id: 'screen',
    src: 'screen',
    onDone: { target: 'judged', actions: assign({ verdict: ({ event }) => event.output }) },
    onError: {
      target: 'partedAfterFault',
      actions: { type: 'decide', params: 'failed' },
    },
  },
  on: {
    'hold.ended': [
      { guard: 'mayHoldOn', actions: 'noteHold' },
      { target: 'partedAfterFault', actions: { type: 'decide', params: 'failed' } },
    ],
  },
})

/** The owner's phone rings: for a contact, or with the words of a verdict for an urgent caller. */
export const ringingOwner = {
  dialing: callSetup.createStateConfig({
    tags: 'dialing',
    initial: 'screened',
    states: {
      contact: { meta: { say: ['connectingContact'], next: 'dial', meantime: 'ringing' } },
      screened: { meta: { say: ['reply'], next: 'dial' } },
    },
    on: {
      'dial.ended': [
        { guard: 'wasAnswered', target: 'connected', actions: 'noteDialOutcome' },
        { target: 'unreached', actions: 'noteDialOutcome' },
      ],
      'call.ended': { target: 'hungUp', actions: assign({ transferStatus: 'canceled' }) },
    },
  }),
  // Twilio tells of the dial and of the call's end in any order; the true outcome may still come.
  hungUp: callSetup.createStateConfig({
    meta: { say: [], next: 'hang up' },
    on: { 'dial.ended': { target: 'over', actions: 'noteDialOutcome' }, 'call.ended': {} },
  }),

  connected: callSetup.createStateConfig({ type: 'final', meta: { say: [], next: 'hang up' } }),
  unreached: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['unreached'], next: 'hang up' },
  }),
}

/** The ends that every flow has, besides those of its own. */
export const endings = {
  partedUnheard: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['goodbyeUnheard'], next: 'hang up' },
  }),
  partedAfterFault: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['textInstead'], next: 'hang up' },
  }),
  turnedAway: callSetup.createStateConfig({ type: 'final', meta: { say: [], next: 'reject' } }),
  over: callSetup.createStateConfig({ type: 'final', meta: { say: [], next: 'hang up' } }),
}

/** The concierge's flow: contacts pass, everyone else is asked, heard and judged. */
import { assign, setup } from 'xstate'
import type { CallContext, CallEvent, CallTag, FinalDecision, Limits } from './call.ts'
import type { CueMeta } from './cue.ts'
import { ports } from './ports.ts'

/** How often a caller is told that it takes a moment before we give up on a verdict. */
const MOST_HOLDS = 2

export const conciergeFlow = setup({
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
    noteQuestion: assign(({ context }) => ({
      said: [...context.said, { speaker: 'concierge', text: context.verdict?.reply ?? '' }],
      asked: context.asked + 1,
    })),
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
    isUnclear: ({ context }) => context.verdict?.decision === 'ask',
    mayAskOn: ({ context }) =>
      context.verdict?.decision === 'ask' && context.asked < context.limits.maxTurns,
    mayHoldOn: ({ context }) => context.holds < MOST_HOLDS,
    mayAskAgain: ({ context }) => context.silences < context.limits.noSpeechRetries,
    wasAnswered: ({ event }) => event.type === 'dial.ended' && event.outcome === 'completed',
  },
}).createMachine({
  id: 'concierge',
  version: '1',
  initial: 'ringing',
  context: ({ input }) => ({
    limits: input,
    arrival: null,
    contact: null,
    said: [],
    asked: 0,
    silences: 0,
    holds: 0,
    verdict: null,
    decision: null,
    transferStatus: null,
  }),
  output: ({ context }) => ({ decision: context.decision }),
  on: { 'call.ended': { target: '.over', actions: { type: 'decide', params: 'abandoned' } } },
  states: {
    ringing: {
      meta: { say: [], next: 'hold' },
      on: { 'call.arrived': { target: 'checkingForLoop', actions: 'noteArrival' } },
    },

    // The owner's phone may forward to us: our own dial then comes back as a new call, for ever.
    checkingForLoop: {
      tags: 'thinking',
      meta: { say: [], next: 'hold' },
      invoke: {
        id: 'findOpenDial',
        src: 'findOpenDial',
        input: ({ context }) => context.arrival!,
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
    },
    recognising: {
      tags: 'thinking',
      meta: { say: [], next: 'hold' },
      invoke: {
        id: 'lookUpContact',
        src: 'lookUpContact',
        input: ({ context }) => context.arrival!,
        onDone: { target: 'recognised', actions: assign({ contact: ({ event }) => event.output }) },
        onError: 'listening.greeting',
      },
      on: { 'hold.ended': 'listening.greeting' },
    },
    recognised: {
      always: [
        {
          guard: 'isTrustedContact',
          target: 'dialing.contact',
          actions: { type: 'decide', params: 'transferred_exception' },
        },
        { target: 'listening.greeting' },
      ],
    },

    listening: {
      tags: 'listening',
      initial: 'greeting',
      states: {
        greeting: { meta: { say: ['greeting'], next: 'listen' } },
        askingOn: { meta: { say: ['reply'], next: 'listen' } },
        askingAgain: { meta: { say: ['notHeard'], next: 'listen' } },
      },
      on: {
        'caller.spoke': { target: 'screening', actions: 'noteWords' },
        'caller.silent': [
          { guard: 'mayAskAgain', target: '.askingAgain', actions: 'noteSilence' },
          { target: 'partedUnheard', actions: { type: 'decide', params: 'ended_no_speech' } },
        ],
      },
    },

    screening: {
      tags: 'thinking',
      meta: { say: ['moment'], next: 'hold' },
      invoke: {
        id: 'screen',
        src: 'screen',
        input: ({ context }) => ({
          callSid: context.arrival!.callSid,
          said: context.said,
          withheld: context.arrival!.withheld,
          attestation: context.arrival!.attestation,
        }),
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
    },
    judged: {
      always: [
        {
          guard: 'isUrgent',
          target: 'dialing.screened',
          actions: { type: 'decide', params: 'transferred' },
        },
        { guard: 'mayAskOn', target: 'listening.askingOn', actions: 'noteQuestion' },
        {
          guard: 'isUnclear',
          target: 'partedUndecided',
          actions: { type: 'decide', params: 'completed' },
        },
        { target: 'parted', actions: { type: 'decide', params: 'completed' } },
      ],
    },

    dialing: {
      tags: 'dialing',
      initial: 'screened',
      states: {
        contact: { meta: { say: ['connectingContact'], next: 'dial', answerOnBridge: true } },
        screened: { meta: { say: ['reply'], next: 'dial' } },
      },
      on: {
        'dial.ended': [
          { guard: 'wasAnswered', target: 'connected', actions: 'noteDialOutcome' },
          { target: 'unreached', actions: 'noteDialOutcome' },
        ],
        'call.ended': { target: 'hungUp', actions: assign({ transferStatus: 'canceled' }) },
      },
    },
    // Twilio tells of the dial and of the call's end in any order; the true outcome may still come.
    hungUp: {
      meta: { say: [], next: 'hang up' },
      on: { 'dial.ended': { target: 'over', actions: 'noteDialOutcome' }, 'call.ended': {} },
    },

    connected: { type: 'final', meta: { say: [], next: 'hang up' } },
    unreached: { type: 'final', meta: { say: ['unreached'], next: 'hang up' } },
    parted: { type: 'final', meta: { say: ['reply'], next: 'hang up' } },
    partedUndecided: { type: 'final', meta: { say: ['textInstead'], next: 'hang up' } },
    partedUnheard: { type: 'final', meta: { say: ['goodbyeUnheard'], next: 'hang up' } },
    partedAfterFault: { type: 'final', meta: { say: ['textInstead'], next: 'hang up' } },
    turnedAway: { type: 'final', meta: { say: [], next: 'reject' } },
    over: { type: 'final', meta: { say: [], next: 'hang up' } },
  },
})

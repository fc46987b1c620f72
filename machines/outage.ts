/** The flow of a call that is answered while the database is away: contacts pass, nobody is asked anything. */
import { assign, setup } from 'xstate'
import type { CallContext, CallEvent, CallTag, FinalDecision, Limits } from './call.ts'
import type { CueMeta } from './cue.ts'
import { ports } from './ports.ts'

/**
 * Begins with whatever comes first: a new call, or the middle of one that can no longer be looked up.
 * Such a call is parted from politely, its dial brought to its end.
 */
export const outageFlow = setup({
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
    noteDialOutcome: assign(({ event }) =>
      event.type === 'dial.ended' ? { transferStatus: event.outcome } : {},
    ),
    decide: assign((_, decision: FinalDecision) => ({ decision })),
  },
  guards: {
    // As in the concierge's flow.
    isTrustedContact: ({ context }) =>
      context.contact !== null && context.arrival?.attestation !== 'failed',
    wasAnswered: ({ event }) => event.type === 'dial.ended' && event.outcome === 'completed',
  },
}).createMachine({
  id: 'outage',
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
      on: {
        'call.arrived': { target: 'checkingForLoop', actions: 'noteArrival' },
        'dial.ended': [
          { guard: 'wasAnswered', target: 'connected', actions: 'noteDialOutcome' },
          { target: 'unreached', actions: 'noteDialOutcome' },
        ],
        '*': { target: 'parted', actions: { type: 'decide', params: 'failed' } },
      },
    },
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
        onError: { target: 'parted', actions: { type: 'decide', params: 'failed' } },
      },
      on: { 'hold.ended': { target: 'parted', actions: { type: 'decide', params: 'failed' } } },
    },
    recognising: {
      tags: 'thinking',
      meta: { say: [], next: 'hold' },
      invoke: {
        id: 'lookUpContact',
        src: 'lookUpContact',
        input: ({ context }) => context.arrival!,
        onDone: { target: 'recognised', actions: assign({ contact: ({ event }) => event.output }) },
        onError: { target: 'parted', actions: { type: 'decide', params: 'failed' } },
      },
      on: { 'hold.ended': { target: 'parted', actions: { type: 'decide', params: 'failed' } } },
    },
    recognised: {
      always: [
        {
          guard: 'isTrustedContact',
          target: 'dialing',
          actions: { type: 'decide', params: 'transferred_exception' },
        },
        { target: 'parted', actions: { type: 'decide', params: 'failed' } },
      ],
    },
    dialing: {
      tags: 'dialing',
      meta: { say: ['connectingContact'], next: 'dial', answerOnBridge: true },
      on: {
        'dial.ended': [
          { guard: 'wasAnswered', target: 'connected', actions: 'noteDialOutcome' },
          { target: 'unreached', actions: 'noteDialOutcome' },
        ],
        'call.ended': { target: 'hungUp', actions: assign({ transferStatus: 'canceled' }) },
      },
    },
    hungUp: {
      meta: { say: [], next: 'hang up' },
      on: { 'dial.ended': { target: 'over', actions: 'noteDialOutcome' }, 'call.ended': {} },
    },

    connected: { type: 'final', meta: { say: [], next: 'hang up' } },
    unreached: { type: 'final', meta: { say: ['unreached'], next: 'hang up' } },
    parted: { type: 'final', meta: { say: ['textInstead'], next: 'hang up' } },
    turnedAway: { type: 'final', meta: { say: [], next: 'reject' } },
    over: { type: 'final', meta: { say: [], next: 'hang up' } },
  },
})

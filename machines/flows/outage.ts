/** The flow of a call that is answered while the database is away: contacts pass, nobody is asked anything. */
import { assign } from 'xstate'
import { callSetup, newCall } from '../call-setup.ts'
import { endings, ringingOwner } from '../call-states.ts'

const partPolitely = {
  target: 'partedAfterFault',
  actions: { type: 'decide', params: 'failed' },
} as const

/**
 * Begins with whatever comes first: a new call, or the middle of one that cannot be looked up. Such a
 * call is parted from politely, its dial brought to its end.
 */
export const outageFlow = callSetup.createMachine({
  id: 'outage',
  version: '1',
  initial: 'ringing',
  context: ({ input }) => newCall(input),
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
        '*': partPolitely,
      },
    },
    checkingForLoop: {
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
        onError: partPolitely,
      },
      on: { 'hold.ended': partPolitely },
    },
    recognising: {
      tags: 'thinking',
      meta: { say: [], next: 'hold' },
      invoke: {
        id: 'lookUpContact',
        src: 'lookUpContact',
        onDone: { target: 'recognised', actions: assign({ contact: ({ event }) => event.output }) },
        onError: partPolitely,
      },
      on: { 'hold.ended': partPolitely },
    },
    recognised: {
      always: [
        {
          guard: 'isTrustedContact',
          target: 'dialing.contact',
          actions: { type: 'decide', params: 'transferred_exception' },
        },
        partPolitely,
      ],
    },

    ...ringingOwner,
    // Nobody is judged, so nobody is put through by a verdict.
    dialing: callSetup.createStateConfig({
      ...ringingOwner.dialing,
      initial: 'contact',
      states: { contact: ringingOwner.dialing.states.contact },
    }),
    partedAfterFault: endings.partedAfterFault,
    turnedAway: endings.turnedAway,
    over: endings.over,
  },
})

/** The flow for the hours when nobody takes calls: the reason, a number to call back, goodbye. */
import { assign } from 'xstate'
import { callSetup, newCall } from '../call-setup.ts'
import { arriving, endings, ringingOwner, screeningOr, wholeCall } from '../call-states.ts'
import type { FinalDecision } from '../call.ts'
import { askingNumber, takingMessage } from '../message-states.ts'

const afterHoursSetup = callSetup.extend({
  actions: {
    noteQuestion: assign({ asked: ({ context }) => context.asked + 1 }),
  },
  guards: {
    hasSaidWhy: ({ context }) => context.said.length > 0,
    wasAsked: ({ context }) => context.asked > 0,
  },
})

/** Why they call has been said, and is worth telling: whoever hangs up now, and where nobody could judge it. */
function over(decision: FinalDecision) {
  return {
    target: 'messageOver',
    actions: ['noteReason', { type: 'decide', params: decision }],
  } as const
}

const { partedAfterFault: _, ...theseEndings } = endings

export const afterHoursFlow = afterHoursSetup.createMachine({
  id: 'after-hours',
  version: '1',
  initial: 'ringing',
  context: newCall,
  ...wholeCall,
  on: {
    'call.ended': [
      { guard: 'hasSaidWhy', ...over('abandoned'), target: '.messageOver' },
      wholeCall.on['call.ended'],
    ],
  },
  states: {
    // On to `dialing.contact`, `listening.greeting` or, our own dial coming back, `turnedAway`.
    ...arriving({ onStranger: { target: 'listening.greeting' } }),

    listening: {
      tags: 'listening',
      initial: 'greeting',
      states: {
        greeting: { meta: { say: ['greetingAfterHours'], next: 'listen' } },
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

    screening: screeningOr(over('failed')),
    judged: {
      always: [
        {
          guard: 'isUrgent',
          target: 'dialing.screened',
          actions: { type: 'decide', params: 'transferred' },
        },
        { guard: 'wasAsked', ...over('completed') },
        { guard: 'showsNumber', target: 'takingNumber.shown', actions: 'noteQuestion' },
        { target: 'takingNumber.unknown', actions: 'noteQuestion' },
      ],
    },

    takingNumber: {
      tags: 'listening',
      initial: 'unknown',
      states: askingNumber({ shown: 'offerCallBack', unknown: 'askCallBackNumber' }),
      on: {
        'caller.spoke': {
          target: 'messageHeard',
          actions: ['noteWords', 'noteNumberOrConsent', 'noteReason'],
        },
        // The same question again.
        'caller.silent': [{ guard: 'mayAskAgain', actions: 'noteSilence' }, over('completed')],
      },
    },

    // From `dialing` to `connected`, `offering.unreached` or, when the caller gives up, by `hungUp` to `missed`.
    ...ringingOwner,
    // From `offering` to `partedWithNumber`, `partedWithWords` or `partedUnreached`.
    ...takingMessage,
    messageHeard: {
      always: [
        // What is said beside a number may be urgent.
        { guard: 'mayBeUrgent', target: 'screening' },
        ...takingMessage.messageHeard.always,
      ],
    },
    // `partedUnheard`, `turnedAway` and `over`.
    ...theseEndings,
  },
})

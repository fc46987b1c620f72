/** The flow for the hours when nobody takes calls: the reason, a number to call back, goodbye. */
import { assign } from 'xstate'
import { callSetup, newCall } from '../call-setup.ts'
import { arriving, endings, screeningOr, wholeCall } from '../call-states.ts'
import type { FinalDecision } from '../call.ts'
import { askingNumber, takingMessage } from '../message-states.ts'
import { chosenEnds, ringingOwner, steppingIn, steppingInFirst } from '../owner-states.ts'

const afterHoursSetup = callSetup.extend({
  actions: {
    noteQuestion: assign({ asked: ({ context }) => context.asked + 1 }),
  },
  guards: {
    hasSaidWhy: ({ context }) => context.said[0] !== undefined,
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
const screening = screeningOr(over('failed'))
const messages = takingMessage(steppingIn)

export const afterHoursFlow = afterHoursSetup.createMachine({
  id: 'after-hours',
  version: '2',
  initial: 'ringing',
  context: newCall,
  ...wholeCall,
  on: {
    ...wholeCall.on,
    'call.ended': [
      { guard: 'hasSaidWhy', ...over('abandoned'), target: '.messageOver' },
      wholeCall.on['call.ended'],
    ],
  },
  states: {
    // On to `connectingContact`, `connectingExpected`, `listening.greeting`, `blocked` or, our own dial coming back,
    // `turnedAway`.
    ...arriving({ onStranger: { target: 'listening.greeting' } }),

    listening: {
      tags: 'listening',
      initial: 'greeting',
      states: {
        greeting: { meta: { say: ['greetingAfterHours'], next: 'listen' } },
        askingAgain: { meta: { say: ['notHeard'], next: 'listen' } },
        toldByOwner: {
          exit: 'forgetOwnerWords',
          meta: { say: ['ownerWords'], next: 'listen' },
        },
      },
      on: {
        'owner.decided': [
          ...steppingInFirst,
          { guard: 'ownerSpeaks', target: '.toldByOwner', actions: 'noteOwnerWords' },
        ],
        'caller.spoke': { target: 'screening', actions: 'noteWords' },
        'caller.silent': [
          { guard: 'mayAskAgain', target: '.askingAgain', actions: 'noteSilence' },
          { target: 'partedUnheard', actions: { type: 'decide', params: 'ended_no_speech' } },
        ],
      },
    },

    screening: callSetup.createStateConfig({
      ...screening,
      on: { ...screening.on, 'owner.decided': steppingInFirst },
    }),
    judged: {
      always: [
        {
          guard: 'isUrgent',
          target: 'connectingScreened',
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
          target: 'numberHeard',
          actions: ['noteWords', 'noteNumberOrConsent', 'noteReason'],
        },
        // The same question again.
        'caller.silent': [{ guard: 'mayAskAgain', actions: 'noteSilence' }, over('completed')],
        'owner.decided': steppingIn,
      },
    },

    // What is said beside a number may be urgent.
    numberHeard: {
      always: [{ guard: 'mayBeUrgent', target: 'screening' }, { target: 'messageHeard' }],
    },

    // From `connecting…` to `connected`, `offering.unreached` or, when the caller gives up, by `hungUp` to `missed`.
    ...ringingOwner,
    ...chosenEnds,
    // From `offering` to `partedWithNumber`, `partedWithWords` or `partedUnreached`.
    ...messages,
    // `partedUnheard`, `turnedAway` and `over`.
    ...theseEndings,
  },
})

/** The flow for the hours when nobody takes calls: the reason, a number to call back, goodbye. */
import { assign } from 'xstate'
import { callSetup, newCall } from '../call-setup.ts'
import { arriving, endings, ringingOwner, screeningOr, wholeCall } from '../call-states.ts'
import { askingNumber, takingMessage } from '../message-states.ts'

const afterHoursSetup = callSetup.extend({
  actions: {
    noteQuestion: assign({ asked: ({ context }) => context.asked + 1 }),
  },
  guards: {
    // An unclear reason may become an urgent one with what is said beside the number.
    hasReasonAndNumber: ({ context }) =>
      context.verdict?.decision === 'end' && (context.callBack ?? null) !== null,
    wasAsked: ({ context }) => context.asked > 0,
  },
})

const screening = screeningOr({
  target: 'partedWithWords',
  actions: { type: 'decide', params: 'failed' },
})
const { partedAfterFault: _, ...theseEndings } = endings

export const afterHoursFlow = afterHoursSetup.createMachine({
  id: 'after-hours',
  version: '1',
  initial: 'ringing',
  context: newCall,
  ...wholeCall,
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

    // Why they call has been said, and is worth telling, also where nobody could judge it.
    screening: callSetup.createStateConfig({
      ...screening,
      on: {
        ...screening.on,
        'call.ended': {
          target: 'partedWithWords',
          actions: { type: 'decide', params: 'abandoned' },
        },
      },
    }),
    judged: {
      always: [
        {
          guard: 'isUrgent',
          target: 'dialing.screened',
          actions: { type: 'decide', params: 'transferred' },
        },
        {
          guard: 'hasNumber',
          target: 'partedWithNumber',
          actions: { type: 'decide', params: 'completed' },
        },
        {
          guard: 'wasAsked',
          target: 'partedWithWords',
          actions: { type: 'decide', params: 'completed' },
        },
        { guard: 'showsNumber', target: 'takingNumber.shown', actions: 'noteQuestion' },
        { target: 'takingNumber.unknown', actions: 'noteQuestion' },
      ],
    },

    takingNumber: {
      tags: 'listening',
      initial: 'unknown',
      states: askingNumber({ shown: 'offerCallBack', unknown: 'askCallBackNumber' }),
      on: {
        'caller.spoke': { target: 'answered', actions: ['noteWords', 'noteNumberOrConsent'] },
        // The same question again.
        'caller.silent': [
          { guard: 'mayAskAgain', actions: 'noteSilence' },
          { target: 'partedWithWords', actions: { type: 'decide', params: 'completed' } },
        ],
        'call.ended': {
          target: 'partedWithWords',
          actions: { type: 'decide', params: 'abandoned' },
        },
      },
    },
    answered: {
      always: [
        {
          guard: 'hasReasonAndNumber',
          target: 'partedWithNumber',
          actions: { type: 'decide', params: 'completed' },
        },
        { target: 'screening' },
      ],
    },

    // From `dialing` to `connected`, `offering.unreached` or, when the caller gives up, by `hungUp` to `missed`.
    ...ringingOwner,
    // From `offering` to `partedWithNumber`, `partedWithWords` or `partedUnreached`.
    ...takingMessage,
    // `partedUnheard`, `turnedAway` and `over`.
    ...theseEndings,
  },
})

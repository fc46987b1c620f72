/** The flow for the hours when nobody takes calls: the reason, a number to call back, goodbye. */
import { assign } from 'xstate'
import { callSetup, newCall } from '../call-setup.ts'
import { arriving, endings, screeningOr, wholeCall } from '../call-states.ts'
import { askingNumber, takingMessage } from '../message-states.ts'
import { chosenEnds, ringingOwner, steppingIn, steppingInFirst } from '../owner-states.ts'

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
const { partedAfterFault: _fault, ...theseEndings } = endings

export const afterHoursFlow = afterHoursSetup.createMachine({
  id: 'after-hours',
  version: '1',
  initial: 'ringing',
  context: newCall,
  ...wholeCall,
  states: {
    // On to `connectingContact`, `listening.greeting` or, our own dial coming back, `turnedAway`.
    ...arriving({ onStranger: { target: 'listening.greeting' } }),

    listening: {
      tags: 'listening',
      initial: 'greeting',
      states: {
        greeting: { meta: { say: ['greetingAfterHours'], next: 'listen' } },
        askingAgain: { meta: { say: ['notHeard'], next: 'listen' } },
        toldByOwner: { exit: 'forgetOwnerWords', meta: { say: ['ownerWords'], next: 'listen' } },
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

    // Why they call has been said, and is worth telling, also where nobody could judge it.
    screening: callSetup.createStateConfig({
      ...screening,
      on: {
        ...screening.on,
        'call.ended': {
          target: 'leftWords',
          actions: { type: 'decide', params: 'abandoned' },
        },
        'owner.decided': steppingInFirst,
      },
    }),
    judged: {
      always: [
        {
          guard: 'isUrgent',
          target: 'connectingScreened',
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

    takingNumber: askingNumber({
      shown: 'offerCallBack',
      unknown: 'askCallBackNumber',
      onAnswered: 'answered',
      stepsIn: steppingIn,
    }),
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

    // From `connecting…` to `connected`, `offering`, or, when the caller gives up, by `hungUp` to `missed`.
    ...ringingOwner,
    ...chosenEnds,
    // From `offering` to `partedWithNumber`, `partedWithWords`, `leftWords`, or to an end without a message.
    ...takingMessage(steppingIn),
    // `partedUnheard`, `turnedAway` and `over`.
    ...theseEndings,
  },
})

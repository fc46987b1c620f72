/** The flow for the hours when nobody takes calls: the reason, a number to call back, goodbye. */
import { assertEvent, assign } from 'xstate'
import { callSetup, newCall } from '../call-setup.ts'
import { arriving, endings, screening, wholeCall } from '../call-states.ts'
import { chosenEnds, ringingOwner, steppingIn } from '../owner-states.ts'
import { saidYes } from '../hearing/said-yes.ts'
import { spokenNumber } from '../hearing/spoken-number.ts'

const afterHoursSetup = callSetup.extend({
  actions: {
    noteQuestion: assign({ asked: ({ context }) => context.asked + 1 }),
    noteNumber: assign(({ event }) => {
      assertEvent(event, 'caller.spoke')
      return { callBack: spokenNumber(event.text) }
    }),
    noteNumberOrConsent: assign(({ context, event }) => {
      assertEvent(event, 'caller.spoke')
      const own = saidYes(event.text) ? context.arrival!.caller : null
      return { callBack: spokenNumber(event.text) ?? own }
    }),
  },
  guards: {
    hasNumber: ({ context }) => context.callBack !== null,
    // An unclear reason may become an urgent one with what is said beside the number.
    hasReasonAndNumber: ({ context }) =>
      context.verdict?.decision === 'end' && context.callBack !== null,
    wasAsked: ({ context }) => context.asked > 0,
    showsNumber: ({ context }) => context.arrival!.caller !== null,
  },
})

export const afterHoursFlow = afterHoursSetup.createMachine({
  id: 'after-hours',
  version: '1',
  initial: 'ringing',
  context: { ...newCall, callBack: null },
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
        toldByOwner: { meta: { say: ['ownerWords'], next: 'listen' } },
      },
      on: {
        'owner.decided': [
          ...steppingIn,
          { guard: 'ownerSpeaks', target: '.toldByOwner', actions: 'noteOwnerWords' },
        ],
        'caller.spoke': { target: 'screening', actions: 'noteWords' },
        'caller.silent': [
          { guard: 'mayAskAgain', target: '.askingAgain', actions: 'noteSilence' },
          { target: 'partedUnheard', actions: { type: 'decide', params: 'ended_no_speech' } },
        ],
      },
    },

    screening: { ...screening, on: { ...screening.on, 'owner.decided': [...steppingIn] } },
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

    takingNumber: {
      // The reason has been given: it stays, whoever hangs up now.
      tags: ['listening', 'message'],
      initial: 'unknown',
      states: {
        shown: {
          meta: { say: ['offerCallBack'], next: 'listen' },
          on: {
            'caller.spoke': {
              target: '#after-hours.answered',
              actions: ['noteWords', 'noteNumberOrConsent'],
            },
          },
        },
        unknown: {
          meta: { say: ['askCallBackNumber'], next: 'listen' },
          on: {
            'caller.spoke': {
              target: '#after-hours.answered',
              actions: ['noteWords', 'noteNumber'],
            },
          },
        },
      },
      on: {
        // The same question again.
        'caller.silent': [
          { guard: 'mayAskAgain', actions: 'noteSilence' },
          { target: 'partedWithWords', actions: { type: 'decide', params: 'completed' } },
        ],
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

    // From `connecting…` to `connected`, `declined`, `unreached` or, when the caller gives up, by `hungUp` to `missed`.
    ...ringingOwner,
    ...chosenEnds,

    partedWithNumber: {
      type: 'final',
      tags: 'message',
      meta: {
        say: ['callBackNoted'],
        with: { number: 'callBack' },
        next: 'hang up',
        tell: 'message',
      },
    },
    partedWithWords: {
      type: 'final',
      tags: 'message',
      meta: { say: ['wordsNoted'], next: 'hang up', tell: 'message' },
    },
    // `partedUnheard`, `partedAfterFault`, `turnedAway` and `over`.
    ...endings,
  },
})

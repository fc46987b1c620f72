/** The concierge's flow: contacts pass, everyone else is asked, heard and judged. */
import { assign } from 'xstate'
import { callSetup, newCall } from '../call-setup.ts'
import { arriving, endings, ringingOwner, screeningOrMessage, wholeCall } from '../call-states.ts'
import { takingAnyMessage } from '../message-states.ts'

const conciergeSetup = callSetup.extend({
  actions: {
    noteQuestion: assign(({ context }) => ({
      said: [...context.said, { speaker: 'concierge', text: context.verdict?.reply ?? '' }],
      asked: context.asked + 1,
    })),
  },
  guards: {
    isUnclear: ({ context }) => context.verdict?.decision === 'ask',
    mayAskOn: ({ context }) =>
      context.verdict?.decision === 'ask' && context.asked < context.limits.maxTurns,
  },
})

const { screening, unjudged } = screeningOrMessage

export const conciergeFlow = conciergeSetup.createMachine({
  id: 'concierge',
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

    screening,
    unjudged,
    judged: {
      always: [
        {
          guard: 'isUrgent',
          target: 'dialing.screened',
          actions: { type: 'decide', params: 'transferred' },
        },
        { guard: 'mayAskOn', target: 'listening.askingOn', actions: 'noteQuestion' },
        {
          guard: 'takesAll',
          target: 'offering.turnedAway',
          actions: { type: 'decide', params: 'completed' },
        },
        {
          guard: 'isUnclear',
          target: 'partedUndecided',
          actions: { type: 'decide', params: 'completed' },
        },
        { target: 'parted', actions: { type: 'decide', params: 'completed' } },
      ],
    },

    // From `dialing` to `connected`, `offering.unreached` or, when the caller gives up, by `hungUp` to `missed`.
    ...ringingOwner,
    // From `offering` to `partedWithNumber`, `partedWithWords`, or to an end without a message.
    ...takingAnyMessage,

    parted: { type: 'final', meta: { say: ['reply'], next: 'hang up', tell: 'turned away' } },
    partedUndecided: {
      type: 'final',
      meta: { say: ['textInstead'], next: 'hang up', tell: 'turned away' },
    },
    // `partedUnheard`, `partedAfterFault`, `turnedAway` and `over`.
    ...endings,
  },
})

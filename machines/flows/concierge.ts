/** The concierge's flow: contacts pass, everyone else is asked, heard and judged. */
import { assign } from 'xstate'
import { callSetup, newCall } from '../call-setup.ts'
import { arriving, endings, screening, wholeCall } from '../call-states.ts'
import { asksForPerson } from '../hearing/asks-for-person.ts'
import { askingOwner, chosenEnds, ringingOwner, steppingIn } from '../owner-states.ts'
import type { CallKind } from '../verdict.ts'

/** Of whom the owner is not asked, whoever they ask for. */
const UNWANTED: CallKind[] = ['sales', 'scam', 'survey']

const conciergeSetup = callSetup.extend({
  actions: {
    noteQuestion: assign(({ context }) => ({
      said: [...context.said, { speaker: 'concierge', text: context.verdict?.reply ?? '' }],
      asked: context.asked + 1,
    })),
  },
  guards: {
    mayAskOwner: ({ context: { limits, verdict, said, waited } }) => {
      const asks = limits.askOwner ?? 'never'
      if (asks === 'never' || (waited ?? null) !== null || !verdict) return false
      if (asks === 'all' || verdict.decision === 'ask') return true
      return !UNWANTED.includes(verdict.kind) && asksForPerson(said.at(-1)?.text ?? '')
    },
    // Whatever is added, the owner is still asked: only what was clearly unwanted ends it.
    waitsOn: ({ context: { limits, verdict, waited } }) =>
      (waited ?? null) !== null &&
      (limits.askOwner === 'all' || !UNWANTED.includes(verdict?.kind ?? 'other')),
    isUnclear: ({ context }) => context.verdict?.decision === 'ask',
    mayAskOn: ({ context }) =>
      context.verdict?.decision === 'ask' && context.asked < context.limits.maxTurns,
  },
})

export const conciergeFlow = conciergeSetup.createMachine({
  id: 'concierge',
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
        greeting: { meta: { say: ['greeting'], next: 'listen' } },
        askingOn: { meta: { say: ['reply'], next: 'listen' } },
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
        { guard: 'waitsOn', target: 'waitingOn' },
        { guard: 'mayAskOn', target: 'listening.askingOn', actions: 'noteQuestion' },
        { guard: 'mayAskOwner', target: 'askingOwner.begun' },
        {
          guard: 'isUnclear',
          target: 'partedUndecided',
          actions: { type: 'decide', params: 'completed' },
        },
        { target: 'parted', actions: { type: 'decide', params: 'completed' } },
      ],
    },

    // From `connecting…` to `connected`, `declined`, `unreached` or, when the caller gives up, by `hungUp` to `missed`.
    ...ringingOwner,

    askingOwner,
    waitingOn: {
      always: [
        { guard: 'mayWait', target: 'askingOwner.waiting' },
        { target: 'partedUnanswered', actions: { type: 'decide', params: 'completed' } },
      ],
    },
    ...chosenEnds,
    partedUnanswered: {
      type: 'final',
      meta: { say: ['textInstead'], next: 'hang up', tell: 'turned away' },
    },

    parted: { type: 'final', meta: { say: ['reply'], next: 'hang up', tell: 'turned away' } },
    partedUndecided: {
      type: 'final',
      meta: { say: ['textInstead'], next: 'hang up', tell: 'turned away' },
    },
    // `partedUnheard`, `partedAfterFault`, `turnedAway` and `over`.
    ...endings,
  },
})

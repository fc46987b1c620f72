/** The concierge's flow: contacts pass, everyone else is asked, heard and judged. */
import { assign } from 'xstate'
import { callSetup, newCall } from '../call-setup.ts'
import { arriving, endings, screeningOrMessage, wholeCall } from '../call-states.ts'
import type { CallContext } from '../call.ts'
import { takingAnyMessage } from '../message-states.ts'
import {
  askingOwner,
  chosenEnds,
  heardFromOwner,
  ringingOwner,
  steppingIn,
  steppingInFirst,
} from '../owner-states.ts'
import { mayHaveMessage } from '../verdict.ts'

const conciergeSetup = callSetup.extend({
  actions: {
    noteQuestion: assign(({ context }) => ({
      said: [...context.said, { speaker: 'concierge', text: context.verdict?.reply ?? '' }],
      asked: context.asked + 1,
    })),
  },
  guards: {
    mayAskOwner: ({ context }) => mayAskOwner(context),
    // Whatever is added, the owner is still asked: only what was clearly unwanted ends it.
    waitsOn: ({ context: { limits, verdict, waited } }) =>
      (waited ?? null) !== null &&
      (limits.askOwner === 'all' || mayHaveMessage(verdict?.kind ?? 'other')),
    isUnclear: ({ context }) => context.verdict?.decision === 'ask',
    mayAskOn: ({ context }) => mayAskOn(context),
  },
})

function mayAskOn({ verdict, asked, limits }: CallContext): boolean {
  return verdict?.decision === 'ask' && asked < limits.maxTurns
}

/**
 * Once in a call, about whoever stays unclear, whoever wants a person and whoever calls again; with `all`, about
 * everybody.
 */
function mayAskOwner(context: CallContext): boolean {
  const { limits, verdict, wantsPerson, waited, standing } = context
  const { askOwner = 'never' } = limits
  if (askOwner === 'never' || (waited ?? null) !== null || !verdict) return false
  if (wantsPerson && mayHaveMessage(verdict.kind)) return true
  if (standing?.again && mayHaveMessage(verdict.kind)) return !mayAskOn(context)
  return !mayAskOn(context) && (askOwner === 'all' || verdict.decision === 'ask')
}

const { screening, unjudged } = screeningOrMessage

export const conciergeFlow = conciergeSetup.createMachine({
  id: 'concierge',
  version: '2',
  initial: 'ringing',
  context: newCall,
  ...wholeCall,
  states: {
    // On to `connectingContact`, `connectingExpected`, `listening.greeting`, `blocked` or, our own dial coming back,
    // `turnedAway`.
    ...arriving({ onStranger: { target: 'listening.greeting' } }),

    listening: {
      tags: 'listening',
      initial: 'greeting',
      states: {
        greeting: { meta: { say: ['greeting'], next: 'listen' } },
        askingOn: { meta: { say: ['reply'], next: 'listen' } },
        askingAgain: { meta: { say: ['notHeard'], next: 'listen' } },
        toldByOwner: {
          on: heardFromOwner,
          exit: 'forgetOwnerWords',
          meta: { say: ['ownerWords'], next: 'listen' },
        },
      },
      on: {
        'owner.decided': [
          ...steppingInFirst,
          { guard: 'ownerSpeaks', target: '.toldByOwner', actions: 'noteOwnerWords' },
        ],
        'caller.spoke': { target: 'screening', actions: ['noteWords', 'noteWish'] },
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
    unjudged,
    judged: {
      always: [
        {
          guard: 'isUrgent',
          target: 'connectingScreened',
          actions: { type: 'decide', params: 'transferred' },
        },
        { guard: 'waitsOn', target: 'waitingOn' },
        { guard: 'mayAskOwner', target: 'askingOwner.begun' },
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

    // From `connecting…` to `connected`, `offering` or, when the caller gives up, by `hungUp` to `missed`.
    ...ringingOwner,
    // From `offering` to `partedWithNumber`, `partedWithWords`, or to an end without a message.
    ...takingAnyMessage(steppingIn),

    askingOwner,
    waitingOn: {
      always: [
        { guard: 'mayWait', target: 'askingOwner.waiting' },
        {
          guard: 'takesMissed',
          target: 'offering.unanswered',
          actions: { type: 'decide', params: 'completed' },
        },
        { target: 'partedUnanswered', actions: { type: 'decide', params: 'completed' } },
      ],
    },
    ...chosenEnds,
    partedUnanswered: {
      type: 'final',
      meta: { say: ['textInstead'], again: true, next: 'hang up', tell: 'turned away' },
    },

    parted: {
      type: 'final',
      meta: { say: ['reply'], again: true, next: 'hang up', tell: 'turned away' },
    },
    partedUndecided: {
      type: 'final',
      meta: { say: ['textInstead'], again: true, next: 'hang up', tell: 'turned away' },
    },
    // `partedUnheard`, `partedAfterFault`, `turnedAway` and `over`.
    ...endings,
  },
})

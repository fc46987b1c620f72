/** The states in which a message is taken: flows that put somebody through share them, and the hours after. */
import { callSetup } from './call-setup.ts'
import type { SentenceName } from './cue.ts'
import type { StepsIn } from './owner-states.ts'

/** Asks for a number: that which is shown, for a yes, or any. `onAnswered` knows it, if there was one. */
export function askingNumber({
  shown,
  unknown,
  onAnswered,
  stepsIn,
}: {
  shown: SentenceName
  unknown: SentenceName
  onAnswered: string
  stepsIn: StepsIn
}) {
  return callSetup.createStateConfig({
    // Why they call has been said: it stays, whoever hangs up now.
    tags: ['listening', 'message'],
    initial: 'unknown',
    states: {
      shown: { meta: { say: [shown], next: 'listen' } },
      unknown: { meta: { say: [unknown], next: 'listen' } },
    },
    on: {
      'caller.spoke': { target: onAnswered, actions: ['noteWords', 'noteNumberOrConsent'] },
      // The same question again.
      'caller.silent': [
        { guard: 'mayAskAgain', actions: 'noteSilence' },
        { target: 'partedWithWords', actions: { type: 'decideAtLast', params: 'completed' } },
      ],
      'call.ended': { target: 'leftWords', actions: { type: 'decideAtLast', params: 'abandoned' } },
      'owner.decided': stepsIn,
    },
  })
}

/** How a call ends in which something was left. */
export const messageEndings = {
  partedWithNumber: callSetup.createStateConfig({
    type: 'final',
    tags: 'message',
    meta: {
      say: ['callBackNoted'],
      with: { number: 'callBack' },
      next: 'hang up',
      tell: 'message',
    },
  }),
  partedWithWords: callSetup.createStateConfig({
    type: 'final',
    tags: 'message',
    meta: { say: ['wordsNoted'], next: 'hang up', tell: 'message' },
  }),
  // The caller has hung up.
  leftWords: callSetup.createStateConfig({
    type: 'final',
    tags: 'message',
    meta: { say: [], next: 'hang up', tell: 'message' },
  }),
}

/**
 * `offering` asks once whether a message may be taken: of whoever was rung for in vain, or declined by the owner, or, in
 * `wished`, of whom the owner wants one. At most two answers are heard. What was decided before stands.
 */
export function takingMessage(stepsIn: StepsIn) {
  return {
    offering: callSetup.createStateConfig({
      tags: 'listening',
      initial: 'unreached',
      states: {
        unreached: { meta: { say: ['unreachedOffer'], next: 'listen', tell: 'missed' } },
        declined: { meta: { say: ['declinedOffer'], next: 'listen' } },
        wished: { meta: { say: ['messageWished'], next: 'listen' } },
      },
      on: {
        'caller.spoke': [
          { guard: 'agrees', target: 'hearingMessage', actions: 'noteWords' },
          { guard: 'declines', target: 'noMessage', actions: 'noteWords' },
          { target: 'messageHeard', actions: ['noteWords', 'noteNumber'] },
        ],
        'caller.silent': 'noMessage',
        'call.ended': 'leftNothing',
        'owner.decided': stepsIn,
      },
    }),
    // A mere yes was the first answer.
    hearingMessage: callSetup.createStateConfig({
      tags: 'listening',
      meta: { say: ['leaveMessage'], next: 'listen' },
      on: {
        'caller.spoke': [
          { guard: 'agrees', target: 'noMessage', actions: 'noteWords' },
          { guard: 'declines', target: 'noMessage', actions: 'noteWords' },
          { target: 'numberHeard', actions: ['noteWords', 'noteNumber'] },
        ],
        'caller.silent': 'noMessage',
        'call.ended': 'leftNothing',
        'owner.decided': stepsIn,
      },
    }),
    messageHeard: callSetup.createStateConfig({
      always: [
        { guard: 'hasNumber', target: 'partedWithNumber' },
        { guard: 'showsNumber', target: 'leavingNumber.shown' },
        { target: 'leavingNumber.unknown' },
      ],
    }),
    leavingNumber: askingNumber({
      shown: 'offerNumber',
      unknown: 'askNumber',
      onAnswered: 'numberHeard',
      stepsIn,
    }),
    numberHeard: callSetup.createStateConfig({
      always: [{ guard: 'hasNumber', target: 'partedWithNumber' }, { target: 'partedWithWords' }],
    }),
    // Silence, or a no, or a yes that nothing follows.
    noMessage: callSetup.createStateConfig({
      always: [
        { guard: 'wasDeclined', target: 'partedDeclined' },
        { guard: 'wasRung', target: 'partedUnreached' },
        { target: 'partedWithoutMessage' },
      ],
    }),
    leftNothing: callSetup.createStateConfig({
      always: [
        { guard: 'wasDeclined', target: 'refused' },
        { guard: 'wasRung', target: 'missed' },
        { target: 'over' },
      ],
    }),
    // Told as missed already.
    partedUnreached: callSetup.createStateConfig({
      type: 'final',
      meta: { say: ['goodbye'], next: 'hang up' },
    }),
    partedDeclined: callSetup.createStateConfig({
      type: 'final',
      meta: { say: ['goodbye'], next: 'hang up', tell: 'turned away' },
    }),
    partedWithoutMessage: callSetup.createStateConfig({
      type: 'final',
      meta: { say: ['goodbye'], next: 'hang up', tell: 'turned away' },
    }),
    ...messageEndings,
  }
}

/** The same, and offers to whoever is turned away and may have something to say, or has waited in vain for the owner. */
export function takingAnyMessage(stepsIn: StepsIn) {
  const { offering, ...others } = takingMessage(stepsIn)
  return {
    ...others,
    offering: callSetup.createStateConfig({
      ...offering,
      states: {
        ...offering.states,
        turnedAway: { meta: { say: ['textInsteadOffer'], next: 'listen' } },
        unanswered: { meta: { say: ['unreachedOffer'], next: 'listen' } },
      },
    }),
  }
}

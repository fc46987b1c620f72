/** The states in which a message is taken: flows that put somebody through share them, and the hours after. */
import { callSetup } from './call-setup.ts'
import type { SentenceName } from './cue.ts'
import { untilHeard, type StepsIn } from './owner-states.ts'

/** Asks for a number: of whom one is shown in another way. Why they call has been said, and stays. */
export function askingNumber({ shown, unknown }: { shown: SentenceName; unknown: SentenceName }) {
  return {
    shown: callSetup.createStateConfig({
      tags: 'message',
      meta: { say: [shown], next: 'listen' },
    }),
    unknown: callSetup.createStateConfig({
      tags: 'message',
      meta: { say: [unknown], next: 'listen' },
    }),
  }
}

/** How a call ends in which something was left. */
const messageEndings = {
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
}

const toNumber = { guard: 'hasNumber', target: 'partedWithNumber' } as const
const toWords = { guard: 'leftWords', target: 'partedWithWords' } as const

/**
 * `offering` asks once whether a message may be taken: of whoever was rung for in vain, or declined by the owner, or, in
 * `wished`, of whom the owner wants one. At most two answers are heard. What was decided before stands.
 */
export function takingMessage(stepsIn: StepsIn) {
  return {
    offering: callSetup.createStateConfig({
      tags: 'listening',
      entry: 'noteOffer',
      initial: 'unreached',
      states: {
        unreached: { meta: { say: ['unreachedOffer'], next: 'listen', tell: 'missed' } },
        declined: { meta: { say: ['declinedOffer'], next: 'listen' } },
        wished: {
          on: untilHeard,
          exit: 'noteHeard',
          meta: { say: ['messageWished'], next: 'listen' },
        },
      },
      on: {
        'caller.spoke': { target: 'messageHeard', actions: ['noteWords', 'noteAnswer'] },
        'caller.silent': 'messageOver',
        'call.ended': 'messageOver',
        'owner.decided': stepsIn,
      },
    }),
    messageHeard: callSetup.createStateConfig({
      always: [
        {
          guard: 'isAllHeard',
          target: 'messageOver',
          actions: { type: 'decideAtLast', params: 'completed' },
        },
        { guard: 'leftNothing', target: 'takingMessage.goOn' },
        { guard: 'showsNumber', target: 'takingMessage.shown' },
        { target: 'takingMessage.unknown' },
      ],
    }),
    takingMessage: callSetup.createStateConfig({
      tags: 'listening',
      initial: 'goOn',
      states: {
        // Where the answer was a mere yes.
        goOn: { meta: { say: ['leaveMessage'], next: 'listen' } },
        ...askingNumber({ shown: 'offerNumber', unknown: 'askNumber' }),
      },
      on: {
        'caller.spoke': { target: 'messageHeard', actions: ['noteWords', 'noteAnswer'] },
        // The same question again.
        'caller.silent': [
          { guard: 'mayAskAgain', actions: 'noteSilence' },
          { target: 'messageOver' },
        ],
        'call.ended': 'messageOver',
        'owner.decided': stepsIn,
      },
    }),
    messageOver: callSetup.createStateConfig({
      always: [
        toNumber,
        toWords,
        { guard: 'wasDeclined', target: 'partedDeclined' },
        { guard: 'wasRung', target: 'partedUnreached' },
        { target: 'partedWithoutMessage' },
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

/** The same where nobody but the owner, who was rung, can want one: whoever comes to it was rung. */
export function takingMissedMessage() {
  const { partedWithoutMessage: _unasked, offering, ...others } = takingMessage([])
  const { meta } = offering.states.wished
  return {
    // By a key only, and then it is heard at once.
    offering: callSetup.createStateConfig({
      ...offering,
      states: { ...offering.states, wished: { meta } },
    }),
    ...others,
    messageOver: callSetup.createStateConfig({
      always: others.messageOver.always.filter(({ target }) => target !== 'partedWithoutMessage'),
    }),
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

/** The states in which a message is taken: flows that put somebody through share them, and the hours after. */
import { callSetup } from './call-setup.ts'
import type { SentenceName } from './cue.ts'

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
 * `offering.unreached` tells whoever was rung in vain, and asks once whether a message may be taken; at most two
 * answers are heard. What was decided before stands.
 */
export const takingMessage = {
  offering: callSetup.createStateConfig({
    tags: 'listening',
    entry: 'noteOffer',
    initial: 'unreached',
    states: { unreached: { meta: { say: ['unreachedOffer'], next: 'listen', tell: 'missed' } } },
    on: {
      'caller.spoke': { target: 'messageHeard', actions: ['noteWords', 'noteAnswer'] },
      'caller.silent': 'messageOver',
      'call.ended': 'messageOver',
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
    },
  }),
  messageOver: callSetup.createStateConfig({
    always: [toNumber, toWords, { target: 'partedUnreached' }],
  }),
  // Told as missed already.
  partedUnreached: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['goodbye'], next: 'hang up' },
  }),
  ...messageEndings,
}

/** The same, and `offering.turnedAway` for whoever is turned away and may have something to say. */
export const takingAnyMessage = {
  ...takingMessage,
  offering: callSetup.createStateConfig({
    ...takingMessage.offering,
    states: {
      ...takingMessage.offering.states,
      turnedAway: { meta: { say: ['textInsteadOffer'], next: 'listen' } },
    },
  }),
  messageOver: callSetup.createStateConfig({
    always: [
      toNumber,
      toWords,
      { guard: 'wasRung', target: 'partedUnreached' },
      { target: 'partedWithoutMessage' },
    ],
  }),
  partedWithoutMessage: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['goodbye'], next: 'hang up', tell: 'turned away' },
  }),
}

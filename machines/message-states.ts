/** The states in which a message is taken: flows that put somebody through share them, and the hours after. */
import { callSetup } from './call-setup.ts'
import type { SentenceName } from './cue.ts'

interface Asking {
  /** Where a number is shown: a yes is that one. */
  shown: SentenceName
  unknown: SentenceName
}

/** Why they call has been said: it stays, whoever hangs up now. */
const numberStates = ({ shown, unknown }: Asking) => ({
  shown: callSetup.createStateConfig({ tags: 'message', meta: { say: [shown], next: 'listen' } }),
  unknown: callSetup.createStateConfig({
    tags: 'message',
    meta: { say: [unknown], next: 'listen' },
  }),
})

const silentAboutNumber = callSetup.createStateConfig({
  on: {
    // The same question again.
    'caller.silent': [
      { guard: 'mayAskAgain', actions: 'noteSilence' },
      { target: 'partedWithWords', actions: { type: 'decideAtLast', params: 'completed' } },
    ],
    'call.ended': {
      target: 'partedWithWords',
      actions: { type: 'decideAtLast', params: 'abandoned' },
    },
  },
})

/** Asks for a number; `onAnswered` knows it, if there was one. */
export function askingNumber({ onAnswered, ...asking }: Asking & { onAnswered: string }) {
  return callSetup.createStateConfig({
    tags: 'listening',
    initial: 'unknown',
    states: numberStates(asking),
    on: {
      ...silentAboutNumber.on,
      'caller.spoke': { target: onAnswered, actions: ['noteWords', 'noteNumberOrConsent'] },
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
}

/**
 * `offering.unreached` tells whoever was rung in vain, and asks once whether a message may be taken; at most two
 * answers are heard. What was decided before stands. `onNothing`: where nothing was left.
 */
function takingMessageOr(onNothing: string) {
  return {
    offering: callSetup.createStateConfig({
      tags: 'listening',
      initial: 'unreached',
      states: { unreached: { meta: { say: ['unreachedOffer'], next: 'listen', tell: 'missed' } } },
      on: {
        'caller.spoke': [
          {
            guard: 'saysNumber',
            target: 'partedWithNumber',
            actions: ['noteWords', 'noteNumber'],
          },
          { guard: 'declines', target: onNothing, actions: 'noteWords' },
          { guard: 'agrees', target: 'takingMessage.goOn', actions: 'noteWords' },
          { guard: 'showsNumber', target: 'takingMessage.shown', actions: 'noteWords' },
          { target: 'takingMessage.unknown', actions: 'noteWords' },
        ],
        'caller.silent': onNothing,
        'call.ended': onNothing,
      },
    }),
    takingMessage: callSetup.createStateConfig({
      tags: 'listening',
      initial: 'goOn',
      states: {
        // A mere yes has left nothing yet.
        goOn: {
          meta: { say: ['leaveMessage'], next: 'listen' },
          on: {
            'caller.spoke': { guard: 'declines', target: `#${onNothing}`, actions: 'noteWords' },
            'caller.silent': `#${onNothing}`,
            'call.ended': `#${onNothing}`,
          },
        },
        ...numberStates({ shown: 'offerNumber', unknown: 'askNumber' }),
      },
      on: {
        ...silentAboutNumber.on,
        'caller.spoke': [
          {
            guard: 'saysNumberOrYes',
            target: 'partedWithNumber',
            actions: ['noteWords', 'noteNumberOrConsent'],
          },
          { target: 'partedWithWords', actions: 'noteWords' },
        ],
      },
    }),
    // Told as missed already.
    partedUnreached: callSetup.createStateConfig({
      id: 'partedUnreached',
      type: 'final',
      meta: { say: ['goodbye'], next: 'hang up' },
    }),
    ...messageEndings,
  }
}

export const takingMessage = takingMessageOr('partedUnreached')

const takingAny = takingMessageOr('noMessage')

/** The same, and `offering.turnedAway` for whoever is turned away and may have something to say. */
export const takingAnyMessage = {
  ...takingAny,
  offering: callSetup.createStateConfig({
    ...takingAny.offering,
    states: {
      ...takingAny.offering.states,
      turnedAway: { meta: { say: ['textInsteadOffer'], next: 'listen' } },
    },
  }),
  noMessage: callSetup.createStateConfig({
    id: 'noMessage',
    always: [{ guard: 'wasRung', target: 'partedUnreached' }, { target: 'partedWithoutMessage' }],
  }),
  partedWithoutMessage: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['goodbye'], next: 'hang up', tell: 'turned away' },
  }),
}

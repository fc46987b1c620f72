/** The states that flows share: how a call comes in, how it is judged, how the owner is rung, how it ends. */
import { callSetup } from './call-setup.ts'
import type { FinalDecision } from './call.ts'

/** What holds for the whole of a call, whatever state it is in. */
export const wholeCall = callSetup.createStateConfig({
  entry: 'noteLimits',
  on: {
    'call.ended': { target: '.over', actions: { type: 'decide', params: 'abandoned' } },
    'caller.interrupted': { actions: 'noteInterruption' },
  },
})

interface Decide {
  type: 'decide'
  params: FinalDecision
}

/** Where a call goes on, and what is decided with that. */
interface Onward {
  target: string
  actions?: Decide | readonly ['noteReason', Decide]
}

/**
 * From the first ring: who is blocked is on to `blocked`, a contact to `connectingContact`, whoever a pass lets through
 * to `connectingExpected`, and `onStranger` is where everybody else goes: what is known of them goes along.
 */
export function arriving({ onStranger }: { onStranger: Onward }) {
  return {
    ringing: callSetup.createStateConfig({
      meta: { say: [], next: 'hold' },
      on: { 'call.arrived': { target: 'checkingForLoop', actions: 'noteArrival' } },
    }),

    // The owner's phone may forward to us: our own dial then comes back as a new call, for ever.
    checkingForLoop: callSetup.createStateConfig({
      tags: 'thinking',
      meta: { say: [], next: 'hold' },
      invoke: {
        id: 'findOpenDial',
        src: 'findOpenDial',
        onDone: [
          {
            guard: 'isOurOwnDial',
            target: 'turnedAway',
            actions: { type: 'decide', params: 'completed' },
          },
          { target: 'recognising' },
        ],
        onError: 'recognising',
      },
      on: { 'hold.ended': 'recognising' },
    }),
    recognising: callSetup.createStateConfig({
      tags: 'thinking',
      meta: { say: [], next: 'hold' },
      invoke: {
        id: 'knowCaller',
        src: 'knowCaller',
        onDone: { target: 'recognised', actions: 'noteKnowledge' },
        onError: onStranger,
      },
      on: { 'hold.ended': onStranger },
    }),
    recognised: callSetup.createStateConfig({
      always: [
        {
          guard: 'isBlocked',
          target: 'blocked',
          actions: { type: 'decide', params: 'blocked' },
        },
        {
          guard: 'isTrustedContact',
          target: 'connectingContact',
          actions: { type: 'decide', params: 'transferred_exception' },
        },
        {
          guard: 'isLetThrough',
          target: 'connectingExpected',
          actions: { type: 'decide', params: 'transferred_expected' },
        },
        onStranger,
      ],
    }),
    // Nobody's news: the owner has said so once and for all.
    blocked: callSetup.createStateConfig({ type: 'final', meta: { say: [], next: 'reject' } }),
  }
}

/** Where a call goes on of which no verdict could be had. */
const partedAfterFault: Onward = {
  target: 'partedAfterFault',
  actions: { type: 'decide', params: 'failed' },
}

/** Asks for a verdict on what was said; `judged` says what follows from it, `onFault` where there is none. */
export function screeningOr(onFault: Onward) {
  return callSetup.createStateConfig({
    tags: 'thinking',
    meta: { say: ['moment'], next: 'hold' },
    invoke: {
      id: 'screen',
      src: 'screen',
      onDone: { target: 'judged', actions: 'noteVerdict' },
      onError: onFault,
    },
    on: { 'hold.ended': [{ guard: 'mayHoldOn', actions: 'noteHold' }, onFault] },
  })
}

/** @public Who writes a flow takes it: docs/flows.md. */
export const screening = screeningOr(partedAfterFault)

/** The same; `unjudged` says who is asked for a message. */
export const screeningOrMessage = {
  screening: screeningOr({ target: 'unjudged', actions: { type: 'decide', params: 'failed' } }),
  unjudged: callSetup.createStateConfig({
    always: [{ guard: 'takesAll', target: 'offering.turnedAway' }, { target: 'partedAfterFault' }],
  }),
}

/** The ends that every flow has, besides those of its own. */
export const endings = {
  partedUnheard: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['goodbyeUnheard'], again: true, next: 'hang up', tell: 'turned away' },
  }),
  partedAfterFault: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['textInstead'], again: true, next: 'hang up', tell: 'turned away' },
  }),
  turnedAway: callSetup.createStateConfig({ type: 'final', meta: { say: [], next: 'reject' } }),
  over: callSetup.createStateConfig({
    type: 'final',
    meta: { say: [], next: 'hang up', tell: 'turned away' },
  }),
}

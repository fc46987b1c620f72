/** Each flow, walked on every way to the end; and flows that are broken on purpose. */
import { assign, StateMachine } from 'xstate'
import { describe, expect, test } from 'vitest'
import type { CallContext, Limits } from '../../machines/call.ts'
import { afterHoursFlow } from '../../machines/flows/after-hours.ts'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import { flows, ownFlows } from '../../machines/flows.ts'
import { speechIn } from '../../prompts/speech/speech-in.ts'
import { graphOf } from '../../machines/graph.ts'
import { NOTICE_KINDS } from '../../machines/notice.ts'
import { createConcierge, STRANGER, verdict } from '../support/concierge.ts'
import { breaks, brokenPromises, longestCall } from './promises.ts'
import { walk } from '../../machines/walk.ts'

test.each([...flows, ...ownFlows].map((flow) => ({ name: `${flow.id} ${flow.version}`, flow })))(
  'the flow $name keeps every promise on every way through it',
  ({ flow }) => {
    expect(brokenPromises(flow)).toEqual([])
  },
)

test.each([...flows, ...ownFlows].map((flow) => ({ name: `${flow.id} ${flow.version}`, flow })))(
  'the flow $name is plain data, and no function stands in it',
  ({ flow }) => {
    expect(JSON.parse(JSON.stringify(flow.config))).toEqual(flow.config)
  },
)

test.each([
  { maxTurns: 0, noSpeechRetries: 0 },
  { maxTurns: 1, noSpeechRetries: 3 },
  { maxTurns: 3, noSpeechRetries: 2 },
])('whatever a caller does, the concierge is done with them after so many events: %o', (limits) => {
  const { maxTurns, noSpeechRetries } = limits
  const [arrival, lookUps, hangUp, dial] = [1, 2, 1, 1]
  // Each time it listens: silence as often as it may be, then words, then the verdict.
  const listening = (maxTurns + 1) * (noSpeechRetries + 4)
  const most = arrival + lookUps + listening + hangUp + dial
  const isOwners = ({ type }: { type: string }) => type.startsWith('owner.')
  expect(longestCall(walk(conciergeFlow, limits), (event) => !isOwners(event))).toBe(most)
})

test.each([conciergeFlow, afterHoursFlow])(
  'whatever caller and owner do, a call has an end in $id',
  (flow) => {
    const limits: Limits = {
      maxTurns: 1,
      noSpeechRetries: 1,
      messages: 'all',
      whisper: 'all',
      askOwner: 'all',
      ownerSeconds: 10,
    }
    expect(longestCall(walk(flow, limits), () => true)).toBeLessThan(100)
  },
)

test('every kind is told by a flow', () => {
  const told = new Set(
    flows.flatMap((flow) => graphOf(flow).states.flatMap(({ tells }) => tells ?? [])),
  )
  expect(NOTICE_KINDS.filter((kind) => !told.has(kind))).toEqual([])
})

describe('a flow is found out', () => {
  test.each<[string, path: string, put: unknown, problem: RegExp]>([
    [
      'that does not know where to go after a dial',
      'states/dialing/on/dial.ended',
      undefined,
      /^dialing\.contact .*: no way out$/,
    ],
    [
      'that does not answer silence',
      'states/listening/on/caller.silent',
      undefined,
      /^listening\.greeting .*: caller\.silent, and nothing changes$/,
    ],
    [
      'whose state has no cue',
      'states/listening/states/askingOn/meta',
      undefined,
      /^listening\.askingOn .*: no cue$/,
    ],
    [
      'whose thinking state has no cue for a slow port',
      'states/screening/meta',
      undefined,
      /^screening .*: no cue$/,
    ],
    [
      'that listens without a word',
      'states/listening/states/askingAgain/meta/say',
      [],
      /^listening\.askingAgain .*: listens without a word/,
    ],
    [
      'whose cue no phone can play',
      'states/unreached/meta/next',
      'sing',
      /^unreached .*: no phone knows 'sing'/,
    ],
    [
      'that says a sentence nobody wrote',
      'states/over/meta/say',
      ['farewell'],
      /^concierge\.over: no words for farewell in fr$/,
    ],
    [
      'that ends while the call goes on',
      'states/parted/meta/next',
      'listen',
      /^parted .*: the flow is over, the call goes on$/,
    ],
    [
      'that asks and hangs up',
      'states/partedUndecided/meta/say',
      ['reply'],
      /^partedUndecided .*: asks, and does not listen$/,
    ],
    [
      'that listens while it thinks',
      'states/screening/meta/next',
      'listen',
      /^screening .*: thinks but does not hold$/,
    ],
    [
      'that dials when a contact cannot be looked up',
      'states/recognising/invoke/onError',
      'dialing.contact',
      /^recognising .*: knowCaller fails, and it dials$/,
    ],
    [
      'that dials when a caller cannot be screened',
      'states/screening/invoke/onError/target',
      'dialing.screened',
      /^screening .*: screen fails, and it dials$/,
    ],
    [
      'that dials without saying for whom',
      'states/judged/always/0/target',
      'dialing',
      /^concierge\.judged: leads to dialing without saying where in it$/,
    ],
    [
      'that dials on a word of the caller',
      'states/listening/on/caller.spoke/target',
      'dialing.screened',
      /^listening\.greeting .*: caller\.spoke, and it dials$/,
    ],
    [
      'that rings once more when the dial has ended',
      'states/whispering/on/dial.ended/5/target',
      'connectingChosen',
      /^whispering\.\S+ .*: dial\.ended no-answer, and it dials$/,
    ],
    [
      'that rings once more at a key of whoever answered',
      'states/whispering/on/owner.declined/target',
      'dialing.chosen',
      /^whispering\.announced .*: owner\.declined, and it dials$/,
    ],
    [
      'that dials for whoever presses a key when nobody was rung',
      'states/listening/on/owner.accepted',
      'connectingChosen',
      /^listening\.greeting .*: owner\.accepted, and it dials$/,
    ],
    [
      'that dials when the owner turns the caller away',
      'states/listening/on/owner.decided/2/target',
      'connectingChosen',
      /^listening\.greeting .*: owner\.decided, and it dials$/,
    ],
    [
      'that dials for the owner who has not decided',
      'states/judged/always/5/target',
      'connectingChosen',
      /^dialing\.chosen .*: dials without a reason$/,
    ],
    [
      'that takes whatever answers for the owner',
      'states/whispering/states/announced/meta/toOwner/next',
      'bridge',
      /^whispering\.announced .*: joins the two before the owner accepts$/,
    ],
    [
      'that dials for a contact whose number may be forged',
      'states/recognised/always/1/guard',
      ({ context }: { context: CallContext }) => context.contact !== null,
      /^dialing\.contact .*call\.arrived failed.*: dials without a reason$/,
    ],
    [
      'that dials for a contact of its own making',
      'states/recognising/invoke/onDone/actions',
      assign({
        contact: { phoneNumber: '+14155550123', name: 'Eve', category: 'friend' },
        standing: { kind: 'contact', reason: 'because' },
      }),
      /^dialing\.contact .*: dials without a reason$/,
    ],
    [
      'that lets through whom no pass does',
      'states/recognised/always/2/guard',
      ({ context }: { context: CallContext }) => context.standing?.kind === 'stranger',
      /^dialing\.expected .*: dials without a reason$/,
    ],
    [
      'that lets a forged number through',
      'states/recognised/always/2/guard',
      ({ context }: { context: CallContext }) => context.standing?.kind === 'doubtful',
      /^dialing\.expected .*call\.arrived failed.*: dials without a reason$/,
    ],
    [
      'that dials on another verdict',
      'states/judged/always/0/guard',
      'isUnclear',
      /^dialing\.screened .*screen answers ask.*: dials without a reason$/,
    ],
    [
      'that tells nobody of whom the owner missed',
      'states/unreached/meta/tell',
      undefined,
      /^unreached .*dial\.ended no-answer.*: was dialed and not answered, and nobody is told$/,
    ],
    [
      'that offers to take a message and does not tell of the miss',
      'states/offering/states/unreached/meta/tell',
      undefined,
      /^partedUnreached .*: was dialed and not answered, and nobody is told$/,
    ],
    [
      'that tells nobody of a message',
      'states/partedWithWords/meta/tell',
      'turned away',
      /^partedWithWords .*: has a message, and is told as turned away$/,
    ],
    [
      'that tells of a miss before it is known',
      'states/hungUp/meta/tell',
      'missed',
      /^hungUp .*: is told as missed, and is not, or not yet$/,
    ],
    [
      'that tells of an answered call as missed',
      'states/hungUp/on/dial.ended/0/target',
      'missed',
      /^missed .*dial\.ended completed.*: is told as missed, and is not, or not yet$/,
    ],
    [
      'that puts through without a word to the owner',
      'states/dialing/states/screened/meta/tell',
      undefined,
      /^dialing\.screened .*: is put through, and told as null$/,
    ],
    [
      'that tells nobody of a call that is over',
      'states/parted/meta/tell',
      undefined,
      /^parted .*: is over, and nobody is told$/,
    ],
    [
      'that tells of its own dial coming back',
      'states/turnedAway/meta/tell',
      'turned away',
      /^turnedAway .*: is no news, and told as turned away$/,
    ],
    [
      'that tells of what is none of the kinds',
      'states/parted/meta/tell',
      'gossip',
      /^concierge\.parted: there is no notice 'gossip'$/,
    ],
    [
      'that tells in passing',
      'states/judged/meta',
      { say: [], next: 'hold', tell: 'urgent' },
      /^concierge\.judged: tells in passing, which nobody hears$/,
    ],
    [
      'that leaves the fault of a port uncaught',
      'states/screening/invoke/onError',
      undefined,
      /^screening .*screen fails.*: breaks/,
    ],
    [
      'that asks for ever',
      'states/judged/always/3/guard',
      'isUnclear',
      /^listening\.askingOn .*: caller\.spoke, and it comes round again$/,
    ],
    [
      'that waits for a silent caller for ever',
      'states/listening/on/caller.silent/0/guard',
      undefined,
      /^listening\.askingAgain .*: caller\.silent, and nothing changes$/,
    ],
    [
      'that counts no silence',
      'states/listening/on/caller.silent/0/actions',
      undefined,
      /^listening\.askingAgain .*: caller\.silent, and nothing changes$/,
    ],
    [
      'that counts no question',
      'states/judged/always/3/actions',
      undefined,
      /: caller\.spoke, and it comes round again$/,
    ],
    [
      'that goes on after the caller hung up',
      'on/call.ended',
      undefined,
      /^listening\.greeting .*: goes on after the caller hung up$/,
    ],
    [
      'that does not note its limits',
      'entry',
      undefined,
      /^listening\.greeting .*: does not know its limits$/,
    ],
    [
      'with a state that nothing leads to',
      'states/dreaming',
      { type: 'final', meta: conciergeFlow.config.states?.over?.meta },
      /^concierge\.dreaming: never reached$/,
    ],
    [
      'with an invoke that is known by its position only',
      'states/screening/invoke/id',
      undefined,
      /^concierge\.screening: an invoke without an id$/,
    ],
    [
      'with an invoke that does not go by the name of its port',
      'states/screening/invoke/id',
      'judge',
      /^concierge\.screening: screen is invoked as judge$/,
    ],
    [
      'that asks a port there is none of',
      'states/screening/invoke/src',
      'oracle',
      /^concierge\.screening: there is no port oracle$/,
    ],
    [
      'with a timer, which a restored call would never hear',
      'states/listening/after',
      { 5000: 'over' },
      /^concierge\.listening: a timer$/,
    ],
  ])('%s', (_, path, put, problem) => {
    const { config, implementations } = conciergeFlow
    const spoiled = edited(config, path.split('/'), put) as typeof config
    const found: string[] = []
    for (const broken of breaks(new StateMachine(spoiled, implementations))) {
      if (problem.test(broken)) return
      found.push(broken)
    }
    expect(found).toContainEqual(expect.stringMatching(problem))
  })
})

test('a flow that rings the owner without saying for whom breaks instead: the caller hears a goodbye', async () => {
  const { config, implementations } = conciergeFlow
  const path = ['states', 'judged', 'always', '0', 'target']
  const spoiled = edited(config, path, 'dialing') as typeof config
  const { phone } = await createConcierge({
    flows: [new StateMachine(spoiled, implementations)],
    screener: () => verdict('transfer', 'I am putting you through.'),
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('there is a fire')
  expect(caller).toMatchObject({
    state: 'ended',
    dialed: null,
    lastHeard: [speechIn('en-US', '').textInstead],
  })
})

/** The same with something else, or nothing, in one place. */
function edited(whole: unknown, [key = '', ...rest]: string[], put: unknown): unknown {
  const part = (whole as Record<string, unknown> | undefined)?.[key]
  const now = rest.length > 0 ? edited(part, rest, put) : put
  if (Array.isArray(whole)) return whole.with(Number(key), now)
  const { [key]: _, ...others } = whole as Record<string, unknown>
  return now === undefined ? others : { ...others, [key]: now }
}

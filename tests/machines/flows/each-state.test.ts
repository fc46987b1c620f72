/** State by state: what is said and done there, why the owner's phone rings, and what the owner is told as a call comes to it. */
import { expect, test } from 'vitest'
import type { CallEvent, FinalDecision, Limits, TransferStatus } from '../../../machines/call.ts'
import type { DialReason } from '../../../machines/cue.ts'
import { outageFlow } from '../../../machines/flows/outage.ts'
import type { NoticeKind } from '../../../machines/notice.ts'
import { UNKNOWN } from '../../../machines/standing.ts'
import {
  answeredLeg,
  contact,
  cue,
  decided,
  dialed,
  hungUp,
  silent,
  spoke,
  take,
  verdict,
  type World,
} from './taking.ts'

const limits: Limits = { maxTurns: 1, noSpeechRetries: 1, messages: 'missed', askOwner: 'unclear' }
const quiet: Limits = { maxTurns: 0, noSpeechRetries: 0 }
const whispered: Limits = { ...limits, whisper: 'all' }
const silently: Limits = { ...quiet, whisper: 'all' }

const pass = { id: 1, for: 'all' as const, how: 'through' as const, words: null }
const NOW = '2026-11-27T12:00:00.000Z'
const again = { at: NOW, history: { ...UNKNOWN.history, turnedAwayAt: NOW, callsToday: 1 } }
const urgent = [verdict('transfer', 'I see.')]
const unclear = [verdict('ask', 'Why?'), verdict('ask', 'Why?')]
const waits = [verdict('end', 'Goodbye.')]
const words = spoke('It is about the boiler')
const choose = decided('put through')
const accepted: CallEvent = { type: 'owner.accepted', dial: 1 }
const declined = (wish: 'goodbye' | 'message'): CallEvent => ({
  type: 'owner.declined',
  dial: 1,
  wish,
})

const ringing = { meantime: 'ringing' }
const first = { announced: 1 }
const replied = (text: string) => ({ say: [{ text }] })
const asking = { quietSeconds: 8 }
const held = cue('hold')

interface Place {
  cue: object
  because?: DialReason
  tells?: NoticeKind
  tags?: string[]
  /** What has been decided by then, and what came of ringing the owner. */
  decision?: FinalDecision
  dial?: TransferStatus
}

test.each<[state: string, World, CallEvent[], Place]>([
  // On its way in.
  ['checkingForLoop', { openDial: 'thinking' }, [], { cue: held, tags: ['thinking'] }],
  [
    'recognising',
    { openDial: 'thinking', contact: 'thinking' },
    [{ type: 'hold.ended' }],
    { cue: held, tags: ['thinking'] },
  ],
  [
    'listening.greeting',
    { contact: 'thinking' },
    [{ type: 'hold.ended' }],
    { cue: cue('listen', 'greeting'), tags: ['listening'] },
  ],
  ['turnedAway', { openDial: true }, [], { cue: cue('reject'), decision: 'completed' }],
  [
    'blocked',
    { known: { block: { rule: 'number', value: '', note: '' } } },
    [],
    { cue: cue('reject'), decision: 'blocked' },
  ],

  // Heard and judged.
  [
    'listening.askingAgain',
    { limits },
    [silent],
    { cue: cue('listen', 'notHeard'), tags: ['listening'] },
  ],
  [
    'listening.askingOn',
    { limits, verdicts: unclear },
    [words],
    { cue: { ...cue('listen'), ...replied('Why?') }, tags: ['listening'] },
  ],
  [
    'screening',
    { limits, verdicts: ['thinking'] },
    [words],
    { cue: cue('hold', 'moment'), tags: ['thinking'] },
  ],
  [
    'partedUnheard',
    { limits: quiet },
    [silent],
    { cue: cue('hang up', 'goodbyeUnheard'), tells: 'turned away', decision: 'ended_no_speech' },
  ],
  [
    'partedUnheard',
    { limits: quiet, known: again },
    [silent],
    { cue: cue('hang up', 'goodbyeAgain'), tells: 'turned away', decision: 'ended_no_speech' },
  ],
  [
    'partedAfterFault',
    { limits: quiet, verdicts: [new Error('away')] },
    [words],
    { cue: cue('hang up', 'textInstead'), tells: 'turned away', decision: 'failed' },
  ],
  [
    'partedAfterFault',
    { limits: quiet, known: again, verdicts: [new Error('away')] },
    [words],
    { cue: cue('hang up', 'goodbyeAgain'), tells: 'turned away', decision: 'failed' },
  ],
  [
    'parted',
    { limits: quiet, verdicts: waits },
    [words],
    {
      cue: { ...cue('hang up'), ...replied('Goodbye.') },
      tells: 'turned away',
      decision: 'completed',
    },
  ],
  [
    'partedUndecided',
    { limits: quiet, verdicts: unclear },
    [words],
    { cue: cue('hang up', 'textInstead'), tells: 'turned away', decision: 'completed' },
  ],
  [
    'partedUndecided',
    { limits: quiet, known: again, verdicts: unclear },
    [words],
    { cue: cue('hang up', 'goodbyeAgain'), tells: 'turned away', decision: 'completed' },
  ],
  [
    'over',
    { limits },
    [hungUp],
    { cue: cue('hang up'), tells: 'turned away', decision: 'abandoned' },
  ],

  // The owner's phone rings.
  [
    'dialing.contact',
    { limits, contact },
    [],
    {
      cue: cue('dial', 'connectingContact', ringing),
      because: 'contact',
      tags: ['dialing'],
      decision: 'transferred_exception',
    },
  ],
  [
    'dialing.expected',
    { limits, known: { pass } },
    [],
    {
      cue: cue('dial', 'connectingContact', ringing),
      because: 'pass',
      tags: ['dialing'],
      decision: 'transferred_expected',
    },
  ],
  [
    'dialing.screened',
    { limits, verdicts: urgent },
    [words],
    {
      cue: { ...cue('dial'), ...replied('I see.') },
      because: 'verdict',
      tells: 'urgent',
      tags: ['dialing'],
      decision: 'transferred',
    },
  ],
  [
    'dialing.chosen',
    { limits },
    [choose],
    {
      cue: cue('dial', 'connectingByOwner'),
      because: 'owner wants it',
      tags: ['dialing'],
      decision: 'transferred_owner',
    },
  ],
  [
    'whispering.contact',
    { limits: whispered, contact },
    [],
    {
      cue: cue('dial', 'connectingContact', { ...ringing, ...first }),
      because: 'contact',
      tags: ['dialing'],
      decision: 'transferred_exception',
    },
  ],
  [
    'whispering.expected',
    { limits: whispered, known: { pass } },
    [],
    {
      cue: cue('dial', 'connectingContact', { ...ringing, ...first }),
      because: 'pass',
      tags: ['dialing'],
      decision: 'transferred_expected',
    },
  ],
  [
    'whispering.screened',
    { limits: whispered, verdicts: urgent },
    [words],
    {
      cue: { ...cue('dial', undefined, first), ...replied('I see.') },
      because: 'verdict',
      tells: 'urgent',
      tags: ['dialing'],
      decision: 'transferred',
    },
  ],
  [
    'whispering.chosen',
    { limits: whispered },
    [choose],
    {
      cue: cue('dial', 'connectingByOwner', first),
      because: 'owner wants it',
      tags: ['dialing'],
      decision: 'transferred_owner',
    },
  ],
  [
    'whispering.announced',
    { limits: whispered, contact },
    [answeredLeg(1)],
    {
      cue: cue('dial', undefined, first),
      because: 'rings already',
      tags: ['dialing'],
      decision: 'transferred_exception',
    },
  ],
  [
    'whispering.noKey',
    { limits: whispered, contact },
    [answeredLeg(1), answeredLeg(1), answeredLeg(1)],
    {
      cue: cue('dial', undefined, first),
      because: 'rings already',
      tags: ['dialing'],
      decision: 'transferred_exception',
    },
  ],
  [
    'whispering.accepted',
    { limits: whispered, contact },
    [answeredLeg(1), accepted, declined('goodbye')],
    {
      cue: cue('dial', undefined, first),
      because: 'rings already',
      tags: ['dialing'],
      decision: 'transferred_exception',
    },
  ],
  [
    'whispering.declined',
    { limits: whispered, contact },
    [answeredLeg(1), declined('goodbye'), accepted],
    {
      cue: cue('dial', undefined, first),
      because: 'rings already',
      tags: ['dialing'],
      decision: 'transferred_exception',
    },
  ],
  [
    'hungUp',
    { limits, contact },
    [hungUp, hungUp],
    { cue: cue('hang up'), decision: 'transferred_exception', dial: 'canceled' },
  ],
  [
    'connected',
    { limits, contact },
    [dialed('completed')],
    { cue: cue('hang up'), decision: 'transferred_exception', dial: 'completed' },
  ],
  [
    'connected',
    { limits, contact },
    [hungUp, dialed('completed')],
    { cue: cue('hang up'), decision: 'transferred_exception', dial: 'completed' },
  ],
  [
    'connected',
    { limits: whispered, contact },
    [answeredLeg(1), accepted, dialed('completed')],
    { cue: cue('hang up'), decision: 'transferred_exception', dial: 'completed' },
  ],
  [
    'unreached',
    { limits: quiet, contact },
    [dialed('busy')],
    {
      cue: cue('hang up', 'unreached'),
      tells: 'missed',
      decision: 'transferred_exception',
      dial: 'busy',
    },
  ],
  [
    'unreached',
    { limits: silently, contact },
    [dialed('completed')],
    {
      cue: cue('hang up', 'unreached'),
      tells: 'missed',
      decision: 'transferred_exception',
      dial: 'no-answer',
    },
  ],
  [
    'missed',
    { limits, contact },
    [hungUp, dialed('canceled')],
    { cue: cue('hang up'), tells: 'missed', decision: 'transferred_exception', dial: 'canceled' },
  ],
  [
    'declined',
    { limits: silently, contact },
    [answeredLeg(1), declined('goodbye'), dialed('completed')],
    {
      cue: cue('hang up', 'declined'),
      tells: 'turned away',
      decision: 'transferred_exception',
      dial: 'declined',
    },
  ],
  [
    'refused',
    { limits: silently, contact },
    [answeredLeg(1), declined('goodbye'), hungUp, dialed('canceled')],
    {
      cue: cue('hang up'),
      tells: 'turned away',
      decision: 'transferred_exception',
      dial: 'declined',
    },
  ],

  // The owner is asked, and steps in.
  [
    'askingOwner.begun',
    { limits: { ...limits, maxTurns: 0 }, verdicts: unclear },
    [words],
    { cue: cue('listen', 'askingOwner', asking), tells: 'asking', tags: ['listening', 'asking'] },
  ],
  [
    'askingOwner.waiting',
    { limits: { ...limits, maxTurns: 0 }, verdicts: unclear },
    [words, silent],
    { cue: cue('listen', 'stillAsking', asking), tags: ['listening', 'asking'] },
  ],
  [
    'askingOwner.toldByOwner',
    { limits: { ...limits, maxTurns: 0 }, verdicts: unclear },
    [words, decided('say', 'Which?')],
    {
      cue: { ...cue('listen', undefined, asking), ...replied('Which?') },
      tags: ['listening', 'asking'],
    },
  ],
  [
    'partedToBeCalled',
    { limits },
    [decided('call back')],
    { cue: cue('hang up', 'ownerCallsBack'), tells: 'turned away', decision: 'completed' },
  ],
  [
    'partedByOwner',
    { limits },
    [decided('turn away')],
    { cue: cue('hang up', 'textInstead'), tells: 'turned away', decision: 'completed' },
  ],
  [
    'partedByOwner',
    { limits, known: again },
    [decided('block')],
    { cue: cue('hang up', 'goodbyeAgain'), tells: 'turned away', decision: 'completed' },
  ],
  [
    'partedUnanswered',
    { limits: { ...limits, maxTurns: 0, messages: 'none', ownerSeconds: 5 }, verdicts: unclear },
    [words, silent, silent],
    { cue: cue('hang up', 'textInstead'), tells: 'turned away', decision: 'completed' },
  ],

  // A message is taken.
  [
    'offering.unreached',
    { limits, contact },
    [dialed('busy')],
    {
      cue: cue('listen', 'unreachedOffer'),
      tells: 'missed',
      tags: ['listening'],
      decision: 'transferred_exception',
      dial: 'busy',
    },
  ],
  [
    'offering.declined',
    { limits: whispered, contact },
    [answeredLeg(1), declined('goodbye'), dialed('busy')],
    {
      cue: cue('listen', 'declinedOffer'),
      tags: ['listening'],
      decision: 'transferred_exception',
      dial: 'declined',
    },
  ],
  [
    'offering.wished',
    { limits },
    [decided('take a message')],
    { cue: cue('listen', 'messageWished'), tags: ['listening'], decision: 'completed' },
  ],
  [
    'offering.turnedAway',
    { limits: { ...quiet, messages: 'all' }, verdicts: waits },
    [words],
    { cue: cue('listen', 'textInsteadOffer'), tags: ['listening'], decision: 'completed' },
  ],
  [
    'offering.unanswered',
    { limits: { ...limits, maxTurns: 0, ownerSeconds: 5 }, verdicts: unclear },
    [words, silent, silent],
    { cue: cue('listen', 'unreachedOffer'), tags: ['listening'], decision: 'completed' },
  ],
  [
    'takingMessage.goOn',
    { limits, contact },
    [dialed('busy'), spoke('Yes')],
    {
      cue: cue('listen', 'leaveMessage'),
      tags: ['listening'],
      decision: 'transferred_exception',
      dial: 'busy',
    },
  ],
  [
    'takingMessage.shown',
    { limits, contact },
    [dialed('busy'), words],
    {
      cue: cue('listen', 'offerNumber'),
      tags: ['listening', 'message'],
      decision: 'transferred_exception',
      dial: 'busy',
    },
  ],
  [
    'partedWithWords',
    { limits, contact },
    [dialed('busy'), words, spoke('No')],
    {
      cue: cue('hang up', 'wordsNoted'),
      tells: 'message',
      tags: ['message'],
      decision: 'transferred_exception',
      dial: 'busy',
    },
  ],
  [
    'partedWithNumber',
    { limits, contact },
    [dialed('busy'), spoke('415 555 0199')],
    {
      cue: {
        say: [{ sentence: 'callBackNoted', with: { number: '4155550199' } }],
        next: 'hang up',
      },
      tells: 'message',
      tags: ['message'],
      decision: 'transferred_exception',
      dial: 'busy',
    },
  ],
  [
    'partedUnreached',
    { limits, contact },
    [dialed('busy'), silent],
    { cue: cue('hang up', 'goodbye'), decision: 'transferred_exception', dial: 'busy' },
  ],
  [
    'partedDeclined',
    { limits: whispered, contact },
    [answeredLeg(1), declined('goodbye'), dialed('busy'), silent],
    {
      cue: cue('hang up', 'goodbye'),
      tells: 'turned away',
      decision: 'transferred_exception',
      dial: 'declined',
    },
  ],
  [
    'partedWithoutMessage',
    { limits: { ...quiet, messages: 'all' }, verdicts: waits },
    [words, silent],
    { cue: cue('hang up', 'goodbye'), tells: 'turned away', decision: 'completed' },
  ],
  [
    'partedAfterFault',
    { flow: outageFlow },
    [],
    { cue: cue('hang up', 'textInstead'), tells: 'turned away', decision: 'failed' },
  ],
])('%s', async (state, world, events, place) => {
  const { cue: said, because = null, tells = null, tags = [], decision = null, dial = null } = place
  const call = await take(world, ...events)
  expect(call).toMatchObject({ state, because, tells, decision, transferStatus: dial })
  expect(call.cue).toEqual(said)
  expect(call.tags.toSorted()).toEqual(tags.toSorted())
  // Of whoever hung up while it rang the dial's outcome may still come.
  expect(call.done).toBe(/hang up|reject/.test(call.cue.next) && state !== 'hungUp')
})

test('what was not heard of our words was not said', async () => {
  const cut: CallEvent = { type: 'caller.interrupted', heard: 'Why', unheard: ' do you call?' }
  const verdicts = [verdict('ask', 'Why do you call?'), ...waits]
  const { screened } = await take({ limits, verdicts }, words, cut, spoke('The boiler'))
  expect(screened.at(-1)!.said.map(({ text }) => text)).toEqual([
    'It is about the boiler',
    'Why',
    'The boiler',
  ])
})

/** Who is asked for a message, what counts as one, and how such a call ends, in the concierge's flow. */
import { describe, expect, test } from 'vitest'
import type { CallEvent, Limits } from '../../../machines/call.ts'
import { UNKNOWN } from '../../../machines/standing.ts'
import type { CallKind } from '../../../machines/verdict.ts'
import {
  answeredLeg,
  arrival,
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

const NOW = '2026-11-27T12:00:00.000Z'
const reason = spoke('It is about the boiler')

const limitsWith = (given: Partial<Limits>): Limits => ({
  maxTurns: 0,
  noSpeechRetries: 1,
  ...given,
})
const judged = (messages: 'none' | 'missed' | 'all', kind: CallKind = 'other'): World => ({
  limits: limitsWith({ messages }),
  verdicts: [{ ...verdict('end', 'Goodbye.'), kind }],
})
const again = {
  known: { at: NOW, history: { ...UNKNOWN.history, turnedAwayAt: NOW, callsToday: 1 } },
}

describe('whoever is turned away is asked for a message', () => {
  test.each<[what: string, World, state: string]>([
    ['all may, and it can wait', judged('all'), 'offering.turnedAway'],
    ['only who was missed', judged('missed'), 'parted'],
    ['nobody may', judged('none'), 'parted'],
    ['all may, but who sells', judged('all', 'sales'), 'parted'],
    [
      'who calls again, wherever messages are taken',
      { ...judged('missed'), ...again },
      'offering.turnedAway',
    ],
    ['who calls again, where none are', { ...judged('none'), ...again }, 'parted'],
    ['who cheats again', { ...judged('missed', 'scam'), ...again }, 'parted'],
  ])('%s', async (_, world, state) => {
    expect(await take(world, reason)).toMatchObject({ state, decision: 'completed' })
  })

  test('where nobody could judge them, wherever all may leave one', async () => {
    const unjudged = (messages: 'missed' | 'all') =>
      take({ ...judged(messages), verdicts: [new Error('away')] }, reason)
    expect(await unjudged('all')).toMatchObject({
      state: 'offering.turnedAway',
      decision: 'failed',
    })
    expect(await unjudged('missed')).toMatchObject({
      state: 'partedAfterFault',
      decision: 'failed',
    })
  })

  test('as the owner wishes, once', async () => {
    const wished = await take(judged('none'), decided('take a message'))
    expect(wished).toMatchObject({
      state: 'offering.wished',
      decision: 'completed',
      cue: cue('listen', 'messageWished'),
    })
    // What they say to the question before is kept, and is no message yet.
    const meanwhile = await take(judged('none'), decided('take a message'), spoke('It is me'))
    expect(meanwhile.state).toBe('offering.wished')
    const heard: CallEvent[] = [decided('take a message'), { type: 'hold.ended' }]
    expect((await take(judged('none'), ...heard, spoke('It is me'))).state).toBe(
      'takingMessage.shown',
    )
    expect((await take(judged('none'), ...heard, decided('take a message'))).state).toBe(
      'offering.wished',
    )
  })
})

describe('of whoever is asked', () => {
  const hears = (...events: CallEvent[]) => take(judged('all'), reason, ...events)
  const hidden = { ...judged('all'), arrival: { ...arrival, caller: null, withheld: true } }

  test('a mere yes has them go on, and what they say then is the message', async () => {
    const yes = await hears(spoke('Yes please'))
    expect(yes).toMatchObject({ state: 'takingMessage.goOn', cue: cue('listen', 'leaveMessage') })
    const left = await hears(spoke('Yes please'), spoke('The boiler leaks'))
    expect(left).toMatchObject({ state: 'partedWithWords', cue: cue('hang up', 'wordsNoted') })
  })

  test('words are one, and a number is asked for: the one that is shown, or any', async () => {
    const shown = await hears(spoke('The boiler leaks'))
    expect(shown).toMatchObject({ state: 'takingMessage.shown', cue: cue('listen', 'offerNumber') })
    const unknown = await take(hidden, reason, spoke('The boiler leaks'))
    expect(unknown).toMatchObject({
      state: 'takingMessage.unknown',
      cue: cue('listen', 'askNumber'),
    })
  })

  test('a yes to the number leaves the one that is shown, a no leaves none, and either ends it', async () => {
    const yes = await hears(spoke('The boiler leaks'), spoke('Yes'))
    expect(yes).toMatchObject({
      state: 'partedWithNumber',
      context: { callBack: '+14155550123' },
      cue: {
        say: [{ sentence: 'callBackNoted', with: { number: '+14155550123' } }],
        next: 'hang up',
      },
    })
    expect((await hears(spoke('The boiler leaks'), spoke('No'))).state).toBe('partedWithWords')
    expect((await take(hidden, reason, spoke('The boiler leaks'), spoke('Yes'))).state).toBe(
      'partedWithWords',
    )
  })

  test('a number is all that is wanted, with the first answer or the second', async () => {
    const first = await hears(spoke('Call me on 415 555 0199'))
    expect(first).toMatchObject({ state: 'partedWithNumber', context: { callBack: '4155550199' } })
    const second = await hears(spoke('The boiler leaks'), spoke('415 555 0199'))
    expect(second).toMatchObject({ state: 'partedWithNumber', context: { callBack: '4155550199' } })
  })

  test('a no, silence or their end is none, and nothing is decided anew', async () => {
    expect(await hears(spoke('No'))).toMatchObject({ state: 'partedWithoutMessage', done: true })
    expect(await hears(silent)).toMatchObject({
      state: 'partedWithoutMessage',
      decision: 'completed',
    })
    expect(await hears(hungUp)).toMatchObject({
      state: 'partedWithoutMessage',
      decision: 'completed',
    })
    expect((await hears(spoke('Yes'), hungUp)).state).toBe('partedWithoutMessage')
    expect((await hears(spoke('The boiler leaks'), hungUp)).state).toBe('partedWithWords')
  })

  test('silence is asked about as often as the limits say, and no more than two answers are heard', async () => {
    const words = spoke('The boiler leaks')
    expect((await hears(words, silent)).state).toBe('takingMessage.shown')
    expect((await hears(words, silent, silent)).state).toBe('partedWithWords')
    expect((await hears(words, spoke('In the cellar'))).state).toBe('partedWithWords')
    expect((await hears(spoke('Yes'), spoke('Yes'))).state).toBe('partedWithoutMessage')
  })

  test('the owner may still put them through, and take no second message', async () => {
    const chosen = await hears(decided('put through'))
    expect(chosen).toMatchObject({ state: 'dialing.chosen', decision: 'transferred_owner' })
    const later = await hears(spoke('The boiler leaks'), decided('turn away'))
    expect(later.state).toBe('partedByOwner')
    expect((await hears(spoke('Yes'), decided('take a message'))).state).toBe('takingMessage.goOn')
  })
})

describe('whoever was rung for in vain', () => {
  const rung = (messages: 'none' | 'missed', ...events: CallEvent[]) =>
    take(
      {
        limits: limitsWith({ messages, whisper: 'screened' }),
        verdicts: [verdict('transfer', 'I see.')],
      },
      reason,
      ...events,
    )
  const declined = (wish: 'goodbye' | 'message'): CallEvent => ({
    type: 'owner.declined',
    dial: 1,
    wish,
  })

  test('is asked wherever messages are taken, and parted with as one who was', async () => {
    expect((await rung('none', dialed('no-answer'))).state).toBe('unreached')
    const offered = await rung('missed', dialed('no-answer'))
    expect(offered).toMatchObject({
      state: 'offering.unreached',
      decision: 'transferred',
      transferStatus: 'no-answer',
      cue: cue('listen', 'unreachedOffer'),
    })
    expect((await rung('missed', dialed('no-answer'), silent)).state).toBe('partedUnreached')
    expect((await rung('missed', dialed('no-answer'), spoke('No'))).state).toBe('partedUnreached')
  })

  test('or declined as one who was, and asked by a key wherever', async () => {
    const key = [answeredLeg(1), declined('goodbye'), dialed('completed')]
    expect((await rung('none', ...key)).state).toBe('declined')
    const offered = await rung('missed', ...key)
    expect(offered).toMatchObject({
      state: 'offering.declined',
      cue: cue('listen', 'declinedOffer'),
    })
    expect((await rung('missed', ...key, silent)).state).toBe('partedDeclined')
    const wished = await rung('none', answeredLeg(1), declined('message'), dialed('completed'))
    expect(wished).toMatchObject({ state: 'offering.wished', decision: 'transferred' })
  })
})

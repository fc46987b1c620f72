/** A call in its middle while the database is away: whoever is on a leg is told what still holds, and nothing is guessed. */
import { expect, test } from 'vitest'
import type { CallEvent } from '../../../machines/call.ts'
import { outageFlow } from '../../../machines/flows/outage.ts'
import { answeredLeg, contact, cue, dialed, hungUp, silent, spoke, take } from './taking.ts'

const outage = (begunBy: CallEvent, ...events: CallEvent[]) =>
  take({ flow: outageFlow, begunBy }, ...events)

const accepted: CallEvent = { type: 'owner.accepted', dial: 2 }
const declined = (wish: 'goodbye' | 'message'): CallEvent => ({
  type: 'owner.declined',
  dial: 2,
  wish,
})
/** As of a dial whose beginning only the database knows. */
const ofDial = (given: object) => ({
  number: 2,
  whispered: true,
  announced: 0,
  owner: null,
  ...given,
})

test('a contact gets through, and nobody else is asked anything', async () => {
  const known = await take({ flow: outageFlow, contact })
  expect(known).toMatchObject({ state: 'dialing.contact', decision: 'transferred_exception' })
  const stranger = await take({ flow: outageFlow })
  expect(stranger).toMatchObject({
    state: 'partedAfterFault',
    decision: 'failed',
    cue: cue('hang up', 'textInstead'),
  })
})

test('whoever answers a dial of before is told that somebody calls, and asked', async () => {
  const call = await outage(answeredLeg(2))
  expect(call).toMatchObject({
    state: 'whispering.announced',
    context: { dial: ofDial({ announced: 1 }) },
  })
  expect(call.told).toEqual({
    ear: 'owner',
    next: 'choose',
    announced: 2,
    say: [{ sentence: 'announceCaller', with: { about: '' } }],
  })
  const again = await outage(answeredLeg(2), answeredLeg(2))
  expect(again.state).toBe('whispering.announced')
  expect((await outage(answeredLeg(2), answeredLeg(2), answeredLeg(2))).state).toBe(
    'whispering.noKey',
  )
})

test('a key for it holds: the two are joined, or the caller hears what follows', async () => {
  const joined = await outage(accepted)
  expect(joined).toMatchObject({
    state: 'whispering.accepted',
    context: { dial: ofDial({ owner: 'accepted' }) },
  })
  expect(joined.told).toEqual({ ear: 'owner', next: 'bridge', say: [] })
  expect((await outage(accepted, dialed('completed'))).state).toBe('connected')
  for (const wish of ['goodbye', 'message'] as const) {
    const refused = await outage(declined(wish))
    expect(refused).toMatchObject({
      state: 'whispering.declined',
      context: { dial: ofDial({ owner: wish }) },
    })
    expect(refused.told).toEqual({
      ear: 'owner',
      next: 'hang up',
      say: [{ sentence: 'declineNoted' }],
    })
  }
  expect((await outage(declined('goodbye'), dialed('completed'))).state).toBe('declined')
  expect((await outage(declined('message'), dialed('completed'))).state).toBe('offering.wished')
})

test('the end of a dial is one, whatever led to it', async () => {
  expect((await outage(dialed('completed'))).state).toBe('connected')
  expect((await outage(dialed('no-answer'))).state).toBe('unreached')
})

test('whoever was rung for in vain may leave a message, and nothing is decided anew', async () => {
  const limits = { maxTurns: 1, noSpeechRetries: 1, messages: 'missed' as const }
  const world = { flow: outageFlow, begunBy: dialed('no-answer'), limits }
  expect((await take(world)).state).toBe('offering.unreached')
  expect(await take(world, spoke('Call me on 415 555 0199'))).toMatchObject({
    state: 'partedWithNumber',
    decision: null,
  })
})

test('words and silence in the middle of a call part with it politely', async () => {
  for (const event of [
    silent,
    spoke('hello'),
    { type: 'hold.ended' },
    { type: 'answer.lost' },
  ] as const)
    expect(await outage(event)).toMatchObject({ state: 'partedAfterFault', decision: 'failed' })
})

test('what changes nothing is let be, and an end alone says nothing of what was decided before', async () => {
  for (const event of [
    { type: 'owner.decided', choice: 'put through' },
    { type: 'caller.interrupted', heard: '', unheard: 'Hello' },
  ] as const)
    expect((await outage(event)).state).toBe('ringing')
  // Whoever knows more of the call than that it failed has the word.
  expect(await outage(hungUp)).toMatchObject({ state: 'partedAfterFault', decision: 'failed' })
})

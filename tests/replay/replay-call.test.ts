import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { CallEvent } from '../../machines/call.ts'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import { diagramOf } from '../../machines/diagram.ts'
import { readCallFile, writeCallFile } from '../../server/replay/call-file.ts'
import type { PhoneCall } from '../../server/phone/phone.ts'
import { eraseCall } from '../../storage/review/erasure.ts'
import {
  createConcierge,
  MOTHER,
  OUR_NUMBER,
  STRANGER,
  type TestConcierge,
} from '../support/concierge.ts'
import { changedFlow, renamedFlow } from './changed-flow.ts'
import { byWord, recorded, replayed, UNANNOUNCED, withCues, withoutRests } from './recorded.ts'

const CALLS: [string, caller: string, play: (caller: PhoneCall) => Promise<void>][] = [
  ['of a contact', MOTHER.phoneNumber, (caller) => caller.dialEnds('completed')],
  ['of a contact who is not reached', MOTHER.phoneNumber, (caller) => caller.dialEnds('busy')],
  [
    'that is asked on and put through',
    STRANGER,
    async (caller) => {
      await caller.say('hello')
      await caller.say('there is a fire')
      await caller.dialEnds('completed')
    },
  ],
  ['that is ended', STRANGER, (caller) => caller.say('an offer')],
  [
    'in which nothing is said',
    STRANGER,
    async (caller) => {
      for (let silences = 0; silences < 3; silences++) await caller.silence()
    },
  ],
  [
    'that comes to nothing',
    'anonymous',
    async (caller) => {
      for (const word of ['one', 'two', 'three', 'four']) await caller.say(word)
    },
  ],
  [
    'that is hung up',
    STRANGER,
    async (caller) => {
      await caller.say('hello')
      await caller.hangUp()
    },
  ],
  ['in which the screener fails', STRANGER, (caller) => caller.say('crash')],
  ['of our own dial coming back', OUR_NUMBER, async () => {}],
]

describe('an unchanged flow takes the same way again', () => {
  test.each(CALLS)('in a call %s', async (_, from, play) => {
    const concierge = await createConcierge({
      ...UNANNOUNCED,
      contacts: [MOTHER],
      screener: byWord,
    })
    const caller = await concierge.phone.ring({ from })
    await play(caller)
    const call = await recorded(concierge, caller.callSid)
    const { result, turns, differences } = replayed(call)
    expect({ result, differences }).toEqual({ result: 'identical', differences: [] })
    expect(turns.at(-1)!.decision).toBe(call.decision)
    expect(turns.every(({ rest }) => rest !== null)).toBe(true)
    expect(turns.flatMap(({ words }) => words)).toEqual(caller.heard)
  })

  test.each(CALLS)(
    'in a call %s of before rests were written down: by words and decision',
    async (_, from, play) => {
      const concierge = await createConcierge({
        ...UNANNOUNCED,
        contacts: [MOTHER],
        screener: byWord,
      })
      const caller = await concierge.phone.ring({ from })
      await play(caller)
      const call = withoutRests(await recorded(concierge, caller.callSid))
      expect(replayed(call)).toMatchObject({ result: 'identical', differences: [] })
      expect(replayed({ ...call, decision: 'other' }).differences).toMatchObject([
        { what: 'decision', was: 'other' },
      ])
    },
  )

  test('unless the words are others, where nothing else was written down', async () => {
    const concierge = await createConcierge({ ...UNANNOUNCED, screener: byWord })
    const caller = await concierge.phone.ring({ from: STRANGER })
    await caller.say('an offer')
    const call = withoutRests(await recorded(concierge, caller.callSid))
    expect(replayed({ ...call, spoken: ['Hello?', call.spoken[1]!] }).differences).toEqual([
      { turn: 0, what: 'words', was: 'Hello?', is: call.spoken[0] },
    ])
  })

  test('in a call of before the ringing had a word of ours, from the database and from a file', async () => {
    const concierge = await createConcierge({ contacts: [MOTHER] })
    const { callSid } = await concierge.phone.ring({ from: MOTHER.phoneNumber })
    const call = await recorded(concierge, callSid)
    const before = withCues(call, ({ meantime, ...cue }) => ({
      ...cue,
      ...(meantime === 'ringing' && { answerOnBridge: true }),
    }))
    expect(JSON.stringify(before.journal)).toContain('"answerOnBridge":true')
    const file = readCallFile(writeCallFile(before), 'before.json')
    for (const one of [before, file])
      expect(replayed(one)).toMatchObject({ result: 'identical', differences: [] })

    const silent = withCues(call, ({ say, next }) => ({ say, next }))
    const [was, is] = ['', ' (rings until answered)'].map(
      (more) => `connectingContact, then dial${more}`,
    )
    expect(replayed(silent).differences).toEqual([{ turn: 0, what: 'cue', was, is }])
  })

  test('in a call whose screener kept the caller waiting, without waiting', async () => {
    let questions = 0
    const concierge = await createConcierge({
      ...UNANNOUNCED,
      patienceMs: 20,
      screener: (input, signal) =>
        questions++ === 0 ? new Promise(() => {}) : byWord(input, signal),
    })
    const caller = await concierge.phone.ring({ from: STRANGER })
    await caller.say('there is a fire')
    await caller.dialEnds('completed')
    const { result, turns } = replayed(await recorded(concierge, caller.callSid))
    expect(result).toBe('identical')
    expect(turns.map(({ state }) => state)).toEqual([
      'listening.greeting',
      'screening',
      'dialing.screened',
      'connected',
      'connected',
    ])
    expect(turns[1]!.questions).toMatchObject([{ port: 'screen', answer: null }])
    expect(turns[2]!.questions).toMatchObject([{ port: 'screen', answer: { kind: 'answer' } }])
    expect(turns[2]!.verdict?.decision).toBe('transfer')
  })

  test('in a call whose caller spoke on before the verdict was there', async () => {
    const concierge = await createConcierge({
      patienceMs: 10,
      async screener(input, signal) {
        // Patience ends first and the verdict comes at once after it, however slow the machine is.
        setImmediate(() => {
          for (const until = performance.now() + 60; performance.now() < until;);
        })
        await delay(15)
        return byWord(input, signal)
      },
    })
    const caller = await concierge.phone.ring({ from: STRANGER })
    // The process died before this was answered: one turn takes in both.
    await journal(concierge, caller.callSid, { type: 'caller.spoke', text: 'hello' })
    await caller.post('/twilio/ai-response?turn=1', { SpeechResult: 'are you there?' })
    const call = await recorded(concierge, caller.callSid)
    const last = call.journal.at(-1)!.payload
    expect(last).toMatchObject({ state: 'listening.askingOn', answersAfter: [2] })
    expect(replayed(call)).toMatchObject({ result: 'identical', differences: [] })
  })

  test('in a call that goes on, as far as it is', async () => {
    const concierge = await createConcierge({ ...UNANNOUNCED, screener: byWord })
    const caller = await concierge.phone.ring({ from: STRANGER })
    await caller.say('hello')
    const { result, turns } = replayed(await recorded(concierge, caller.callSid))
    expect(result).toBe('identical')
    expect(turns.map(({ state }) => state)).toEqual(['listening.greeting', 'listening.askingOn'])
  })
})

test('each step of the way is a line of the diagram', async () => {
  const concierge = await createConcierge({ ...UNANNOUNCED, screener: byWord })
  const caller = await concierge.phone.ring({ from: STRANGER })
  await caller.silence()
  await caller.say('hello')
  await caller.say('there is a fire')
  await caller.dialEnds('no-answer')
  const { turns } = replayed(await recorded(concierge, caller.callSid))
  const steps = turns.flatMap(({ path }) => path)
  expect(steps.map(({ from, to }) => `${from} → ${to}`).slice(0, 7)).toEqual([
    'ringing → checkingForLoop',
    'checkingForLoop → recognising',
    'recognising → recognised',
    'recognised → listening_greeting',
    'listening → listening_askingAgain',
    'listening → screening',
    'screening → judged',
  ])
  const lines = diagramOf(conciergeFlow).split('\n')
  // From a block to what is in it there is a note in the place of a line.
  for (const { from, to, label } of steps.filter((step) => !step.to.startsWith(`${step.from}_`)))
    expect(lines.find((line) => line.includes(`${from} --> ${to}`))).toContain(label)
  expect(turns[1]!.states).toEqual(['listening_askingAgain'])
  expect(turns[2]!.states).toEqual(['screening', 'judged', 'listening_askingOn'])
})

describe('a changed flow', () => {
  async function askedOnce() {
    const concierge = await createConcierge({ ...UNANNOUNCED, screener: byWord })
    const caller = await concierge.phone.ring({ from: STRANGER })
    await caller.say('hello')
    await caller.say('there is a fire')
    await caller.dialEnds('completed')
    return recorded(concierge, caller.callSid)
  }

  test('is told apart at the turn where it goes another way', async () => {
    const { result, differences } = replayed(
      await askedOnce(),
      changedFlow({ 'states/judged/always/0/target': 'parted' }),
    )
    expect(result).toBe('different')
    expect(differences).toEqual([
      { turn: 2, what: 'state', was: 'dialing.screened', is: 'parted' },
      { turn: 2, what: 'cue', was: 'reply, then dial', is: 'reply, then hang up' },
      { turn: 3, what: 'state', was: 'connected', is: 'parted' },
      { turn: 3, what: 'cue', was: 'hang up', is: 'reply, then hang up' },
      { turn: 4, what: 'state', was: 'connected', is: 'parted' },
      { turn: 4, what: 'cue', was: 'hang up', is: 'reply, then hang up' },
      { turn: 4, what: 'dial', was: 'completed', is: 'none' },
    ])
  })

  test('that says something else somewhere is told apart by its cue', async () => {
    const changed = changedFlow({ 'states/listening/states/askingOn/meta/say': ['notHeard'] })
    expect(replayed(await askedOnce(), changed).differences).toEqual([
      { turn: 1, what: 'cue', was: 'reply, then listen', is: 'notHeard, then listen' },
    ])
  })

  test('that decides otherwise is told apart by its decision', async () => {
    const changed = changedFlow({ 'states/judged/always/0/actions/params': 'completed' })
    expect(replayed(await askedOnce(), changed).differences[0]).toEqual({
      turn: 2,
      what: 'decision',
      was: 'transferred',
      is: 'completed',
    })
  })

  test('that asks a port at another time gets the answer, if it was given by then', async () => {
    const { invoke } = conciergeFlow.config.states!.recognising!
    const changed = changedFlow({
      // The contact is looked up only when the caller has said something.
      'states/checkingForLoop/invoke/onDone/1/target': 'listening.greeting',
      'states/listening/on/caller.spoke/target': 'recognisingLate',
      'states/recognisingLate': {
        tags: 'thinking',
        meta: { say: ['moment'], next: 'hold' },
        invoke: { ...(invoke as object), onDone: 'screening', onError: 'screening' },
      },
    })
    // It wants it twice, and it was given once.
    const { result, turns, differences } = replayed(await askedOnce(), changed)
    expect(result).toBe('unanswered')
    expect(turns.map(({ state }) => state)).toEqual([
      'listening.greeting',
      'listening.askingOn',
      'recognisingLate',
    ])
    expect(differences.at(-1)).toEqual({
      turn: 2,
      what: 'question',
      was: 'not asked',
      is: 'asks knowCaller',
    })
  })

  test('that asks for a verdict on other words does not get one on these', async () => {
    const changed = changedFlow({
      // The first thing said is let pass.
      'states/listening/initial': 'warmUp',
      'states/recognised/always/3/target': 'listening.warmUp',
      'states/listening/states/warmUp': {
        meta: { say: ['greeting'], next: 'listen' },
        on: { 'caller.spoke': { target: 'askingOn', actions: 'noteWords' } },
      },
    })
    const { result, turns } = replayed(await askedOnce(), changed)
    expect(result).toBe('different')
    expect(turns.map(({ verdict: given }) => given?.decision ?? null)).toEqual([
      null,
      null,
      'transfer',
      null,
      null,
    ])
  })

  test('that fails is found out', async () => {
    const changed = changedFlow({
      'states/judged/always/0/guard': () => {
        throw new Error('out of its mind')
      },
    })
    const { result, differences } = replayed(await askedOnce(), changed)
    expect(result).toBe('broken')
    expect(differences.at(-1)).toMatchObject({
      what: 'flow',
      is: expect.stringContaining('out of its mind'),
    })
  })

  test('whose states have other names only is different in its states only', async () => {
    const { differences } = replayed(await askedOnce(), renamedFlow('listening', 'hearing'))
    expect(new Set(differences.map(({ what }) => what))).toEqual(new Set(['state']))
  })
})

test('of an erased call nothing is replayed', async () => {
  const concierge = await createConcierge({ ...UNANNOUNCED, screener: byWord })
  const caller = await concierge.phone.ring({ from: STRANGER })
  await caller.hangUp()
  await eraseCall(concierge.database, caller.callSid, new Date())
  expect(replayed(await recorded(concierge, caller.callSid))).toEqual({
    result: 'empty',
    turns: [],
    differences: [],
  })
})

/** Adds an event behind what the call's last turn took in. */
async function journal({ database }: TestConcierge, callSid: string, event: CallEvent) {
  await database.write(async (queries) => {
    const call = await queries
      .selectFrom('calls')
      .selectAll()
      .where('call_sid', '=', callSid)
      .executeTakeFirstOrThrow()
    await queries
      .insertInto('journal')
      .values({
        call_id: call.id,
        call_sid: callSid,
        seq: call.handled_seq + 1,
        at: call.updated_at,
        kind: 'event',
        webhook: 'lost',
        payload: JSON.stringify(event),
      })
      .execute()
  })
}

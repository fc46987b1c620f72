/** Two legs, two telephones, and webhooks that come late, twice, at once, or from somebody else. */
import { describe, expect, test } from 'vitest'
import type { CallEvent } from '../../../machines/call.ts'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import type { PhoneCall } from '../../../server/phone/phone.ts'
import type { Database } from '../../../storage/database.ts'
import type { CallRow } from '../../../storage/schema.ts'
import { AUTH_TOKEN, OUR_NUMBER, PUBLIC_URL, STRANGER } from '../../support/concierge.ts'
import { openUnreliable } from '../../support/unreliable-database.ts'
import { roundRobin } from './round-robin.ts'
import { keyPath, whispering } from './whispering.ts'

const speech = speechIn('en-US', '')
const GONE = speech.callerGone

/** Presses it, whatever the leg has come to. */
async function late(caller: PhoneCall, path: string, digits: string): Promise<string> {
  const answer = await caller.owner!.post(path, { Digits: digits })
  expect(answer.status).toBe(200)
  return answer.text()
}

/** What is in the journal, and the process died before a turn took it in: gives what is answered to it since. */
async function journaled({ queries }: Database, { id, call_sid }: CallRow, event: CallEvent) {
  const { last } = await queries
    .selectFrom('journal')
    .select(({ fn }) => fn.max('seq').as('last'))
    .where('call_id', '=', id)
    .executeTakeFirstOrThrow()
  const identity = `/twilio/whisper/key ${last} ${event.type}`
  await queries
    .insertInto('journal')
    .values({
      call_id: id,
      call_sid,
      seq: last + 1,
      at: new Date().toISOString(),
      kind: 'event',
      webhook: identity,
      payload: JSON.stringify(event),
    })
    .execute()
  return async () => {
    const answer = queries.selectFrom('answers').select('body').where('webhook', '=', identity)
    return (await answer.executeTakeFirstOrThrow()).body
  }
}

const acceptedOf = (dial: number): CallEvent => ({ type: 'owner.accepted', dial })

const isBridge = (twiml: string) => /<Response\/>/.test(twiml)

test('A key that is pressed after the caller hung up puts nobody through, and says so', async () => {
  const { urgent, call, told } = await whispering()
  for (const digits of ['1', '2', '3']) {
    const caller = await urgent()
    await caller.ownerAnswers()
    const path = keyPath(caller)
    await caller.hangUp()
    const twiml = await late(caller, path, digits)
    expect(twiml).toContain(GONE)
    expect(twiml).toContain('<Hangup/>')
    const row = await call(caller.callSid)
    expect(row).toMatchObject({ transfer_status: 'no-answer', became: 'missed' })
    expect(row.end_time).not.toBeNull()
    expect(await told(caller.callSid)).toEqual(['urgent', 'missed'])
  }
})

test('Nobody is announced whose caller hung up while it rang', async () => {
  const { urgent } = await whispering()
  const caller = await urgent()
  const path = /url="([^"]+)"/.exec(caller.exchanges.at(-1)!.twiml)![1]!
  await caller.hangUp()
  expect(await (await caller.owner!.post(path)).text()).toContain(GONE)
})

test('The caller who hangs up talking to the owner has talked; one who is just announced has not', async () => {
  const { urgent, call } = await whispering()
  const talking = await urgent()
  await talking.hangUp(12)
  expect((await call(talking.callSid)).transfer_status).toBe('completed')
  const announced = await urgent()
  await announced.ownerAnswers()
  await announced.hangUp()
  expect((await call(announced.callSid)).transfer_status).toBe('no-answer')
})

test('1 pressed twice is the same once, and the call is accepted', async () => {
  const { urgent, call, journal } = await whispering()
  const caller = await urgent()
  await caller.ownerAnswers()
  const path = keyPath(caller)
  await caller.ownerPresses('1')
  for (const digits of ['1', '2', '3', '7']) {
    // The first word counts, whatever comes after it.
    const twiml = await late(caller, path, digits)
    expect(isBridge(twiml)).toBe(true)
  }
  await caller.ownerHangsUp()
  expect((await call(caller.callSid)).transfer_status).toBe('completed')
  const accepted = (await journal(caller.callSid)).filter((one) => one === 'event owner.accepted')
  expect(accepted).toHaveLength(1)
})

test('A webhook of the leg that comes again has the same answer, and counts once', async () => {
  const { urgent, call } = await whispering()
  const caller = await urgent()
  await caller.ownerAnswers()
  const { twiml } = caller.owner!.exchanges[0]!
  const { revision } = await call(caller.callSid)
  for (let time = 0; time < 5; time++)
    expect(await (await caller.owner!.repeat(0)).text()).toBe(twiml)
  expect((await call(caller.callSid)).revision).toBe(revision)
})

test('What comes late from a dial that is over says nothing about the call', async () => {
  const { urgent, call } = await whispering()
  const caller = await urgent()
  await caller.ownerAnswers()
  const path = keyPath(caller)
  await caller.ownerWaits()
  expect(caller.state).toBe('listening')
  expect(await late(caller, path, '1')).toContain(GONE)
  expect((await call(caller.callSid)).transfer_status).toBe('no-answer')
  await caller.say('the keys are under the stone')
  expect(caller.lastHeard).toEqual([speech.offerNumber])
})

test('A key for another dial of the call than the one that rings is for none', async () => {
  const { urgent, call } = await whispering()
  const caller = await urgent()
  await caller.ownerAnswers()
  const path = keyPath(caller).replace('/1/key', '/2/key')
  expect(await late(caller, path, '1')).toContain(GONE)
  await caller.ownerWaits()
  expect((await call(caller.callSid)).transfer_status).toBe('no-answer')
})

test('An accept that is in the journal and in no turn yet counts, should the end of the dial be first', async () => {
  const { urgent, call, database } = await whispering()
  const caller = await urgent()
  await caller.ownerAnswers()
  const answered = await journaled(database, await call(caller.callSid), acceptedOf(1))
  const ended = await caller.post('/twilio/transfer-fallback?turn=2', {
    DialCallStatus: 'completed',
    DialBridged: 'true',
  })
  expect(await ended.text()).toContain('<Hangup/>')
  expect((await call(caller.callSid)).transfer_status).toBe('completed')
  // What was meant for one leg is not heard on the other.
  expect(await answered()).toContain(GONE)
})

test('A key of another dial that is in the journal and in no turn yet hears that nobody is there, and not what the one that rings hears', async () => {
  const { urgent, call, database } = await whispering()
  const caller = await urgent()
  await caller.ownerAnswers()
  const other = await journaled(database, await call(caller.callSid), acceptedOf(2))
  const same = await journaled(database, await call(caller.callSid), acceptedOf(1))
  expect(isBridge(await late(caller, keyPath(caller), '1'))).toBe(true)
  expect(await other()).toContain(GONE)
  expect(isBridge(await same())).toBe(true)
})

test('A key that comes with the end of the call hears that nobody is there, and the caller hears nothing', async () => {
  const { urgent, call, database } = await whispering()
  const caller = await urgent()
  await caller.ownerAnswers()
  const ended = await journaled(database, await call(caller.callSid), { type: 'call.ended' })
  expect(await late(caller, keyPath(caller), '1')).toContain(GONE)
  expect(await ended()).toBe('')
})

test('Both legs at once on two instances: each gets its own answer, in whatever order', async () => {
  const { first, second, urgent, call } = await roundRobin()
  for (let round = 0; round < 8; round++) {
    const caller = await urgent()
    await caller.ownerAnswers()
    const path = keyPath(caller)
    const held = { callSid: caller.callSid, from: STRANGER, to: OUR_NUMBER }
    const elsewhere = await second.phone.resume(held, caller.exchanges.at(-1)!.twiml)
    const digits = round % 2 ? '1' : '2'
    const [key, ended] = await Promise.all([
      late(caller, path, digits),
      elsewhere.post('/twilio/status', { CallStatus: 'completed' }),
    ])
    expect(ended.status).toBe(204)
    // Whoever was first: the owner hears a key's answer or that nobody is there, never what a caller hears.
    expect(isBridge(key) || key.includes(GONE) || key.includes(speech.declineNoted)).toBe(true)
    const row = await call(caller.callSid)
    expect(row).toMatchObject({ transfer_status: 'canceled', end_time: expect.any(String) })
    expect((await first.call(caller.callSid)).revision).toBe(row.revision)
  }
})

describe('A webhook of the owner’s leg', () => {
  const form = (callSid: string, parent: string) => ({
    CallSid: callSid,
    ParentCallSid: parent,
    Digits: '1',
  })

  async function post(
    app: Awaited<ReturnType<typeof whispering>>['app'],
    path: string,
    fields: Record<string, string>,
    signedFor = path,
  ) {
    const signature = getExpectedTwilioSignature(AUTH_TOKEN, PUBLIC_URL + signedFor, fields)
    return app.request(PUBLIC_URL + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
      body: new URLSearchParams(fields).toString(),
    })
  }

  test('that is signed for another path, or not at all, is refused and changes nothing', async () => {
    const { app, urgent, call } = await whispering()
    const caller = await urgent()
    await caller.ownerAnswers()
    const path = keyPath(caller)
    const { revision } = await call(caller.callSid)
    const fields = form('CA77', caller.callSid)
    for (const other of [
      path.replace('/1/', '/2/'),
      path.replace(caller.callSid, 'CA78'),
      path.replace(/\?.*/, ''),
      path.replace('/key', ''),
    ])
      expect((await post(app, path, fields, other)).status).toBe(403)
    const unsigned = await app.request(PUBLIC_URL + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    })
    expect(unsigned.status).toBe(403)
    expect((await call(caller.callSid)).revision).toBe(revision)
  })

  test('that is of another call’s leg, or of a call of its own, is hung up on without a turn', async () => {
    const { app, urgent, call } = await whispering()
    const mine = await urgent()
    await mine.ownerAnswers()
    const other = await urgent('+14155550124')
    await other.ownerAnswers()
    const { revision } = await call(mine.callSid)
    const { CallSid: _, ...without } = form('CA77', '')
    for (const fields of [
      form('CA77', other.callSid),
      { CallSid: mine.callSid, Digits: '1' },
      { ...without, CallSid: 'CA77' },
    ]) {
      const answer = await post(app, keyPath(mine), fields)
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('<Hangup/>')
    }
    for (const dial of ['0', '01', '-1', '1e3', '9999', 'x'])
      expect(
        await (
          await post(app, `/twilio/whisper/${mine.callSid}/${dial}`, form('CA77', mine.callSid))
        ).text(),
      ).toContain('<Hangup/>')
    expect((await call(mine.callSid)).revision).toBe(revision)
  })

  test('of a call that nobody knows hears that nobody is there, and begins none', async () => {
    const { app, database } = await whispering()
    for (const path of ['/twilio/whisper/CA404/1?turn=2', '/twilio/whisper/CA404/1/key?turn=3']) {
      const answer = await post(app, path, form('CA77', 'CA404'))
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain(GONE)
    }
    // Nor does the leg itself, should Twilio tell of it elsewhere.
    for (const path of ['/twilio/fallback', '/twilio/transfer-fallback', '/twilio/ai-response'])
      await post(app, path, form('CA77', 'CA404'))
    const rows = await database.queries.selectFrom('calls').select('call_sid').execute()
    expect(rows).toEqual([])
  })
})

describe('While the database is away', () => {
  async function away() {
    const first = await whispering()
    const database = await openUnreliable(first.file)
    const made = await whispering({
      database,
      contacts: [],
      everyMs: { contacts: 20, writeDown: 20 },
    })
    return {
      ...made,
      unreliable: database,
      /** Once what happened meanwhile is written down. */
      async writtenDown(callSid: string, row: object) {
        await expect.poll(() => made.call(callSid)).toMatchObject(row)
      },
    }
  }

  test('whoever answers is told that somebody calls; accepted, the two are joined, and it counts', async () => {
    const { urgent, unreliable, writtenDown } = await away()
    const caller = await urgent()
    unreliable.isAway = true
    await caller.ownerAnswers()
    expect(caller.owner).toMatchObject({ state: 'asked' })
    // Who it is, only the database knows.
    expect(caller.owner!.heard[0]).toBe(speech.announceCaller.replace('{about}. ', ''))
    await caller.ownerPresses('1')
    expect(caller.owner!.state).toBe('talking')
    unreliable.isAway = false
    await caller.ownerHangsUp()
    expect(caller.state).toBe('ended')
    await writtenDown(caller.callSid, {
      final_decision: 'transferred',
      transfer_status: 'completed',
    })
  })

  test('and still away at its end, so does a voicemail: the caller is asked for a message', async () => {
    const { urgent, unreliable, writtenDown } = await away()
    const caller = await urgent()
    unreliable.isAway = true
    await caller.voicemailAnswers()
    expect(caller).toMatchObject({ state: 'listening', lastHeard: [speech.unreachedOffer] })
    unreliable.isAway = false
    await caller.say('the keys are under the stone')
    await writtenDown(caller.callSid, {
      final_decision: 'transferred',
      transfer_status: 'no-answer',
      became: 'missed_message',
    })
  })

  test('who has declined, has declined', async () => {
    const { urgent, unreliable, writtenDown } = await away()
    const caller = await urgent()
    await caller.ownerAnswers()
    unreliable.isAway = true
    await caller.ownerPresses('2')
    expect(caller.lastHeard).toEqual([speech.declinedOffer])
    unreliable.isAway = false
    await caller.hangUp()
    await writtenDown(caller.callSid, { transfer_status: 'declined' })
  })
})

test('Our own dial that comes back is turned away: by our number, whichever of ours it comes to', async () => {
  const { urgent, phone, call } = await whispering()
  await urgent()
  for (const to of [OUR_NUMBER, '+12125550143']) {
    const back = await phone.ring({ from: OUR_NUMBER, to })
    expect(back.state).toBe('rejected')
    expect((await call(back.callSid)).final_decision).toBe('completed')
  }
  // Where none of ours is set, the number that was called is shown.
  const other = await whispering({ settings: { TWILIO_PHONE_NUMBER: '' } })
  const shown = await other.urgent()
  expect(shown.dialed!.callerId).toBe(OUR_NUMBER)
  const back = await other.phone.ring({ from: OUR_NUMBER, to: '+12125550143' })
  expect(back.state).toBe('rejected')
  await shown.ownerAnswers()
  await shown.ownerWaits()
  expect((await other.phone.ring({ from: OUR_NUMBER, to: '+12125550143' })).state).toBe('listening')
})

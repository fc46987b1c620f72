import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { simulation } from '../../../server/lines/twilio/simulated.ts'
import { createPhone } from '../../../server/phone/phone.ts'
import {
  AUTH_TOKEN,
  createConcierge,
  MOTHER,
  OWNER,
  PUBLIC_URL,
  STRANGER,
  temporaryFile,
  verdict,
} from '../../support/concierge.ts'
import { flows } from '../../../machines/flows.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { recordedCall } from '../../../server/replay/logged-call.ts'
import { replayToday } from '../../../server/replay/replay-today.ts'
import { findLoggedCall } from '../../../storage/review/logged-calls.ts'
import { openUnreliable, type UnreliableDatabase } from '../../support/unreliable-database.ts'
import { removeContact, saveContact } from '../../../storage/contacts.ts'
import { PLAYED } from '../../../storage/played.ts'
import { SHARED } from '../../../storage/roll.ts'
import { PLAYED_ACCOUNT } from '../../../server/settings/played-account.ts'

const OFTEN = { contacts: 20, writeDown: 20 }

/** A concierge whose database can be taken away; it knows its contacts. */
async function withOutage(
  options: Parameters<typeof createConcierge>[0] = {},
  shared: string | null = null,
) {
  const sharedFile = shared ?? (await temporaryFile())
  const database = await openUnreliable(sharedFile)
  for (const contact of options.contacts ?? [MOTHER])
    await database.write((queries) =>
      saveContact(queries, SHARED, contact, new Date().toISOString()),
    )
  const concierge = await createConcierge({
    screener: () => verdict('ask', 'Go on?'),
    everyMs: OFTEN,
    ...options,
    contacts: [],
    database,
  })
  return { ...concierge, database, sharedFile }
}

/** From the next durable write on it is away. */
function failNextWrite(database: UnreliableDatabase): () => number {
  const { write } = database
  let failed = 0
  database.write = (work) => {
    database.isAway = true
    database.write = write
    failed++
    return write(work)
  }
  return () => failed
}

/** As `npm run replay` would tell it. */
async function replayed({ database }: Awaited<ReturnType<typeof withOutage>>, callSid: string) {
  const logged = (await findLoggedCall(database.queries, callSid))!
  const speech = speechIn('en-US', '')
  const limits = { maxTurns: 4, noSpeechRetries: 2 }
  return replayToday(recordedCall(logged), { flows, limits, speech })
}

async function written({ call }: Awaited<ReturnType<typeof withOutage>>, callSid: string) {
  await expect.poll(() => call(callSid).catch(() => null)).not.toBeNull()
}

describe('While the database is away', () => {
  test('a call that is only played is written down as played, and any other as none', async () => {
    for (const [accountSid, simulated] of [
      [PLAYED_ACCOUNT, PLAYED.overHttp],
      [undefined, PLAYED.not],
    ] as const) {
      const concierge = await withOutage({ phone: accountSid ? { accountSid } : {} })
      const { phone, database, call } = concierge
      database.isAway = true
      const caller = await phone.ring({ from: STRANGER })
      await caller.hangUp()
      database.isAway = false
      await written(concierge, caller.callSid)
      expect((await call(caller.callSid)).simulated).toBe(simulated)
    }
  })

  test('a contact is put through, and everything about it is written when it is back', async () => {
    const concierge = await withOutage()
    const { phone, database, call, conversation } = concierge
    database.isAway = true
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    expect(caller.state).toBe('dialing')
    expect(caller.dialed?.number).toBe(OWNER)
    await caller.dialEnds('no-answer')
    expect(caller.lastHeard.join(' ')).toContain('nobody could take your call')
    await caller.hangUp()

    database.isAway = false
    await written(concierge, caller.callSid)
    expect(await call(caller.callSid)).toMatchObject({
      caller_id: MOTHER.phoneNumber,
      flow: 'outage',
      final_decision: 'transferred_exception',
      transfer_status: 'no-answer',
    })
    expect((await call(caller.callSid)).end_time).not.toBeNull()
    expect(await conversation(caller.callSid)).toHaveLength(2)
    const journal = await concierge.journal(caller.callSid)
    expect(journal.filter((entry) => !entry.startsWith('rest'))).toEqual([
      'event call.arrived',
      'answer findOpenDial',
      'answer knowCaller',
      'event dial.ended',
      'event call.ended',
    ])
  })

  test('everyone else hears a polite sentence with the hint to text, and nobody is dialled', async () => {
    const concierge = await withOutage()
    const { phone, database, call } = concierge
    database.isAway = true
    for (const from of [STRANGER, 'anonymous']) {
      const caller = await phone.ring({ from })
      expect(caller.state).toBe('ended')
      expect(caller.dialed).toBeNull()
      expect(caller.lastHeard.join(' ')).toContain('text message')
    }
    const forged = await phone.ring({
      from: MOTHER.phoneNumber,
      stirVerstat: 'TN-Validation-Failed-C',
    })
    expect(forged.state).toBe('ended')
    database.isAway = false
    await written(concierge, forged.callSid)
    expect(await call(forged.callSid)).toMatchObject({ final_decision: 'failed' })
  })

  test('a call in its middle is parted from, and what was said in it is written when it is back', async () => {
    const concierge = await withOutage()
    const { phone, database, call, conversation } = concierge
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('hello')
    database.isAway = true
    await caller.say('my barn is on fire')
    expect(caller.state).toBe('ended')
    database.isAway = false
    await expect.poll(async () => (await call(caller.callSid)).final_decision).toBe('failed')
    // It is still the concierge's call: its journal tells who took which turn.
    expect(await call(caller.callSid)).toMatchObject({ flow: 'concierge' })
    expect(await replayed(concierge, caller.callSid)).toMatchObject({ result: 'identical' })
    expect((await call(caller.callSid)).end_time).not.toBeNull()
    expect((await conversation(caller.callSid)).slice(-2)).toEqual([
      'caller: my barn is on fire',
      expect.stringContaining('text message'),
    ])
  })

  test('a dial that was begun before comes to its end, and is not begun again', async () => {
    const concierge = await withOutage()
    const { phone, database, call } = concierge
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    database.isAway = true
    await caller.dialEnds('completed')
    expect(caller.state).toBe('ended')
    database.isAway = false
    await expect.poll(async () => (await call(caller.callSid)).transfer_status).toBe('completed')
    expect(await call(caller.callSid)).toMatchObject({
      flow: 'concierge',
      final_decision: 'transferred_exception',
    })
    expect(await replayed(concierge, caller.callSid)).toMatchObject({ result: 'identical' })
  })

  test('an event that was in the journal before it went away stands there once', async () => {
    const concierge = await withOutage({
      screener: () => {
        concierge.database.isAway = true
        return verdict('ask', 'Go on?')
      },
    })
    const { phone, database, call, journal } = concierge
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('my barn is on fire')
    expect(caller.state).toBe('ended')
    database.isAway = false
    await expect.poll(async () => (await call(caller.callSid)).final_decision).toBe('failed')
    const events = (await journal(caller.callSid)).filter((entry) => entry.startsWith('event'))
    // Where a socket left for its document, that is an event too.
    expect(events.filter((entry) => entry !== 'event hold.ended')).toEqual([
      'event call.arrived',
      'event caller.spoke',
      'event call.ended',
    ])
    expect(await replayed(concierge, caller.callSid)).toMatchObject({ result: 'identical' })
  })

  test('a call of which only the end was missed stays what it was, and replays as it was', async () => {
    const concierge = await withOutage({ screener: () => verdict('transfer', 'One moment.') })
    const { phone, database, call } = concierge
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('my barn is on fire')
    database.isAway = true
    await caller.hangUp()
    database.isAway = false
    await expect.poll(async () => (await call(caller.callSid)).end_time).not.toBeNull()
    expect(await call(caller.callSid)).toMatchObject({
      flow: 'concierge',
      final_decision: 'transferred',
    })
    expect(await replayed(concierge, caller.callSid)).toMatchObject({
      result: 'identical',
      differences: [],
    })
  })

  test('a call that was begun meanwhile and went on after it replays as it was', async () => {
    const concierge = await withOutage()
    const { phone, database } = concierge
    database.isAway = true
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    database.isAway = false
    await written(concierge, caller.callSid)
    await caller.dialEnds('busy')
    expect(await replayed(concierge, caller.callSid)).toMatchObject({ result: 'identical' })
  })

  test('a dial whose beginning alone was in the journal goes on in the flow that took it', async () => {
    const concierge = await withOutage()
    const { phone, database, call } = concierge
    // The ring is journalled, but its turn cannot be committed.
    const commits = failNextWrite(database)
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    expect(commits()).toBe(1)
    expect(caller.state).toBe('dialing')
    database.isAway = false
    await expect.poll(async () => (await call(caller.callSid)).revision).toBe(1)
    await caller.dialEnds('completed')
    expect(await call(caller.callSid)).toMatchObject({
      flow: 'concierge',
      transfer_status: 'completed',
    })
    expect(await replayed(concierge, caller.callSid)).toMatchObject({ result: 'identical' })
  })

  test('two instances that have each missed a part of a call write each event once, and it replays', async () => {
    const one = await withOutage({ phone: { statusCallback: false } })
    const other = await withOutage({}, one.sharedFile)
    other.database.isAway = true
    // The ring is journalled; its turn is remembered by one, the end of the call by the other.
    failNextWrite(one.database)
    const { callSid, exchanges, state } = await one.phone.ring({ from: STRANGER })
    expect(state).toBe('ended')
    await other.phone.resume({ from: STRANGER, callSid }, exchanges[0]!.twiml)
    other.database.isAway = false
    await expect.poll(async () => (await other.call(callSid)).end_time).not.toBeNull()
    one.database.isAway = false
    await expect.poll(async () => (await other.call(callSid)).revision).toBe(2)
    const events = (await other.journal(callSid)).filter((entry) => entry.startsWith('event'))
    expect(events).toEqual(['event call.ended', 'event call.arrived'])
    expect(await replayed(other, callSid)).toMatchObject({ result: 'identical' })
  })

  test('whoever was put through has not failed because another instance heard the end alone', async () => {
    const one = await withOutage({ phone: { statusCallback: false } })
    const other = await withOutage({}, one.sharedFile)
    one.database.isAway = other.database.isAway = true
    const caller = await one.phone.ring({ from: MOTHER.phoneNumber })
    await caller.dialEnds('completed')
    const { callSid, exchanges } = caller
    await other.phone.resume({ from: MOTHER.phoneNumber, callSid }, exchanges.at(-1)!.twiml)
    other.database.isAway = false
    await expect
      .poll(async () => (await other.call(callSid).catch(() => null))?.end_time)
      .toBeTruthy()
    expect(await other.call(callSid)).toMatchObject({ final_decision: 'failed' })
    one.database.isAway = false
    await expect.poll(async () => (await other.call(callSid)).revision).toBe(3)
    expect(await other.call(callSid)).toMatchObject({
      final_decision: 'transferred_exception',
      transfer_status: 'completed',
    })
    expect(await replayed(other, callSid)).toMatchObject({ result: 'identical' })
  })

  test('our own dial that comes back is turned away', async () => {
    const { phone, database } = await withOutage()
    database.isAway = true
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('dialing')
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('rejected')
  })

  test('a contact who rings again is put through again, once the dial or the call has ended', async () => {
    const { phone, database } = await withOutage()
    database.isAway = true
    const missed = await phone.ring({ from: MOTHER.phoneNumber })
    await missed.dialEnds('no-answer')
    const talked = await phone.ring({ from: MOTHER.phoneNumber })
    expect(talked.state).toBe('dialing')
    await talked.dialEnds('completed')
    const impatient = await phone.ring({ from: MOTHER.phoneNumber })
    expect(impatient.state).toBe('dialing')
    await impatient.hangUp()
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('dialing')
    // But of two at once the second is our own.
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('rejected')
  })

  test('whoever is rejected as our own dial does not end the dial', async () => {
    const { phone, database } = await withOutage()
    database.isAway = true
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    for (let time = 0; time < 2; time++)
      expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('rejected')
    await caller.dialEnds('busy')
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('dialing')
  })

  test('a dial that begins before it and comes back in it is known, and one that ended before is not', async () => {
    const { phone, database } = await withOutage()
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    database.isAway = true
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('rejected')
    database.isAway = false
    await caller.dialEnds('completed')
    database.isAway = true
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('dialing')
  })

  test('a dial that ended in it is over as soon as the database is back', async () => {
    // Nothing is written down by itself.
    const { phone, database } = await withOutage({
      everyMs: { contacts: 20, writeDown: 3_600_000 },
    })
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    database.isAway = true
    await caller.hangUp()
    database.isAway = false
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('dialing')
  })

  test('a simulated call is no dial that could come back', async () => {
    const { app, phone, database } = await withOutage()
    const played = createPhone({
      url: PUBLIC_URL,
      authToken: AUTH_TOKEN,
      fetch: (url, init) => app.request(url, init, simulation),
    })
    expect((await played.ring({ from: MOTHER.phoneNumber })).state).toBe('dialing')
    database.isAway = true
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('dialing')
  })

  test('a call that was begun meanwhile goes on when it is back', async () => {
    const concierge = await withOutage()
    const { phone, database, call } = concierge
    database.isAway = true
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    database.isAway = false
    await written(concierge, caller.callSid)
    await caller.dialEnds('busy')
    expect(caller.lastHeard.join(' ')).toContain('nobody could take your call')
    expect(await call(caller.callSid)).toMatchObject({
      final_decision: 'transferred_exception',
      transfer_status: 'busy',
    })
  })

  test('who was taken off the list just before is not put through', async () => {
    const { phone, database, app } = await withOutage({
      settings: { ADMIN_API_KEY: 'another-key-of-the-owner' },
    })
    const headers = { authorization: 'Bearer another-key-of-the-owner' }
    const path = `/exceptions/${MOTHER.phoneNumber}`
    expect((await app.request(path, { method: 'DELETE', headers })).status).toBe(204)
    // The list is read anew every so often.
    const ringInOutage = async () => {
      database.isAway = true
      const caller = await phone.ring({ from: MOTHER.phoneNumber })
      database.isAway = false
      if (caller.state === 'dialing') await caller.hangUp()
      return caller.state
    }
    await expect.poll(ringInOutage).toBe('ended')
  })

  test('nor who was taken off it by a clock that is behind, while somebody else was put on it', async () => {
    const sister = { ...MOTHER, phoneNumber: '+14155550112', name: 'Sister' }
    const { phone, database } = await withOutage()
    const yesterday = new Date(Date.now() - 86_400_000).toISOString()
    await database.write((queries) => removeContact(queries, SHARED, MOTHER.phoneNumber, yesterday))
    await database.write((queries) => saveContact(queries, SHARED, sister, yesterday))
    const ringInOutage = async () => {
      database.isAway = true
      const caller = await phone.ring({ from: MOTHER.phoneNumber })
      database.isAway = false
      if (caller.state === 'dialing') await caller.hangUp()
      return caller.state
    }
    await expect.poll(ringInOutage).toBe('ended')
  })

  test('it is not ready, and is again when the database is back', async () => {
    const { app, database } = await withOutage()
    database.isAway = true
    expect((await app.request('/readyz')).status).toBe(503)
    expect((await app.request('/healthz')).status).toBe(200)
    database.isAway = false
    expect((await app.request('/readyz')).status).toBe(200)
  })

  test('one call that cannot be written down does not keep the others waiting', async () => {
    const concierge = await withOutage()
    const { phone, database } = concierge
    await sql`create trigger refusal before insert on calls when new.caller_id = 'anonymous'
      begin select raise(abort, 'refused'); end`.execute(database.queries)
    database.isAway = true
    await phone.ring({ from: 'anonymous' })
    const others = [await phone.ring({ from: STRANGER }), await phone.ring({ from: STRANGER })]
    database.isAway = false
    for (const { callSid } of others) {
      await written(concierge, callSid)
      expect((await concierge.call(callSid)).final_decision).toBe('failed')
    }
  })

  test('what it cannot remember any more it still answers', async () => {
    const { phone, database } = await withOutage()
    database.isAway = true
    for (let count = 0; count < 1_010; count++)
      expect((await phone.ring({ from: STRANGER })).state).toBe('ended')
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('dialing')
    database.isAway = false
    const count = async () =>
      (await database.queries.selectFrom('calls').select('id').execute()).length
    await expect.poll(count).toBe(1_000)
  })
})

/** Calls whose end nobody told: ended by housekeeping, on a server that starts long after. */
import { Writable } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import { eraseCall } from '../../storage/review/erasure.ts'
import { replay } from '../../server/cli/replay/replay.ts'
import { DIAL_SILENCE_MS, endSilentCalls, LONGEST_SILENCE_MS } from '../../server/silent-calls.ts'
import { createLog } from '../../server/watch/log.ts'
import { createWatch } from '../../server/watch/watch.ts'
import { runHere } from '../support/command.ts'
import { createConcierge, MOTHER, STRANGER, verdict } from '../support/concierge.ts'
import { createManaged } from '../support/management.ts'

const RANG = new Date('2026-11-22T09:00:00.000Z')
const after = (ms: number) => () => new Date(RANG.getTime() + ms)
const LATER = after(LONGEST_SILENCE_MS + 1000)

const begin = (options: Parameters<typeof createConcierge>[0] = {}) =>
  createConcierge({ now: () => RANG, contacts: [MOTHER], ...options })

const screener = () => verdict('ask', 'What is it about?')

describe('A call that has been silent for longer than any call can be', () => {
  test('is ended when it was last heard of, abandoned where nothing was decided, and replays as it went', async () => {
    const { file, phone } = await begin({ screener })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('hello')
    const { call, journal, conversation } = await createConcierge({
      settings: { SQLITE_DB_PATH: file },
      now: LATER,
    })
    await expect.poll(async () => (await call(caller.callSid)).end_time).not.toBeNull()
    expect(await call(caller.callSid)).toMatchObject({
      end_time: RANG.toISOString(),
      final_decision: 'abandoned',
    })
    expect((await journal(caller.callSid)).at(-2)).toBe('event call.ended')
    // Nobody was there to hear anything more.
    expect((await conversation(caller.callSid)).at(-1)).toBe('concierge: What is it about?')
    const { out, code } = await runHere(replay, ['--all'], { env: { SQLITE_DB_PATH: file } })
    expect(out).toContain('1 identical')
    expect(code).toBe(0)
  })

  test('keeps what was decided; whose dial ends after all is told so still', async () => {
    const { file, phone } = await begin()
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    const { call } = await createConcierge({ settings: { SQLITE_DB_PATH: file }, now: LATER })
    await expect.poll(async () => (await call(caller.callSid)).end_time).not.toBeNull()
    expect((await call(caller.callSid)).final_decision).toBe('transferred_exception')
    await caller.dialEnds('completed')
    expect(await call(caller.callSid)).toMatchObject({
      final_decision: 'transferred_exception',
      transfer_status: 'completed',
    })
    const { code } = await runHere(replay, ['--all'], { env: { SQLITE_DB_PATH: file } })
    expect(code).toBe(0)
  })

  test('has not failed because its stored state is damaged since', async () => {
    const { file, phone, database } = await begin()
    const decided = await phone.ring({ from: MOTHER.phoneNumber })
    const undecided = await phone.ring({ from: STRANGER })
    await database.queries.updateTable('calls').set({ snapshot: '{' }).execute()
    await database.queries.deleteFrom('journal').execute()
    const { call } = await createConcierge({ settings: { SQLITE_DB_PATH: file }, now: LATER })
    for (const [{ callSid }, final_decision] of [
      [decided, 'transferred_exception'],
      [undecided, 'abandoned'],
    ] as const) {
      await expect.poll(async () => (await call(callSid)).end_time).not.toBeNull()
      expect(await call(callSid)).toMatchObject({ final_decision })
    }
  })

  test('is ended once, however many servers look at the same time', async () => {
    const { file, phone } = await begin()
    const callers = []
    for (let call = 0; call < 12; call++) callers.push(await phone.ring({ from: STRANGER }))
    const settings = { SQLITE_DB_PATH: file }
    const [one] = await Promise.all(
      Array.from({ length: 3 }, () => createConcierge({ settings, now: LATER })),
    )
    for (const { callSid } of callers) {
      await expect.poll(async () => (await one!.call(callSid)).end_time).not.toBeNull()
      const ends = (await one!.journal(callSid)).filter((entry) => entry === 'event call.ended')
      expect(ends).toHaveLength(1)
    }
  })

  test('is ended too where the owner had played it, or it was erased', async () => {
    const { file, phone, database, call } = await begin()
    const played = await phone.ring({ from: STRANGER })
    const erased = await phone.ring({ from: STRANGER })
    await database.queries
      .updateTable('calls')
      .set({ simulated: 1 })
      .where('call_sid', '=', played.callSid)
      .execute()
    expect(await eraseCall(database, erased.callSid, LATER())).toBe('erased')
    await createConcierge({ settings: { SQLITE_DB_PATH: file }, now: LATER })
    for (const { callSid } of [played, erased])
      await expect.poll(async () => (await call(callSid)).end_time).toBe(RANG.toISOString())
  })

  test('is none that only seems so because the clock has stepped: it is looked at again later', async () => {
    const { phone, call, database } = await begin()
    const caller = await phone.ring({ from: STRANGER })
    const messages: string[] = []
    let now = RANG
    const destination = new Writable({
      write(line: Buffer, _, done) {
        messages.push((JSON.parse(line.toString()) as { msg: string }).msg)
        done()
      },
    })
    const stop = endSilentCalls({
      database,
      takeTurn: async () => {
        await database.queries.updateTable('calls').set({ end_time: RANG.toISOString() }).execute()
        return { how: 'repeated', body: '' }
      },
      watch: createWatch([], () => undefined),
      now: () => now,
      log: createLog('info', false, { pii: false, destination }),
      everyMs: 10,
    })
    onTestFinished(stop)
    now = LATER()
    await expect.poll(async () => (await call(caller.callSid)).end_time).not.toBeNull()
    expect(messages).toEqual(['the clock has stepped: silent calls are looked for later'])
  })

  test('is no call that may still go on', async () => {
    const { file, phone, call } = await begin()
    const caller = await phone.ring({ from: STRANGER })
    const almost = await createConcierge({
      settings: { SQLITE_DB_PATH: file },
      now: after(LONGEST_SILENCE_MS - 1000),
    })
    const ended = await almost.phone.ring({ from: STRANGER })
    await ended.hangUp()
    expect((await call(caller.callSid)).end_time).toBeNull()
  })
})

describe('A dial whose outcome never comes', () => {
  const toldOf = (database: Awaited<ReturnType<typeof begin>>['database']) =>
    database.queries
      .selectFrom('notices')
      .innerJoin('calls', 'calls.id', 'notices.call_id')
      .select(['call_sid', 'kind'])
      .orderBy('notices.id')
      .execute()

  test('is told as missed soon after its caller has hung up, once; one that may still come is waited for', async () => {
    const { file, phone, database } = await begin()
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    await caller.post('/twilio/status', { CallStatus: 'completed' })
    expect(await toldOf(database)).toEqual([])
    const settings = { SQLITE_DB_PATH: file }
    const soon = await createConcierge({ settings, now: after(DIAL_SILENCE_MS - 1000) })
    const ended = await soon.phone.ring({ from: STRANGER })
    await ended.hangUp()
    expect(await soon.journal(caller.callSid)).not.toContain('event dial.ended')
    const servers = await Promise.all(
      [1, 2].map(() => createConcierge({ settings, now: after(DIAL_SILENCE_MS + 1000) })),
    )
    await expect
      .poll(async () => (await toldOf(database)).filter(({ kind }) => kind === 'missed'))
      .toEqual([{ call_sid: caller.callSid, kind: 'missed' }])
    // It is news of then, not of when it was found.
    const missed = database.queries.selectFrom('notices').select('at').where('kind', '=', 'missed')
    expect(await missed.executeTakeFirst()).toEqual({ at: RANG.toISOString() })
    const [{ call, journal } = soon] = servers
    expect(await call(caller.callSid)).toMatchObject({
      final_decision: 'transferred_exception',
      transfer_status: 'canceled',
      became: 'missed',
      end_time: RANG.toISOString(),
    })
    const events = (await journal(caller.callSid)).filter((entry) => entry === 'event dial.ended')
    expect(events).toHaveLength(1)
    const { code } = await runHere(replay, ['--all'], { env: settings })
    expect(code).toBe(0)
  })

  test('and whose caller vanished too is told in the end', async () => {
    const { file, phone, database } = await begin({
      screener: () => verdict('transfer', 'One moment.'),
    })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('there is a fire')
    const settings = { SQLITE_DB_PATH: file }
    const first = await createConcierge({ settings, now: LATER })
    await expect.poll(async () => (await first.call(caller.callSid)).end_time).not.toBeNull()
    await createConcierge({ settings, now: after(LONGEST_SILENCE_MS + DIAL_SILENCE_MS + 9000) })
    await expect
      .poll(() => toldOf(database))
      .toEqual([
        { call_sid: caller.callSid, kind: 'urgent' },
        { call_sid: caller.callSid, kind: 'missed' },
      ])
  })

  test('is no news where the owner played it, or of one that answered', async () => {
    const { file, phone, database, journal } = await begin()
    const played = await phone.ring({ from: MOTHER.phoneNumber })
    const answered = await phone.ring({ from: MOTHER.phoneNumber })
    for (const caller of [played, answered])
      await caller.post('/twilio/status', { CallStatus: 'completed' })
    await answered.post('/twilio/transfer-fallback', { DialCallStatus: 'completed' })
    await database.queries
      .updateTable('calls')
      .set({ simulated: 1 })
      .where('call_sid', '=', played.callSid)
      .execute()
    const lost = await phone.ring({ from: MOTHER.phoneNumber })
    await lost.post('/twilio/status', { CallStatus: 'completed' })
    const settings = { SQLITE_DB_PATH: file }
    await createConcierge({ settings, now: after(DIAL_SILENCE_MS + 1000) })
    await expect.poll(() => toldOf(database)).toEqual([{ call_sid: lost.callSid, kind: 'missed' }])
    expect(await journal(played.callSid)).not.toContain('event dial.ended')
  })
})

describe('When the clock steps back in a call', () => {
  test('it ends no earlier than it began, lasts no less than nothing, and its journal stays in order', async () => {
    let now = RANG
    const { phone, api } = await createManaged({ now: () => now, screener })
    const caller = await phone.ring({ from: STRANGER })
    now = new Date(RANG.getTime() - 3_600_000)
    await caller.say('hello')
    await caller.hangUp()
    const { body } = await api.get(`/conversations/${caller.callSid}?include=journal`)
    expect(body).toMatchObject({
      start_time: RANG.toISOString(),
      end_time: RANG.toISOString(),
      duration_seconds: 0,
      final_decision: 'abandoned',
    })
    const seqs = body.journal.map(({ seq }: { seq: number }) => seq)
    expect(seqs).toEqual(seqs.map((_: number, index: number) => index + 1))
    const events = body.journal.flatMap(({ payload }: { payload: { type?: string } }) =>
      payload.type === undefined ? [] : payload.type,
    )
    expect(events).toEqual(['call.arrived', 'caller.spoke', 'call.ended'])
    for (const { latency_ms } of body.turns) expect(latency_ms ?? 0).toBeGreaterThanOrEqual(0)
  })

  test('what was stored with an end before its beginning lasted nothing', async () => {
    const { phone, api, database } = await createManaged()
    const caller = await phone.ring({ from: STRANGER })
    await caller.hangUp()
    await database.queries
      .updateTable('calls')
      .set({ end_time: '2020-01-01T00:00:00.000Z' })
      .execute()
    const { body } = await api.get(`/conversations/${caller.callSid}`)
    expect(body.duration_seconds).toBe(0)
  })
})

import { describe, expect, onTestFinished, test } from 'vitest'
import { createLog } from '../../server/watch/log.ts'
import { keepFor } from '../../server/retention.ts'
import { fillWithCalls } from '../bench/stored-calls.ts'
import { createConcierge, STRANGER, temporaryFile, verdict } from '../support/concierge.ts'
import { createManaged } from '../support/management.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'

const WORDS = 'my cat Pythagoras is on the roof'

/** Everything that is stored of all calls, as text. */
async function everything({ database }: Awaited<ReturnType<typeof createConcierge>>) {
  const tables = ['calls', 'conversation', 'journal', 'answers'] as const
  const rows = tables.map((table) => database.queries.selectFrom(table).selectAll().execute())
  return JSON.stringify(await Promise.all(rows))
}

describe('Erasing a conversation', () => {
  test('takes the words and the number from everywhere, and leaves decision, times and counts', async () => {
    const concierge = await createManaged({ screener: () => verdict('end', 'Please text.') })
    const caller = await concierge.phone.ring({ from: STRANGER })
    await caller.say(WORDS)
    const path = `/conversations/${caller.callSid}`
    const before = (await concierge.api.get(path)).body
    expect(await everything(concierge)).toContain('Pythagoras')

    expect((await concierge.api.delete(path)).status).toBe(204)
    const stored = await everything(concierge)
    for (const secret of ['Pythagoras', STRANGER.slice(1), 'Please text'])
      expect(stored).not.toContain(secret)
    const after = (await concierge.api.get(`${path}?include=journal`)).body
    expect(after).toMatchObject({
      caller: 'erased',
      start_time: before.start_time,
      end_time: before.end_time,
      final_decision: 'completed',
      call_type: 'other',
      journal: [],
    })
    expect(after.erased_at).not.toBeNull()
    const silent = before.turns.map((turn: object) => ({ ...turn, text: '' }))
    expect(after.turns).toEqual(silent)
    expect((await concierge.api.get('/stats')).body).toMatchObject({
      calls: 1,
      decisions: { completed: 1 },
      turn_ms: { count: 2 },
    })
  })

  test('changes nothing the second time, and the end of the call changes nothing after it', async () => {
    const { api, phone, call } = await createManaged({ screener: () => verdict('end', 'Bye.') })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say(WORDS)
    await api.delete(`/conversations/${caller.callSid}`)
    const erased = await call(caller.callSid)
    expect((await api.delete(`/conversations/${caller.callSid}`)).status).toBe(204)
    await caller.hangUp()
    expect(await call(caller.callSid)).toEqual(erased)
  })

  test('has to wait until the call is over, or can be nothing else', async () => {
    let hours = 0
    const { api, phone } = await createManaged({ now: () => new Date(hours * 3_600_000) })
    const caller = await phone.ring({ from: STRANGER })
    const refused = await api.delete(`/conversations/${caller.callSid}`)
    expect(refused.status).toBe(409)
    expect(refused.body.detail).toContain('still going on')
    // Nobody told us of its end, but no call lasts for ever.
    hours = 5
    expect((await api.delete(`/conversations/${caller.callSid}`)).status).toBe(204)
  })
})

describe('RETENTION_DAYS', () => {
  test('erases at start what is older, once, and nothing that is younger', async () => {
    const file = await temporaryFile()
    const days = (ago: number) => () => new Date(Date.now() - ago * 86_400_000)
    for (const ago of [40, 31, 29, 0]) {
      const { phone, database } = await createConcierge({
        now: days(ago),
        screener: () => verdict('end', 'Please text.'),
        settings: { SQLITE_DB_PATH: file },
      })
      await (await phone.ring({ from: STRANGER })).say(`${ago} days ago`)
      // As a server that has run all the while has noted it.
      await database.queries
        .updateTable('heartbeat')
        .set({ vouched_at: days(0)().toISOString() })
        .execute()
      await database.close()
    }
    const { api } = await createManaged({
      settings: { SQLITE_DB_PATH: file, RETENTION_DAYS: '30' },
    })
    const said = async () =>
      (await api.get('/conversations')).body.conversations.map(
        ({ turns }: { turns: { text: string }[] }) => turns[1]?.text,
      )
    await expect.poll(said).toEqual(['0 days ago', '29 days ago', '', ''])
  })

  test('keeps everything where it is not set', async () => {
    const { api, phone } = await createManaged({ now: () => new Date(0) })
    await (await phone.ring({ from: STRANGER })).say(WORDS)
    expect((await api.get('/conversations?q=Pythagoras')).body.conversations).toHaveLength(1)
  })

  test('lets calls go on while it erases many, and stops in the middle when the server does', async () => {
    const file = await temporaryFile()
    await fillWithCalls(file, 3_000)
    const { phone, database } = await createConcierge({ settings: { SQLITE_DB_PATH: file } })
    const log = createLog('silent', false)
    const stop = keepFor(1, { database, log, now: () => new Date(Date.now() + 10 * 86_400_000) })
    const left = async () =>
      (
        await database.queries
          .selectFrom('calls')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('erased_at', 'is', null)
          .executeTakeFirstOrThrow()
      ).count
    // A call rings in, and is not made to wait for the end of it.
    const caller = await phone.ring({ from: STRANGER })
    expect(caller.state).toBe('listening')
    expect(await left()).toBeGreaterThan(0)
    await stop()
    const stopped = await left()
    expect(stopped).toBeGreaterThan(0)
    expect(await left()).toBe(stopped)

    const again = openSqlite(file)
    onTestFinished(() => again.close())
    await expect(
      again.queries.selectFrom('calls').select('id').where('erased_at', 'is', null).execute(),
    ).resolves.toHaveLength(stopped)
  })
})

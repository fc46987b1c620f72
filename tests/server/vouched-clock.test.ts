/** A clock that has leapt destroys nothing: what is old is erased, ended and given up by a time that is vouched for. */
import { Writable } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startVouchedClock } from '../../server/vouched-clock.ts'
import { createLog } from '../../server/watch/log.ts'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { createConcierge, STRANGER, temporaryFile, verdict } from '../support/concierge.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const ahead = (days: number) => () => new Date(Date.now() + days * DAY_MS)
const WORDS = 'Pythagoras is on the roof'

/** A database in which calls of some days ago stand, by a server that has run all the while. */
async function withCalls(days: number[]): Promise<string> {
  const file = await temporaryFile()
  const { phone, database } = await createConcierge({
    settings: { SQLITE_DB_PATH: file },
    screener: () => verdict('end', 'Bye.'),
  })
  for (const ago of days) {
    const caller = await phone.ring({ from: STRANGER })
    await caller.say(WORDS)
    await database.queries
      .updateTable('calls')
      .set({ start_time: ahead(-ago)().toISOString() })
      .where('call_sid', '=', caller.callSid)
      .execute()
  }
  return file
}

async function started(file: string, now: () => Date, settings: Record<string, string> = {}) {
  const concierge = await createConcierge({
    settings: { SQLITE_DB_PATH: file, RETENTION_DAYS: '30', ...settings },
    now,
  })
  return { ...concierge, kept: () => kept(concierge.database) }
}

async function kept({ queries }: Awaited<ReturnType<typeof createConcierge>>['database']) {
  const rows = queries.selectFrom('calls').select('id').where('erased_at', 'is', null)
  return (await rows.execute()).length
}

/** As much running as it takes to believe a clock. */
async function runFor(file: string, ms: number): Promise<void> {
  const database = openSqlite(file)
  onTestFinished(() => database.close())
  await database.queries
    .updateTable('heartbeat')
    .set(({ eb }) => ({ doubted_ms: eb('doubted_ms', '+', ms) }))
    .execute()
}

describe('A start sixty days ahead of what was stored last', () => {
  test('erases only what was old by the time before, however often it is started', async () => {
    const file = await withCalls([31, 29, 10, 1, 0])
    for (let start = 0; start < 3; start++) {
      const { kept: left, database } = await started(file, ahead(60))
      await expect.poll(left).toBe(4)
      await database.close()
    }
    // Nor does a second leap make the first one true.
    const { kept: left } = await started(file, ahead(120))
    expect(await left()).toBe(4)
  })

  test('erases again when servers have run for a day with it: then it was the time that had passed', async () => {
    const file = await withCalls([29, 1, 0])
    const { database, kept: left } = await started(file, ahead(60))
    expect(await left()).toBe(3)
    await database.close()
    await runFor(file, DAY_MS)
    await expect.poll((await started(file, ahead(60))).kept).toBe(0)
  })

  test('is forgotten when the clock is right again', async () => {
    const file = await withCalls([29, 1, 0])
    await (await started(file, ahead(60))).database.close()
    await runFor(file, DAY_MS)
    await (await started(file, ahead(0))).database.close()
    expect(await (await started(file, ahead(60))).kept()).toBe(3)
  })

  test('counts from the newest call where an earlier release has noted no time', async () => {
    const file = await withCalls([29, 1, 0])
    const old = openSqlite(file)
    await old.queries.updateTable('heartbeat').set({ vouched_at: null }).execute()
    await old.close()
    expect(await (await started(file, ahead(60))).kept()).toBe(3)
  })

  test('ends no call that may still go on, and keeps the answers for what is repeated', async () => {
    const file = await temporaryFile()
    const one = await createConcierge({ settings: { SQLITE_DB_PATH: file } })
    const caller = await one.phone.ring({ from: STRANGER })
    const { call, database } = await started(file, ahead(60))
    const again = await one.database.queries.selectFrom('answers').selectAll().execute()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await call(caller.callSid)).end_time).toBeNull()
    expect(await database.queries.selectFrom('answers').selectAll().execute()).toEqual(again)
  })
})

describe('The vouched clock', () => {
  async function clockOf(start: { wall: number; doubtMs?: number }) {
    const database = openSqlite(await temporaryFile())
    await migrate(database.queries)
    const messages: string[] = []
    const destination = new Writable({
      write(line: Buffer, _, done) {
        messages.push((JSON.parse(line.toString()) as { msg: string }).msg)
        done()
      },
    })
    const wall = { at: start.wall }
    const clock = await startVouchedClock({
      database,
      now: () => new Date(wall.at),
      log: createLog('info', false, { destination }),
      everyMs: 10,
      ...(start.doubtMs !== undefined && { doubtMs: start.doubtMs }),
    })
    onTestFinished(async () => {
      await clock.stop()
      await database.close()
    })
    return { clock, wall, messages, hours: () => (clock.now().getTime() - start.wall) / HOUR_MS }
  }

  test('does not leap with the clock while it runs, and says so once', async () => {
    const { wall, messages, hours } = await clockOf({ wall: Date.parse('2026-11-22T09:00:00Z') })
    wall.at += 60 * DAY_MS
    expect(hours()).toBeLessThan(1)
    const warnings = () => messages.filter((message) => message.includes('far ahead')).length
    await expect.poll(warnings).toBe(1)
    expect(hours()).toBeLessThan(1)
    wall.at -= 60 * DAY_MS
    await expect.poll(() => messages.join()).toContain('believed again')
    expect(warnings()).toBe(1)
  })

  test('follows at once over a night, and backwards', async () => {
    const { wall, hours } = await clockOf({ wall: Date.parse('2026-11-22T09:00:00Z') })
    wall.at += 14 * HOUR_MS
    expect(hours()).toBe(14)
    wall.at -= 100 * DAY_MS
    expect(hours()).toBe(14 - 2_400)
  })

  test('follows a leap after it has run long enough with it', async () => {
    const { wall, messages, hours } = await clockOf({
      wall: Date.parse('2026-11-22T09:00:00Z'),
      doubtMs: 50,
    })
    wall.at += 60 * DAY_MS
    await expect.poll(hours).toBe(60 * 24)
    await expect.poll(() => messages.join()).toContain('believed again')
  })
})

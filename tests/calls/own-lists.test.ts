/** Exception lists of lines: who is on one gets through on its line, and by it on no other. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flows } from '../../machines/flows.ts'
import { speechIn } from '../../prompts/speech/speech-in.ts'
import { recordedCall } from '../../server/replay/logged-call.ts'
import { replayToday } from '../../server/replay/replay-today.ts'
import { openAzureSql } from '../../storage/azure-sql/open-azure-sql.ts'
import { addContact } from '../../storage/contacts.ts'
import { migrate, type Database } from '../../storage/database.ts'
import { findLoggedCall } from '../../storage/review/logged-calls.ts'
import { ownRollOf, SHARED } from '../../storage/roll.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { createConcierge, MOTHER, STRANGER, temporaryFile, verdict } from '../support/concierge.ts'
import { createWatched } from '../watch/watched.ts'
import { startTdsPeer } from '../support/tds-peer.ts'
import { sqliteBehind } from '../support/tds-peer/sqlite-behind.ts'
import { openUnreliable } from '../support/unreliable-database.ts'

/** Lines are called by the first spelling, and may be written in the other. */
const NUMBERS = [
  { called: '+12125550142', written: '+12125550142' },
  { called: '+12125550143', written: '+12125550143' },
  { called: '+5215555550143', written: '+525555550143' },
]
/** No line of `LINES`. */
const ELSEWHERE = '+12125550149'

const CALLERS = ['+14155550111', '+14155550112', '+14155550123', '+525555550111']
const ENTRIES = [...CALLERS, '+5215555550111']
const PREFIXES = ['+1415555011', '+52155555501']

const entry = fc.record({
  /** The line whose own it is, or was; null for the shared list. */
  on: fc.option(fc.nat({ max: NUMBERS.length - 1 })),
  number: fc.constantFrom(...ENTRIES),
  prefix: fc.option(fc.constantFrom(...PREFIXES), { freq: 3 }),
})
type Entry = typeof entry extends fc.Arbitrary<infer Of> ? Of : never

const world = fc.record({
  own: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  entries: fc.array(entry, { maxLength: 8 }),
  calls: fc.array(
    fc.record({
      from: fc.constantFrom(...CALLERS),
      to: fc.option(fc.nat({ max: NUMBERS.length - 1 }), { freq: 6 }),
    }),
    { minLength: 6, maxLength: 10 },
  ),
})
type World = typeof world extends fc.Arbitrary<infer Of> ? Of : never

const spelledWithout1 = (number: string) => number.replace(/^\+521/, '+52')

/** Told without a look at how it is done. */
function getsThrough({ own, entries }: World, from: string, to: number | null): boolean {
  const list = to !== null && own[to] ? to : null
  return entries.some(
    ({ on, number, prefix }) =>
      on === list &&
      (spelledWithout1(number) === spelledWithout1(from) ||
        (prefix !== null && spelledWithout1(from).startsWith(spelledWithout1(prefix)))),
  )
}

async function fill(database: Database, entries: readonly Entry[]): Promise<void> {
  for (const { on, number, prefix } of entries) {
    const roll = on === null ? SHARED : ownRollOf(NUMBERS[on]!.written)
    const contact = { phoneNumber: number, name: 'A contact', category: null, prefix }
    await addContact(database, roll, contact, new Date().toISOString())
  }
}

/** Each entry once on its list, as it is kept. */
function once({ entries, ...others }: World): World {
  const kept = new Map<string, Entry>()
  for (const one of entries) {
    const key = `${one.on} ${spelledWithout1(one.number)}`
    if (!kept.has(key)) kept.set(key, one)
  }
  return { ...others, entries: [...kept.values()] }
}

async function answering({ own }: Pick<World, 'own'>, database: Database) {
  const lines = NUMBERS.map(({ written }, index) => ({
    number: written,
    label: `${index}`,
    ...(own[index] && { contacts: 'own' }),
  }))
  return createConcierge({
    settings: { WHISPER: 'none', VOICE_LINE: 'gather', LINES: JSON.stringify(lines) },
    database,
    screener: () => verdict('ask', 'What is it about?'),
  })
}

async function onSqlite(): Promise<Database> {
  const database = openSqlite(await temporaryFile())
  await migrate(database.queries)
  return database
}

async function onSqlServer(): Promise<Database> {
  const { answer, gone } = sqliteBehind(await temporaryFile())
  const database = await openAzureSql((await startTdsPeer(answer, gone)).connectionString)
  await migrate(database.queries)
  return database
}

describe('whatever the lines and their lists, exactly who is on a line’s list gets through', () => {
  test.each([
    ['SQLite', onSqlite, 15],
    ['SQL Server', onSqlServer, 8],
  ] as const)('on %s', async (_, open, numRuns) => {
    await fc.assert(
      fc.asyncProperty(world.map(once), async (given) => {
        const database = await open()
        await fill(database, given.entries)
        const { phone } = await answering(given, database)
        for (const { from, to } of given.calls) {
          const caller = await phone.ring({
            from,
            to: to === null ? ELSEWHERE : NUMBERS[to]!.called,
          })
          const isThrough = getsThrough(given, from, to)
          expect(caller.state, `${from} calls ${to}`).toBe(isThrough ? 'dialing' : 'listening')
          await caller.hangUp()
        }
      }),
      { numRuns },
    )
  })

  test('and while the database is away', async () => {
    await fc.assert(
      fc.asyncProperty(world.map(once), async (given) => {
        const database = await openUnreliable(await temporaryFile())
        await fill(database, given.entries)
        const { phone } = await answering(given, database)
        database.isAway = true
        for (const { from, to } of given.calls) {
          const caller = await phone.ring({
            from,
            to: to === null ? ELSEWHERE : NUMBERS[to]!.called,
          })
          const isThrough = getsThrough(given, from, to)
          expect(caller.state, `${from} calls ${to}`).toBe(isThrough ? 'dialing' : 'ended')
          if (isThrough) await caller.hangUp()
        }
      }),
      { numRuns: 15 },
    )
  })
})

const OFFICE = '+12125550143'
const LINES = JSON.stringify([
  { number: '+12125550142', label: 'Home' },
  { number: OFFICE, label: 'Office', contacts: 'own' },
])

async function withClient(settings: Record<string, string> = {}) {
  const concierge = await createConcierge({
    settings: { WHISPER: 'none', VOICE_LINE: 'gather', LINES, ...settings },
    contacts: [MOTHER],
    screener: () => verdict('ask', 'What is it about?'),
  })
  const client = { phoneNumber: STRANGER, name: 'Client', category: 'work' }
  await addContact(concierge.database, ownRollOf(OFFICE), client, new Date().toISOString())
  return concierge
}

test('a logged call stays what it was, whatever list its line has now', async () => {
  const { phone, database } = await withClient()
  const { callSid, state } = await phone.ring({ from: STRANGER, to: OFFICE })
  expect(state).toBe('dialing')
  await database.queries.deleteFrom('exception_phone_numbers').execute()
  const call = recordedCall((await findLoggedCall(database.queries, callSid))!)
  const today = { flows, limits: { maxTurns: 3, noSpeechRetries: 2 }, speech: speechIn('en', '') }
  expect(replayToday(call, today).result).toBe('identical')
})

test('speech recognition listens for the contacts of the line that is called', async () => {
  const { database } = await withClient()
  const after = await createConcierge({
    settings: { VOICE_LINE: 'gather', LINES, OWNER_NAME: 'Grace' },
    database,
    screener: () => verdict('ask', 'What is it about?'),
  })
  async function hintsOn(to: string): Promise<string> {
    const { callSid } = await after.phone.ring({ from: '+14155550124', to })
    const { body } = await database.queries
      .selectFrom('answers')
      .select('body')
      .where('call_sid', '=', callSid)
      .executeTakeFirstOrThrow()
    return /hints="([^"]*)"/.exec(body)?.[1] ?? ''
  }
  for (let twice = 0; twice < 2; twice++) {
    expect(await hintsOn(OFFICE)).toMatch(/^Grace, Client, /)
    expect(await hintsOn('+12125550142')).toMatch(/^Grace, Mom, /)
  }
})

test('a line that has no list of its own any more lets nobody through by it, and the log says so once', async () => {
  const before = await withClient()
  const shared = JSON.stringify([{ number: OFFICE, label: 'Office' }])
  const without: Record<string, string>[] = [{ LINES: shared }, {}]
  for (const settings of without) {
    const { phone, lines } = await createWatched({
      settings: { SQLITE_DB_PATH: before.file, WHISPER: 'none', ...settings },
      screener: () => verdict('ask', 'What is it about?'),
    })
    const caller = await phone.ring({ from: STRANGER, to: OFFICE })
    expect(caller.state).toBe('listening')
    await caller.hangUp()
    const told = lines().filter(({ msg }) => msg.includes('exception lists that no line has'))
    expect(told).toMatchObject([{ level: 40, contacts: 1 }])
    expect(JSON.stringify(told)).not.toMatch(/5550143|5550123/)
  }
  const { lines } = await createWatched({ settings: { SQLITE_DB_PATH: before.file, LINES } })
  expect(lines().filter(({ msg }) => msg.includes('exception lists'))).toEqual([])
  const again = await before.phone.ring({ from: STRANGER, to: OFFICE })
  expect(again.state).toBe('dialing')
})

test('where the last line is given a list of its own, the log says who gets through no more', async () => {
  const before = await withClient()
  const own = JSON.stringify(
    ['+12125550142', OFFICE].map((number) => ({ number, contacts: 'own' })),
  )
  const { lines } = await createWatched({ settings: { SQLITE_DB_PATH: before.file, LINES: own } })
  const told = lines().filter(({ msg }) => msg.includes('exception lists that no line has'))
  expect(told).toMatchObject([{ level: 40, contacts: 1 }])
})

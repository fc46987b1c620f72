/** What was erased is in no file any more: words, numbers, what was decided of them in between. */
import { readFile } from 'node:fs/promises'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { eraseCall, eraseCallsBefore } from '../../../storage/review/erasure.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { createConcierge, temporaryFile, verdict } from '../../support/concierge.ts'

const WORDS = /Pythagoras|zebra|\+1415555[0-9]{4}/g
const KEPT = /Aristotle/g

/** How often something private stands in the database's files. */
async function traces(file: string, of = WORDS): Promise<number> {
  const files = ['', '-wal', '-shm'].map((suffix) => readFile(file + suffix, 'latin1'))
  const texts = await Promise.all(files.map((text) => text.catch(() => '')))
  return texts.join().match(of)?.length ?? 0
}

/** Many callers at once, so that their rows lie among each other, and of every length. */
async function withCalls(calls: number, word = 'Pythagoras') {
  const concierge = await createConcierge({
    screener: ({ said }) =>
      verdict(said.length > 4 ? 'end' : 'ask', `I heard the zebra: ${said.at(-1)?.text}`),
  })
  const { phone, file } = concierge
  async function call(number: number): Promise<void> {
    const caller = await phone.ring({ from: `+1415555${1000 + number}` })
    for (let turn = 0; turn < 5 && caller.state === 'listening'; turn++)
      await caller.say(`${word} ${number} ${turn} `.repeat(1 + ((number * 7 + turn * 3) % 40)))
    if (caller.state !== 'ended') await caller.hangUp()
  }
  for (let first = 0; first < calls; first += 20)
    await Promise.all(Array.from({ length: 20 }, (_, index) => call(first + index)))
  return { ...concierge, file }
}

const EVERYTHING = { before: '2999', now: () => new Date() }

test('of 300 erased calls nothing is left in the database, its log or between its pages', async () => {
  const { database, file } = await withCalls(300)
  expect(await traces(file)).toBeGreaterThan(10_000)
  expect(await eraseCallsBefore(database, EVERYTHING)).toBe(300)
  expect(await traces(file)).toBe(0)
  expect(await database.findDamage()).toBeNull()
})

test('of a single call neither, and the others keep theirs', async () => {
  const { database, file, phone } = await withCalls(60, 'Aristotle')
  const caller = await phone.ring({ from: '+14155559999' })
  await caller.say('Pythagoras is on the roof')
  await caller.hangUp()
  const kept = async () =>
    (await database.queries.selectFrom('conversation').selectAll().execute()).filter(
      ({ call_sid }) => call_sid !== caller.callSid,
    )
  const before = await kept()
  expect(await eraseCall(database, caller.callSid, new Date())).toBe('erased')
  expect(await traces(file, /Pythagoras|\+14155559999/g)).toBe(0)
  expect(await traces(file, KEPT)).toBeGreaterThan(1_000)
  expect(await kept()).toEqual(before)
  expect(await database.findDamage()).toBeNull()
})

test('calls go on while it is done, and all of theirs stays', async () => {
  const { database, file, phone, conversation } = await withCalls(100)
  const erasing = eraseCallsBefore(database, { ...EVERYTHING, before: new Date().toISOString() })
  const erased = new AbortController()
  void erasing.finally(() => erased.abort())
  const later: string[] = []
  do {
    const caller = await phone.ring({ from: '+14155550123' })
    await caller.say('Aristotle is at the door')
    await caller.hangUp()
    later.push(caller.callSid)
  } while (!erased.signal.aborted)
  await erasing
  await database.scrub()
  expect(await traces(file, /Pythagoras/g)).toBe(0)
  for (const callSid of later)
    expect(await conversation(callSid)).toContain('caller: Aristotle is at the door')
  expect(await database.findDamage()).toBeNull()
})

test('nor of what an earlier release had set free without overwriting it', async () => {
  const file = await temporaryFile()
  const old = new Sqlite(file)
  old.pragma('secure_delete = OFF')
  old.exec('create table notes (words text)')
  const insert = old.prepare('insert into notes values (?)')
  old.exec('begin')
  for (let note = 0; note < 3_000; note++) insert.run('Pythagoras '.repeat(1 + (note % 900)))
  old.exec('commit')
  old.exec('drop table notes')
  old.close()
  expect(await traces(file)).toBeGreaterThan(100_000)
  const database = openSqlite(file)
  onTestFinished(() => database.close())
  await database.scrub()
  expect(await traces(file)).toBe(0)
  expect(await database.findDamage()).toBeNull()
})

test('a reader who stays keeps the log from being emptied: that is tried until he is gone', async () => {
  const { database, file } = await withCalls(20)
  const reader = new Sqlite(file)
  onTestFinished(() => void reader.close())
  reader.exec('begin')
  reader.prepare('select count(*) from calls').get()
  const erasing = eraseCallsBefore(database, EVERYTHING)
  const scrubbing = database.scrub()
  reader.exec('commit')
  await erasing
  await scrubbing
  await expect.poll(() => traces(file)).toBe(0)
})

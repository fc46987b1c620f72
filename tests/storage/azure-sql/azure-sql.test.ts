/** What we do when Azure SQL fails: a peer that speaks its protocol fails as it is told. */
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { commit } from '../../../storage/calls/commit.ts'
import { receive, type Received } from '../../../storage/calls/receive.ts'
import { openAzureSql, type AzureSqlOptions } from '../../../storage/azure-sql/open-azure-sql.ts'
import { findContact, findActiveContact, saveContact } from '../../../storage/contacts.ts'
import { migrate, type Database } from '../../../storage/database.ts'
import { findConversation } from '../../../storage/review/conversations.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { startTdsPeer, type Answer, type Asked, type TdsPeer } from '../../support/tds-peer.ts'
import { sqliteBehind } from '../../support/tds-peer/sqlite-behind.ts'
import { at, callSid, turn, arrived } from '../calls-to-store.ts'
import { SHARED } from '../../../storage/roll.ts'
import { oneList } from '../../support/one-list.ts'

const MOM = { phoneNumber: '+14155550111', name: 'Mom', category: 'family' }
const DEADLOCK = { number: 1205, message: 'You were chosen as the deadlock victim. Rerun.' }
const THROTTLED = { number: 40501, message: 'The service is currently busy.' }

type Fault = (asked: Asked, proper: () => Promise<Answer>) => Promise<Answer> | Answer

/** A database that answers properly until it is told otherwise. */
async function migrated(options: AzureSqlOptions = {}) {
  const { answer, gone } = sqliteBehind(await temporaryFile())
  let fault: Fault = (_, proper) => proper()
  const peer = await startTdsPeer((asked) => fault(asked, () => answer(asked)), gone)
  const database = await opened(peer, options)
  await migrate(database.queries)
  peer.asked.length = 0
  return { database, peer, setFault: (next: Fault) => (fault = next) }
}

async function opened(peer: TdsPeer, options: AzureSqlOptions = {}): Promise<Database> {
  const database = await openAzureSql(peer.connectionString, options)
  onTestFinished(() => database.close())
  return database
}

/** Once, for what is asked in these words. */
function once(words: string | RegExp, answer: Fault): Fault {
  let isOver = false
  return (asked, proper) => {
    const said = asked.what === 'statement' ? asked.sql : asked.what
    if (isOver || !said.match(words)) return proper()
    isOver = true
    return answer(asked, proper)
  }
}

async function begun(database: Database): Promise<Received> {
  const receipt = await receive(database, arrived(1, 'first'))
  if (!('received' in receipt)) throw new Error('not received')
  return receipt.received
}

async function spoken(database: Database): Promise<string[]> {
  const { turns } = (await findConversation(database.queries, oneList, callSid(1)))!
  return turns.map(({ text }) => text)
}

test.each<[string, RegExp, Fault]>([
  ['deadlock', /^update/, () => ({ errors: [DEADLOCK], rolledBack: true })],
  [
    'several errors, a deadlock among them',
    /^update/,
    () => ({ errors: [{ number: 3602, message: 'x' }, DEADLOCK], rolledBack: true }),
  ],
  ['throttled', /^begin/, () => ({ errors: [THROTTLED] })],
  ['dropped before it began', /^begin/, () => 'drop'],
  ['dropped in the middle', /^insert into "conversation"/, () => 'drop'],
  ['dropped at the commit', /^commit/, () => 'drop'],
])('%s: the turn is committed all the same, once', async (_, words, answer) => {
  const { database, setFault } = await migrated()
  const received = await begun(database)
  setFault(once(words, answer))
  expect(await commit(database, turn(received, { words: 'hello' }))).toBe(true)
  expect(await spoken(database)).toEqual(['hello', 'Go on?'])
})

test('where the answer to a commit is lost, the turn finds that it has been taken', async () => {
  const { database, setFault } = await migrated()
  const received = await begun(database)
  setFault(
    once(/^commit/, async (_, proper) => {
      await proper()
      return 'drop' as const
    }),
  )
  // Tried again, it has lost against itself: then the turn starts again, and finds its answer.
  expect(await commit(database, turn(received, { words: 'hello' }))).toBe(false)
  expect(await receive(database, arrived(1, 'first'))).toEqual({ answered: '<Response/>' })
  expect(await spoken(database)).toEqual(['hello', 'Go on?'])
})

test('where the answer to the beginning of a call is lost, the call is begun once', async () => {
  const { database, setFault } = await migrated()
  setFault(
    once(/^commit/, async (_, proper) => {
      await proper()
      return 'drop' as const
    }),
  )
  expect(await begun(database)).toMatchObject({
    lastSeq: 1,
    pending: [{ identity: '/route first' }],
  })
})

test('a call that another process begins at the same moment is begun once, and found', async () => {
  const { database, setFault } = await migrated()
  setFault(
    once(/^insert into "calls"/, () => ({
      errors: [{ number: 2627, message: 'Violation of UNIQUE KEY constraint' }],
      rolledBack: true,
    })),
  )
  expect(await begun(database)).toMatchObject({
    lastSeq: 1,
    pending: [{ identity: '/route first' }],
  })
})

test.each<[string, Fault]>([
  ['a dropped connection', () => 'drop'],
  ['a deadlock', () => ({ errors: [DEADLOCK] })],
  ['a database that moves', () => ({ errors: [{ number: 40613, message: 'not available' }] })],
])('who only reads does not hear of %s', async (_, answer) => {
  const { database, setFault } = await migrated()
  await database.write((queries) => saveContact(queries, SHARED, MOM, at(1)))
  setFault(once(/^select "phone_number"/, answer))
  expect(await findActiveContact(database.queries, SHARED, MOM.phoneNumber)).toEqual(MOM)
})

/** Of Microsoft's pages: a deadlock's neighbours, a database that moves, one that is asked too much. */
test.each([
  615, 922, 926, 1204, 1205, 1222, 4060, 4221, 8645, 8651, 10928, 10929, 10936, 18401, 40020, 40143,
  40166, 40197, 40501, 40540, 40613, 42109, 49918, 49919, 49920, 49977,
])('error %i is met by another try, in a turn as in a read', async (number) => {
  const { database, setFault } = await migrated()
  const failing = () => ({ errors: [{ number, message: 'Try again' }], rolledBack: true })
  setFault(once(/^select "phone_number"/, failing))
  expect(await findActiveContact(database.queries, SHARED, MOM.phoneNumber)).toBeNull()
  setFault(once(/^insert into "journal"/, failing))
  const received = await begun(database)
  setFault(once(/^update/, failing))
  expect(await commit(database, turn(received, { words: 'hello' }))).toBe(true)
})

test('a connection that was dropped while nobody used it is replaced', async () => {
  const { database, peer } = await migrated()
  const [first] = peer.asked.map(({ connection }) => connection)
  expect(await findContact(database.queries, SHARED, MOM.phoneNumber)).toBeUndefined()
  peer.drop()
  await delay(20)
  expect(await findContact(database.queries, SHARED, MOM.phoneNumber)).toBeUndefined()
  expect(peer.asked.at(-1)!.connection).not.toBe(first)
})

test('a connection is looked at before it is used again, but only after it has rested', async () => {
  const looks = (peer: TdsPeer) =>
    peer.asked.filter((asked) => 'sql' in asked && asked.sql === 'select 1').length
  const busy = await migrated()
  await findContact(busy.database.queries, SHARED, MOM.phoneNumber)
  expect(looks(busy.peer)).toBe(0)
  const rested = await migrated({ aliveForMs: 0 })
  await findContact(rested.database.queries, SHARED, MOM.phoneNumber)
  expect(looks(rested.peer)).toBe(1)
})

test('an error that is for good is not tried again, and is told as it was', async () => {
  const { database, peer, setFault } = await migrated()
  const full = { number: 1105, message: 'Could not allocate space' }
  setFault((asked, proper) =>
    asked.what === 'statement' && asked.sql.startsWith('insert')
      ? {
          errors: [full, { number: 3621, message: 'The statement has been terminated' }],
          rolledBack: true,
        }
      : proper(),
  )
  const saving = database.write((queries) => saveContact(queries, SHARED, MOM, at(1)))
  await expect(saving).rejects.toMatchObject({ number: 1105, message: full.message })
  const inserts = peer.asked.filter((asked) => 'sql' in asked && asked.sql.startsWith('insert'))
  expect(inserts).toHaveLength(1)
})

test('what made a rollback necessary is told, even where that fails too', async () => {
  const { database, setFault } = await migrated()
  setFault((asked, proper) => {
    if (asked.what === 'rollback') return 'drop'
    const isInsert = asked.what === 'statement' && asked.sql.startsWith('insert')
    return isInsert ? { errors: [{ number: 1105, message: 'No space' }] } : proper()
  })
  const saving = database.write((queries) => saveContact(queries, SHARED, MOM, at(1)))
  await expect(saving).rejects.toMatchObject({ number: 1105 })
})

test('deadlocked again and again, a work is given up in time, with the reason', async () => {
  const { database, setFault } = await migrated({ patienceMs: 2_000 })
  setFault((asked, proper) =>
    asked.what === 'statement' && asked.sql.startsWith('insert')
      ? { errors: [DEADLOCK], rolledBack: true }
      : proper(),
  )
  const saving = database.write((queries) => saveContact(queries, SHARED, MOM, at(1)))
  await expect(saving).rejects.toThrow(DEADLOCK.message)
})

test('a database that has gone dumb holds nobody up, and is left alone when it wakes', async () => {
  const { database, peer, setFault } = await migrated({ patienceMs: 400 })
  setFault((asked, proper) => (asked.what === 'login' ? proper() : 'no answer'))
  const saving = database.write((queries) => saveContact(queries, SHARED, MOM, at(1)))
  await expect(saving).rejects.toMatchObject({ code: 'ETIMEOUT' })
  setFault((_, proper) => proper())
  await delay(1_000)
  expect(await findContact(database.queries, SHARED, MOM.phoneNumber)).toBeUndefined()
  expect(peer.asked.at(-1)).toMatchObject({ what: 'statement' })
})

test('nothing is committed behind the back of who has given up', async () => {
  const { database, peer } = await migrated({ patienceMs: 400 })
  const { promise: givenUp, resolve: giveUp } = Promise.withResolvers<void>()
  const saving = database.write(async (queries) => {
    await saveContact(queries, SHARED, MOM, at(1))
    await givenUp
  })
  await expect(saving).rejects.toThrow('has not answered within 400 ms')
  giveUp()
  await expect.poll(() => peer.asked.map(({ what }) => what)).toContain('rollback')
  expect(await findContact(database.queries, SHARED, MOM.phoneNumber)).toBeUndefined()
})

test('works run side by side, no more of them than the pool has connections', async () => {
  const { peer } = await migrated()
  const database = await openAzureSql(`${peer.connectionString};Max Pool Size=3`)
  onTestFinished(() => database.close())
  peer.asked.length = 0
  const reading = Array.from({ length: 20 }, () =>
    findContact(database.queries, SHARED, MOM.phoneNumber),
  )
  await Promise.all(reading)
  expect(new Set(peer.asked.map(({ connection }) => connection)).size).toBeLessThanOrEqual(3)
})

test('nothing is printed past the log, whatever happens to a connection', async () => {
  const printed: unknown[] = []
  const { error } = console
  console.error = (...words: unknown[]) => printed.push(words)
  onTestFinished(() => {
    console.error = error
  })
  const { database, peer, setFault } = await migrated()
  setFault(once(/^select "phone_number"/, () => 'drop'))
  await findActiveContact(database.queries, SHARED, MOM.phoneNumber)
  peer.drop()
  await delay(20)
  expect(printed).toEqual([])
})

test('strings are declared alike whatever their length, so that a statement has one plan', async () => {
  const { database, peer } = await migrated()
  for (const name of ['Mom', 'Mama'])
    await database.write((queries) => saveContact(queries, SHARED, { ...MOM, name }, at(1)))
  const declared = peer.asked.flatMap((asked) =>
    'sql' in asked && asked.sql.startsWith('select *') ? [asked.declared] : [],
  )
  expect(new Set(declared)).toEqual(new Set(['@1 nvarchar(4000), @2 nvarchar(4000)']))
})

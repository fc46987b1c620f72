/** The rules that are kept for when the database is away say of a caller what the database would. */
import * as fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { createKnownRules } from '../../../server/calls/outage/known-rules.ts'
import { removeContact, saveContact } from '../../../storage/contacts.ts'
import type { Database } from '../../../storage/database.ts'
import { ownRollOf, SHARED } from '../../../storage/roll.ts'
import { saveBlock, type GivenBlock } from '../../../storage/rules/blocks.ts'
import { addPass, endPass, isPass, type GivenPass } from '../../../storage/rules/passes.ts'
import { NO_HISTORY, whoCalls } from '../../../storage/rules/who-calls.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { writeMigratedFile } from '../../support/migrated-file.ts'
import { openUnreliable } from '../../support/unreliable-database.ts'

const NOW = '2026-11-27T10:00:00.000Z'
const LATER = '2026-11-27T11:00:00.000Z'
const LATEST = '2026-11-27T12:00:00.000Z'
const now = () => new Date(NOW)
/** Longer than any test: what is known is what was read first. */
const NEVER_MS = 10_000_000
const OWN = ownRollOf('+12125550142')

/** Two of one person, in Mexico's old spelling and in its new one. */
const NUMBERS = ['+14155550100', '+14155550101', '+525512345678', '+5215512345678']
const PREFIXES = ['+1415', '+1415555', '+14155550', '+52', '+5255']
const numbers = fc.constantFrom(...NUMBERS)
const prefixes = fc.constantFrom(...PREFIXES)
const rolls = fc.constantFrom(SHARED, OWN)

const block: fc.Arbitrary<GivenBlock> = fc
  .oneof(
    fc.record({ kind: fc.constant('number' as const), value: numbers }),
    fc.record({ kind: fc.constant('prefix' as const), value: prefixes }),
    fc.record({ kind: fc.constant('country' as const), value: fc.constantFrom('US', 'MX') }),
  )
  .map((its) => ({ ...its, note: `${its.kind} ${its.value}` }))

const contact = fc.record({
  roll: rolls,
  number: numbers,
  prefix: fc.option(prefixes),
  /** Whether an entry with a prefix names a number as well. */
  isNumber: fc.boolean(),
  hours: fc.constantFrom(null, 'mon-sun 08:00-20:00'),
  category: fc.constantFrom(null, 'family'),
})
type GivenContact = typeof contact extends fc.Arbitrary<infer One> ? One : never

const pass: fc.Arbitrary<GivenPass> = fc
  .record({
    until: fc.constantFrom(NOW, LATER, LATEST),
    forKind: fc.constantFrom('all' as const, 'prefix' as const, 'words' as const),
    forValue: fc.constantFrom('', '+1415', '+52', 'parcel'),
    how: fc.constantFrom('through' as const, 'expected' as const),
  })
  .filter(isPass)

async function opened(): Promise<Database> {
  const file = await temporaryFile()
  await writeMigratedFile(file)
  const database = openSqlite(file)
  onTestFinished(() => database.close())
  return database
}

async function knownIn(database: Database, everyMs = NEVER_MS) {
  const known = await createKnownRules(database, everyMs, now)
  onTestFinished(known.stop)
  return known
}

const saved = ({ number, prefix, isNumber, roll, ...its }: GivenContact) => {
  const phoneNumber = prefix === null || isNumber ? number : prefix
  return { roll, contact: { ...its, phoneNumber, prefix, name: `${phoneNumber} ${prefix}` } }
}

test('of whoever calls, at whatever time, on whichever list', async () => {
  const database = await opened()
  await fc.assert(
    fc.asyncProperty(
      fc.array(contact, { maxLength: 4 }),
      fc.array(block, { maxLength: 4 }),
      fc.array(pass, { maxLength: 3 }),
      fc.record({
        roll: rolls,
        caller: fc.option(numbers),
        country: fc.constantFrom(null, 'US', 'MX'),
        at: fc.constantFrom(NOW, LATER),
      }),
      async (contacts, blocks, passes, { roll, caller, country, at }) => {
        // Of two with one prefix on one list either may be meant.
        const beginnings = contacts
          .map(saved)
          .map((one) => `${one.roll} ${one.contact.prefix ?? one.contact.phoneNumber}`)
        fc.pre(new Set(beginnings).size === beginnings.length)
        await database.write(async (queries) => {
          for (const table of ['blocks', 'passes', 'exception_phone_numbers'] as const)
            await queries.deleteFrom(table).execute()
          for (const one of contacts.map(saved))
            await saveContact(queries, one.roll, one.contact, NOW)
          for (const one of blocks) await saveBlock(queries, one, NOW)
        })
        for (const one of passes) await addPass(database, one, NOW)
        const known = await createKnownRules(database, NEVER_MS, now)
        known.stop()
        const stored = await whoCalls(database.queries, {
          callSid: 'CA1',
          roll,
          from: caller ?? '',
          caller,
          country,
          now: at,
          today: NOW,
        })
        const due = { ...stored, listed: [], history: NO_HISTORY }
        expect(known.find(roll, caller, country, at)).toMatchObject(due)
      },
    ),
    { numRuns: 300 },
  )
})

const mother = {
  phoneNumber: '+14155550100',
  name: 'Mom',
  category: 'family',
  prefix: null,
  hours: null,
}
const father = { ...mother, phoneNumber: '+14155550101', name: 'Dad' }

test('a change is known after a while; until then, and while nothing changes, the names are the same', async () => {
  const database = await opened()
  await database.write((queries) => saveContact(queries, SHARED, mother, NOW))
  const known = await knownIn(database, 5)
  const before = known.names(SHARED)
  expect(before).toEqual(['Mom'])
  expect(known.names(OWN)).toEqual([])
  expect(known.names(SHARED)).toBe(before)
  await database.write((queries) => saveContact(queries, SHARED, father, NOW))
  await expect.poll(() => known.names(SHARED).toSorted()).toEqual(['Dad', 'Mom'])
  const after = known.names(SHARED)
  await database.write((queries) => removeContact(queries, SHARED, mother.phoneNumber, NOW))
  await expect.poll(() => known.names(SHARED)).toEqual(['Dad'])
  expect(after).toHaveLength(2)
})

test('so is a pass that has ended', async () => {
  const database = await opened()
  const given = { until: LATEST, forKind: 'all', forValue: '', how: 'through' } as const
  const { id } = await addPass(database, given, NOW)
  const known = await knownIn(database, 5)
  const passes = () => known.find(SHARED, null, null, NOW).passes
  expect(passes()).toMatchObject([{ id, for: 'all', value: '', how: 'through' }])
  await endPass(database, id, NOW)
  await expect.poll(passes).toEqual([])
})

test('lists that no line has any more are counted, and nobody gets through by them', async () => {
  const database = await opened()
  await database.write(async (queries) => {
    await saveContact(queries, SHARED, mother, NOW)
    await saveContact(queries, OWN, mother, NOW)
    await saveContact(queries, OWN, father, NOW)
  })
  const known = await knownIn(database)
  expect(known.countElsewhere([SHARED, OWN])).toBe(0)
  expect(known.countElsewhere([SHARED])).toBe(2)
  expect(known.countElsewhere([])).toBe(3)
})

test('with more blocks than are read at a time each is known', async () => {
  const database = await opened()
  await database.write(async (queries) => {
    for (let at = 0; at < 2_001; at++)
      await saveBlock(
        queries,
        { kind: 'number', value: `+1415556${String(at).padStart(4, '0')}`, note: String(at) },
        NOW,
      )
  })
  const known = await knownIn(database)
  const blockOf = (caller: string) => known.find(SHARED, caller, 'US', NOW).block?.note
  expect(['+14155560000', '+14155561000', '+14155562000'].map(blockOf)).toEqual([
    '0',
    '1000',
    '2000',
  ])
})

test('a database that is away from the beginning is none: nobody is known, and the first look that works tells', async () => {
  const database = await openUnreliable(await temporaryFile())
  onTestFinished(() => database.close())
  await database.write((queries) => saveContact(queries, SHARED, mother, NOW))
  database.isAway = true
  const known = await knownIn(database, 5)
  expect(known.names(SHARED)).toEqual([])
  database.isAway = false
  await expect.poll(() => known.names(SHARED)).toEqual(['Mom'])
  database.isAway = true
  await expect.poll(() => known.names(SHARED)).toEqual(['Mom'])
})

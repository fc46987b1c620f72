/** What is told of rules that are not saved is what holds once they are, whatever else is on the lists. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createKnowCaller } from '../../server/calls/know-caller.ts'
import { withUnsaved, type UnsavedContact } from '../../server/calls/unsaved-rules.ts'
import { isWithinHours } from '../../server/settings/contact-hours.ts'
import { numberFacts } from '../../server/settings/phone-number.ts'
import { saveContact } from '../../storage/contacts.ts'
import type { Database } from '../../storage/database.ts'
import { SHARED } from '../../storage/roll.ts'
import { saveBlock, type GivenBlock } from '../../storage/rules/blocks.ts'
import { spellingKey } from '../../storage/spellings.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { temporaryFile } from '../support/concierge.ts'
import { writeMigratedFile } from '../support/migrated-file.ts'

const AT = new Date('2026-11-27T10:00:00.000Z')
const NOW = AT.toISOString()

/** Two of one person, in Mexico's old spelling and in its new one. */
const NUMBERS = ['+14155550100', '+14155550101', '+525512345678', '+5215512345678']
const PREFIXES = ['+1415', '+1415555', '+14155550', '+52', '+5255']
const numbers = fc.constantFrom(...NUMBERS)
const prefixes = fc.constantFrom(...PREFIXES)
const hours = fc.constantFrom(null, 'mon-sun 08:00-09:00', 'mon-sun 08:00-20:00')

const block: fc.Arbitrary<GivenBlock> = fc.oneof(
  fc.record({
    kind: fc.constant('number' as const),
    value: numbers,
    note: fc.string({ maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('prefix' as const), value: prefixes, note: fc.constant('range') }),
  fc.record({
    kind: fc.constant('country' as const),
    value: fc.constantFrom('US', 'MX'),
    note: fc.constant(''),
  }),
)
const contact = fc
  .record({
    number: fc.option(numbers),
    prefix: fc.option(prefixes),
    hours,
    name: fc.constantFrom('Ann', 'Bob'),
  })
  .filter(({ number, prefix }) => number !== null || prefix !== null)
  .map(({ number, prefix, ...its }): UnsavedContact => ({
    ...its,
    roll: SHARED,
    phoneNumber: number ?? prefix!,
    prefix,
  }))

const isSameEntry = (one: UnsavedContact, other: UnsavedContact) =>
  spellingKey(one.phoneNumber) === spellingKey(other.phoneNumber)
/** By none at all, each stands for its own number. */
const isSamePrefix = (one: UnsavedContact, other: UnsavedContact) =>
  one.prefix === other.prefix && (one.prefix !== null || isSameEntry(one, other))

function save({ write }: Database, blocks: GivenBlock[], contacts: UnsavedContact[]) {
  return write(async (queries) => {
    for (const one of blocks) await saveBlock(queries, one, NOW)
    for (const { roll, ...one } of contacts)
      await saveContact(queries, roll, { ...one, category: null }, NOW)
  })
}

const nobodyElse = { roll: SHARED, name: 'Ann', prefix: null }
const inNewSpelling = { ...nobodyElse, phoneNumber: '+525512345678', hours: null }
const inOldSpelling = {
  ...nobodyElse,
  phoneNumber: '+5215512345678',
  hours: 'mon-sun 08:00-09:00',
}

test('of a block and of a contact', async () => {
  const file = await temporaryFile()
  await writeMigratedFile(file)
  const database = openSqlite(file)
  const knows = (caller: string, withheld = false) =>
    createKnowCaller({
      queries: database.queries,
      rollOf: () => SHARED,
      withheld: 'reject',
      timeZone: 'Etc/UTC',
      now: () => AT,
    })({
      callSid: 'CA1',
      from: caller,
      caller: withheld ? null : caller,
      withheld,
      called: '+14155550199',
      forwardedFrom: null,
      attestation: 'a',
    })
  await fc.assert(
    fc.asyncProperty(
      fc.array(block, { maxLength: 3 }),
      fc.array(contact, { maxLength: 3 }),
      fc.option(block),
      fc.option(contact),
      numbers,
      fc.boolean(),
      async (blocks, contacts, newBlock, newContact, caller, withheld) => {
        // What a changed prefix no longer stands for is not told, and of two with one prefix either may be meant.
        const all = newContact ? [...contacts, newContact] : contacts
        fc.pre(
          all.every((one) =>
            all.every((other) => isSameEntry(one, other) === isSamePrefix(one, other)),
          ),
        )
        await database.write(async (queries) => {
          await queries.deleteFrom('blocks').execute()
          await queries.deleteFrom('exception_phone_numbers').execute()
        })
        await save(database, blocks, contacts)
        const before = await knows(caller, withheld)
        const told = withUnsaved(
          before,
          { block: newBlock, contact: newContact, hours: null },
          {
            number: withheld ? null : caller,
            country: withheld ? null : numberFacts(caller).country,
            isWithin: (written) => isWithinHours(written, AT, 'Etc/UTC'),
            roll: SHARED,
          },
        )
        await save(database, newBlock ? [newBlock] : [], newContact ? [newContact] : [])
        const after = await knows(caller, withheld)
        expect({ block: told.block, contact: told.contact }).toEqual({
          block: after.block,
          contact: after.contact,
        })
      },
    ),
    { numRuns: 300, examples: [[[], [inNewSpelling], null, inOldSpelling, NUMBERS[2]!, false]] },
  )
  await database.close()
})

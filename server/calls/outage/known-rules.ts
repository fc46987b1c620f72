/** The rules of who gets through as they were when the database was last there. */
import { setImmediate as nextRound } from 'node:timers/promises'
import {
  readActiveContacts,
  readListVersion,
  type ListedContact,
} from '../../../storage/contact-list.ts'
import { closeness, EXACT } from '../../../storage/contacts.ts'
import type { Database } from '../../../storage/database.ts'
import { prefixesOf } from '../../../storage/prefixes.ts'
import type { Roll } from '../../../storage/roll.ts'
import { listBlocks } from '../../../storage/rules/blocks.ts'
import { listPasses, MOST_PASSES } from '../../../storage/rules/passes.ts'
import {
  exactness,
  NO_HISTORY,
  type Found,
  type FoundBlock,
  type FoundPass,
} from '../../../storage/rules/who-calls.ts'
import { spellingKey, spellingsOf } from '../../../storage/spellings.ts'
import { repeatedly } from '../../basics/repeatedly.ts'

export interface KnownRules {
  /** What holds for a caller, E.164, where calls are judged by that list; of earlier calls nothing is known. */
  find(roll: Roll, caller: string | null, country: string | null, now: string): Found
  /** Of the contacts on that list; the same array until the rules change. */
  names(roll: Roll): readonly string[]
  /** How many contacts are on lists but these: nobody gets through by them. */
  countElsewhere(rolls: readonly Roll[]): number
  stop(): void
}

/** One exception list. */
interface Contacts {
  byNumber: ReadonlyMap<string, ListedContact>
  byPrefix: ReadonlyMap<string, ListedContact>
  names: readonly string[]
}

/** As one reading found them: none of it is changed afterwards. */
interface Known {
  contacts: ReadonlyMap<Roll, Contacts>
  /** By `kind value`. */
  blocks: ReadonlyMap<string, FoundBlock>
  passes: readonly (FoundPass & { until: string })[]
}

const NOBODY: Contacts = { byNumber: new Map(), byPrefix: new Map(), names: [] }

const NOTHING: Known = {
  contacts: new Map(),
  blocks: new Map(),
  passes: [],
}

/** Read at a time, so that no turn waits for long. */
const PAGE = 1_000

/** Looks for changes every so often: so old the rules are at most when the database goes away. */
export async function createKnownRules(
  { queries }: Database,
  everyMs: number,
  now: () => Date,
): Promise<KnownRules> {
  let version = ''
  let known = NOTHING
  let isReading = false

  async function read(): Promise<void> {
    if (isReading) return
    isReading = true
    try {
      const current = await readListVersion(queries)
      if (current === version) return
      known = await readAll(now().toISOString())
      version = current
    } catch {
      // It is for this that they are kept.
    } finally {
      isReading = false
    }
  }

  async function readAll(at: string): Promise<Known> {
    const contacts = await readActiveContacts(queries)
    const passes = await listPasses(queries, { now: at, limit: MOST_PASSES })
    return {
      contacts: new Map(
        [...Map.groupBy(contacts, ({ roll }) => roll)].map(([roll, some]) => [
          roll,
          contactsIn(some),
        ]),
      ),
      blocks: new Map((await readBlocks()).map((block) => [`${block.rule} ${block.value}`, block])),
      passes: passes.map(({ id, for_kind, for_value, how, until }) => ({
        id,
        for: for_kind,
        value: for_value,
        how,
        until,
      })),
    }
  }

  async function readBlocks(): Promise<FoundBlock[]> {
    const all: FoundBlock[] = []
    for (let after: number | null = null; ;) {
      const page = await listBlocks(queries, { limit: PAGE, after })
      for (const { kind: rule, value, note } of page) all.push({ rule, value, note })
      if (page.length < PAGE) return all
      after = page.at(-1)!.id
      await nextRound()
    }
  }

  await read()
  return {
    find: (roll, caller, country, at) => ({
      ...foundIn(known, roll, { caller, country, now: at }),
      history: NO_HISTORY,
    }),
    names: (roll) => (known.contacts.get(roll) ?? NOBODY).names,
    countElsewhere: (rolls) =>
      [...known.contacts].reduce(
        (sum, [roll, { names }]) => (rolls.includes(roll) ? sum : sum + names.length),
        0,
      ),
    stop: repeatedly(everyMs, read),
  }
}

function contactsIn(contacts: ListedContact[]): Contacts {
  return {
    byNumber: new Map(contacts.map((one) => [spellingKey(one.phoneNumber), one])),
    byPrefix: new Map(contacts.flatMap((one) => (one.prefix === null ? [] : [[one.prefix, one]]))),
    names: contacts.map(({ name }) => name),
  }
}

function foundIn(
  { contacts, blocks, passes }: Known,
  roll: Roll,
  { caller, country, now }: { caller: string | null; country: string | null; now: string },
): Omit<Found, 'history'> {
  const { byNumber, byPrefix } = contacts.get(roll) ?? NOBODY
  const beginnings = caller === null ? [] : prefixesOf(caller)
  const entries =
    caller === null
      ? []
      : [byNumber.get(spellingKey(caller)), ...beginnings.map((one) => byPrefix.get(one))]
  const [contact] = entries
    .filter((one) => one !== undefined)
    .toSorted((a, b) => closeness(b, caller!) - closeness(a, caller!))
  const rules = [
    ...(caller === null ? [] : spellingsOf(caller).map((one) => `number ${one}`)),
    ...beginnings.map((one) => `prefix ${one}`),
    `country ${country}`,
  ]
  const [block] = rules
    .flatMap((rule) => blocks.get(rule) ?? [])
    .toSorted((a, b) => exactness(b) - exactness(a))
  return {
    listed: [],
    contact: contact
      ? { ...contact, by: closeness(contact, caller!) < EXACT ? contact.prefix : null }
      : null,
    block: block ?? null,
    passes: passes
      .filter(({ until }) => until > now)
      .filter((pass) => pass.for !== 'prefix' || beginnings.includes(pass.value))
      .toSorted((a, b) => a.id - b.id),
  }
}

/** The rules of who gets through as they were when the database was last there. */
import { setImmediate as nextRound } from 'node:timers/promises'
import { readActiveContacts, readListVersion } from '../../../storage/contact-list.ts'
import {
  closeness,
  EXACT,
  type ContactRules,
  type StoredContact,
} from '../../../storage/contacts.ts'
import type { Database } from '../../../storage/database.ts'
import { prefixesOf } from '../../../storage/prefixes.ts'
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
  /** What holds for a caller, E.164; of earlier calls nothing is known. */
  find(caller: string | null, country: string | null, now: string): Found
  /** Of the contacts; the same array until the rules change. */
  names(): readonly string[]
  stop(): void
}

type Entry = StoredContact & ContactRules

/** As one reading found them: none of it is changed afterwards. */
interface Known {
  contacts: ReadonlyMap<string, Entry>
  byPrefix: ReadonlyMap<string, Entry>
  /** By `kind value`. */
  blocks: ReadonlyMap<string, FoundBlock>
  passes: readonly (FoundPass & { until: string })[]
  names: readonly string[]
}

const NOTHING: Known = {
  contacts: new Map(),
  byPrefix: new Map(),
  blocks: new Map(),
  passes: [],
  names: [],
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
      contacts: new Map(contacts.map((one) => [spellingKey(one.phoneNumber), one])),
      byPrefix: new Map(
        contacts.flatMap((one) => (one.prefix === null ? [] : [[one.prefix, one]])),
      ),
      blocks: new Map((await readBlocks()).map((block) => [`${block.rule} ${block.value}`, block])),
      passes: passes.map(({ id, for_kind, for_value, how, until }) => ({
        id,
        for: for_kind,
        value: for_value,
        how,
        until,
      })),
      names: contacts.map(({ name }) => name),
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
    find: (caller, country, at) => ({
      ...foundIn(known, caller, country, at),
      history: NO_HISTORY,
    }),
    names: () => known.names,
    stop: repeatedly(everyMs, read),
  }
}

function foundIn(
  { contacts, byPrefix, blocks, passes }: Known,
  caller: string | null,
  country: string | null,
  now: string,
): Omit<Found, 'history'> {
  const beginnings = caller === null ? [] : prefixesOf(caller)
  const entries =
    caller === null
      ? []
      : [contacts.get(spellingKey(caller)), ...beginnings.map((one) => byPrefix.get(one))]
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
      .filter((pass) => pass.for !== 'prefix' || beginnings.includes(pass.value)),
  }
}

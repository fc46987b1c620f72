/** Who is turned away before a word is said: a number, all that begin so, or a country's. */
import { sql } from 'kysely'
import type { Database, Queries } from '../database.ts'
import { first, inLowerCase, isDuplicateKey } from '../dialect.ts'
import { likePattern } from '../like-pattern.ts'
import { noteListChange } from '../note-list-change.ts'
import type { BlockRow } from '../schema.ts'
import { spellingsOf } from '../spellings.ts'
import { isPrefix } from '../prefixes.ts'

export const BLOCK_KINDS = ['number', 'prefix', 'country'] as const
export type BlockKind = (typeof BLOCK_KINDS)[number]

export interface GivenBlock {
  kind: BlockKind
  /** E.164, a beginning of it, or a country as ISO 3166 has it, in capitals: `US`. */
  value: string
  /** For the owner; at most `MOST_NOTE` characters. */
  note: string
}

/** @public to REST and the terminal */
export const MOST_NOTE = 200

/** Whether a block of that kind can have that value. @public to REST and the terminal */
export function isBlockValue(kind: BlockKind, value: string): boolean {
  return kind === 'country' ? /^[A-Z]{2}$/.test(value) : isPrefix(value)
}

/** What saving it did: `unchanged` where the very same is there, `updated` where only its note differed. */
export interface SavedBlock {
  saved: 'added' | 'updated' | 'unchanged'
  block: BlockRow
}

/** Adds a block, or gives the one that is there the note. Throws a `RangeError` where `isBlockValue` says no. */
export async function addBlock(
  database: Database,
  given: GivenBlock,
  now: string,
): Promise<SavedBlock> {
  try {
    return await database.write((queries) => saveBlock(queries, given, now))
  } catch (error) {
    // Somebody else was adding it at the same time.
    if (isDuplicateKey(error)) return database.write((queries) => saveBlock(queries, given, now))
    throw error
  }
}

/** The same, in a transaction. @public to whoever takes in many */
export async function saveBlock(
  queries: Queries,
  { kind, value: written, note }: GivenBlock,
  now: string,
): Promise<SavedBlock> {
  if (!isBlockValue(kind, written)) throw new RangeError(`A block of a ${kind} is not ${written}`)
  const value = kind === 'number' ? spellingsOf(written)[0] : written
  const find = () =>
    queries
      .selectFrom('blocks')
      .selectAll()
      .where('value', '=', value)
      .where('kind', '=', kind)
      .executeTakeFirst()
  const known = await find()
  if (known?.note === note) return { saved: 'unchanged', block: known }
  if (known) await queries.updateTable('blocks').set({ note }).where('id', '=', known.id).execute()
  else await queries.insertInto('blocks').values({ kind, value, note, created_at: now }).execute()
  await noteListChange(queries)
  return { saved: known ? 'updated' : 'added', block: (await find())! }
}

/** False where there is none. */
export function removeBlock(database: Database, id: number): Promise<boolean> {
  return database.write(async (queries) => {
    const { numDeletedRows } = await queries
      .deleteFrom('blocks')
      .where('id', '=', id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return false
    await noteListChange(queries)
    return true
  })
}

export function findBlock(queries: Queries, id: number): Promise<BlockRow | undefined> {
  return queries.selectFrom('blocks').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Newest first, a page at a time: those before the id `after`, where one is given. */
export function listBlocks(
  queries: Queries,
  {
    limit,
    after,
    kind,
    q = '',
  }: {
    limit: number
    after: number | null
    kind?: BlockKind | undefined
    /** Has to be in its value or its note. */
    q?: string
  },
): Promise<BlockRow[]> {
  let query = queries.selectFrom('blocks').selectAll().orderBy('id', 'desc')
  if (after !== null) query = query.where('id', '<', after)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (q !== '')
    query = query.where(({ or, ref }) => {
      const words = likePattern(q.toLowerCase())
      const value = likePattern(q.toUpperCase().replace(/[\s().-]/g, ''))
      return or([
        sql<boolean>`${ref('value')} like ${value} escape '~'`,
        sql<boolean>`${inLowerCase(queries, ref('note'))} like ${words} escape '~'`,
      ])
    })
  return first(queries, limit, query).execute()
}

/** Who gets through for a while: everybody, who begins with some digits, or whom the owner has described. */
import { ConciergeError } from '../concierge-error.ts'
import type { Database, Queries } from '../database.ts'
import { first } from '../dialect.ts'
import { noteListChange } from '../note-list-change.ts'
import type { PassRow } from '../schema.ts'
import { isPrefix } from '../prefixes.ts'

export const PASS_KINDS = ['all', 'prefix', 'words'] as const
export type PassKind = (typeof PASS_KINDS)[number]

export const PASS_WAYS = ['through', 'expected'] as const
export type PassWay = (typeof PASS_WAYS)[number]

export interface GivenPass {
  /** UTC, ISO 8601 with milliseconds. */
  until: string
  forKind: PassKind
  /** The digits, or the words; empty for all. */
  forValue: string
  how: PassWay
}

/** @public to REST and the terminal */
export const MOST_WORDS = 200

/** More than anybody keeps in mind: every call that comes in looks at all of them. */
export const MOST_PASSES = 50

/** So many are there that have not ended. @public to REST and the terminal */
export class TooManyPassesError extends ConciergeError {
  readonly code = 'TOO_MANY_PASSES'
  readonly disposition = 'refuse'
  constructor() {
    super(`There are ${MOST_PASSES} passes already that have not ended: end one first`)
  }
}

/** Whether such a pass can be: whom only words tell, nobody can know before a word is said. @public to REST */
export function isPass({ forKind, forValue, how }: Omit<GivenPass, 'until'>): boolean {
  if (forKind === 'all') return forValue === ''
  if (forKind === 'prefix') return isPrefix(forValue)
  return how === 'expected' && forValue.trim() !== '' && forValue.length <= MOST_WORDS
}

/** Throws a `RangeError` where `isPass` says no, and `TooManyPassesError`. */
export async function addPass(database: Database, given: GivenPass, now: string): Promise<PassRow> {
  const { until, forKind, forValue, how } = given
  if (!isPass(given)) throw new RangeError(`There is no pass ${how} for ${forKind} ${forValue}`)
  return database.write(async (queries) => {
    const going = await listPasses(queries, { now, limit: MOST_PASSES })
    if (going.length >= MOST_PASSES) throw new TooManyPassesError()
    await queries
      .insertInto('passes')
      .values({ until, for_kind: forKind, for_value: forValue, how, created_at: now })
      .execute()
    await noteListChange(queries)
    const newest = queries.selectFrom('passes').selectAll().orderBy('id', 'desc')
    return (await first(queries, 1, newest).execute())[0]!
  })
}

/** False where there is none, or it has ended already. */
export function endPass(database: Database, id: number, now: string): Promise<boolean> {
  return database.write(async (queries) => {
    const { numUpdatedRows } = await queries
      .updateTable('passes')
      .set({ ended_at: now })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .where('until', '>', now)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await noteListChange(queries)
    return true
  })
}

/** Those that have not ended at `now`, the one that ends last first. */
export function listPasses(
  queries: Queries,
  { now, limit }: { now: string; limit: number },
): Promise<PassRow[]> {
  const going = queries
    .selectFrom('passes')
    .selectAll()
    .where('until', '>', now)
    .where('ended_at', 'is', null)
    .orderBy('until', 'desc')
    .orderBy('id', 'desc')
  return first(queries, limit, going).execute()
}

/** The lists of reported numbers, as their owner has them: what each does, when it is read, and by whom just now. */
import type { Database, Queries } from '../database.ts'
import { isDuplicateKey } from '../dialect.ts'
import type { ListRow } from '../schema.ts'

export type { ListRow } from '../schema.ts'

/** What a list makes of who is on it. */
export const ACTS_AS = ['doubtful', 'blocked'] as const
export type ActsAs = (typeof ACTS_AS)[number]

export interface ListState extends ListRow {
  /** How many numbers it has. */
  numbers: number
}

/** By name. */
export async function listLists(queries: Queries): Promise<ListState[]> {
  const rows = await queries.selectFrom('lists').selectAll().orderBy('name').execute()
  const counts = await queries
    .selectFrom('listed_numbers')
    .select(({ fn }) => ['list', fn.countAll<number | string>().as('numbers')])
    .groupBy('list')
    .execute()
  const numbers = new Map(counts.map((row) => [row.list, Number(row.numbers)]))
  return rows.map((row) => ({ ...row, numbers: numbers.get(row.name) ?? 0 }))
}

export function findList(queries: Queries, name: string): Promise<ListRow | undefined> {
  return queries.selectFrom('lists').selectAll().where('name', '=', name).executeTakeFirst()
}

/** False where there is a list of this name; it stays as it is. `dueAt`: when it is to be read; null, never by itself. */
export async function beginList(
  database: Database,
  list: { name: string; source: string; actAs: ActsAs; dueAt: string | null },
  now: string,
): Promise<boolean> {
  if (await findList(database.queries, list.name)) return false
  const row: ListRow = {
    name: list.name,
    source: list.source,
    act_as: list.actAs,
    created_at: now,
    read_at: null,
    due_at: list.dueAt,
    lease_until: null,
    failure: null,
  }
  try {
    await database.writeOne((queries) => queries.insertInto('lists').values(row).execute())
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** False where there is no such list. */
export async function changeList(
  database: Database,
  name: string,
  change: Partial<Pick<ListRow, 'act_as' | 'read_at' | 'failure' | 'lease_until'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await database.writeOne((queries) =>
    queries.updateTable('lists').set(change).where('name', '=', name).executeTakeFirst(),
  )
  return numUpdatedRows === 1n
}

export interface Claim {
  now: string
  leaseUntil: string
  /** Only where it is time for it. */
  onlyDue: boolean
}

/** False where somebody else is reading it, or it is not due. */
export async function claimList(
  database: Database,
  name: string,
  { now, leaseUntil, onlyDue }: Claim,
): Promise<boolean> {
  const { numUpdatedRows } = await database.writeOne((queries) => {
    const claim = queries
      .updateTable('lists')
      .set({ lease_until: leaseUntil })
      .where('name', '=', name)
      .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    return (onlyDue ? claim.where('due_at', '<=', now) : claim).executeTakeFirst()
  })
  return numUpdatedRows === 1n
}

/** Nothing is changed where the lease ran out, and another has it now. */
export async function settleList(
  database: Database,
  name: string,
  leaseUntil: string,
  end: { due_at: string; read_at?: string; failure: string | null },
): Promise<void> {
  await database.writeOne((queries) =>
    queries
      .updateTable('lists')
      .set({ ...end, lease_until: null })
      .where('name', '=', name)
      .where('lease_until', '=', leaseUntil)
      .execute(),
  )
}

/** False where there is none. What is on it counts no more from here on; its numbers are for `removeListed`. */
export async function removeList(database: Database, name: string): Promise<boolean> {
  return database.write(async (queries) => {
    const { numDeletedRows } = await queries
      .deleteFrom('lists')
      .where('name', '=', name)
      .executeTakeFirst()
    await queries.deleteFrom('list_files').where('list', '=', name).execute()
    return numDeletedRows === 1n
  })
}

/** The numbers of lists, written in portions: calls are answered in between. */
import type { Database, Queries } from '../database.ts'
import { first } from '../dialect.ts'
import type { ListedNumberRow } from '../schema.ts'

/**
 * The most that fit into one statement: four values each, and SQL Server takes 2,100.
 * https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server
 */
export const MOST_AT_ONCE = 300

/** So many go in one statement that deletes. */
const MOST_DELETED = 1000

/** A report as a list tells of it. */
export interface Report {
  /** Of what it says, all of it: the same report has the same. A whole number that JavaScript holds exactly. */
  key: number
  /** E.164 */
  phoneNumber: string
  /** `2026-11-26` */
  day: string
}

/** Counts those that were not counted yet, at most `MOST_AT_ONCE`; resolves with how many they were. */
export function countReports(
  database: Database,
  list: string,
  reports: readonly Report[],
): Promise<number> {
  return database.write(async (queries) => {
    const fresh = await notCounted(queries, list, reports)
    if (fresh.length === 0) return 0
    await queries
      .insertInto('listed_reports')
      .values(fresh.map(({ key, day }) => ({ list, report_key: key, day })))
      .execute()
    await addCounts(queries, list, fresh)
    return fresh.length
  })
}

async function notCounted(
  queries: Queries,
  list: string,
  reports: readonly Report[],
): Promise<Report[]> {
  const byKey = new Map(reports.map((report) => [report.key, report]))
  if (byKey.size === 0) return []
  const counted = await queries
    .selectFrom('listed_reports')
    .select('report_key')
    .where('list', '=', list)
    .where('report_key', 'in', [...byKey.keys()])
    .execute()
  // SQL Server's driver gives so large numbers as text.
  for (const { report_key: key } of counted) byKey.delete(Number(key))
  return [...byKey.values()]
}

async function addCounts(
  queries: Queries,
  list: string,
  reports: readonly Report[],
): Promise<void> {
  const numbers = [...new Set(reports.map(({ phoneNumber }) => phoneNumber))]
  const known = await queries
    .selectFrom('listed_numbers')
    .selectAll()
    .where('list', '=', list)
    .where('phone_number', 'in', numbers)
    .execute()
  const rows = new Map(known.map((row) => [row.phone_number, row]))
  for (const { phoneNumber, day } of reports) {
    const before = rows.get(phoneNumber)
    const at = `${day}T00:00:00.000Z`
    rows.set(phoneNumber, {
      phone_number: phoneNumber,
      list,
      reports: (before?.reports ?? 0) + 1,
      last_at: before && before.last_at > at ? before.last_at : at,
    })
  }
  await putListed(queries, list, [...rows.values()])
}

/** Puts numbers on a list as they are given, in the place of what stands there of them; at most `MOST_AT_ONCE`. */
export async function putListed(
  queries: Queries,
  list: string,
  rows: readonly ListedNumberRow[],
): Promise<void> {
  if (rows.length === 0) return
  // Rows that change each in its own way: neither database has one statement for that which both know.
  await queries
    .deleteFrom('listed_numbers')
    .where('list', '=', list)
    .where(
      'phone_number',
      'in',
      rows.map(({ phone_number }) => phone_number),
    )
    .execute()
  await queries.insertInto('listed_numbers').values(rows).execute()
}

/** Takes from a list what was last heard of before this, or all; resolves with how many numbers they were. */
export async function removeListed(
  database: Database,
  list: string,
  before: string | null,
): Promise<number> {
  for (let removed = 0; ;) {
    const found = database.queries
      .selectFrom('listed_numbers')
      .select('phone_number')
      .where('list', '=', list)
    const old = before === null ? found : found.where('last_at', '<', before)
    const numbers = await first(database.queries, MOST_DELETED, old).execute()
    if (numbers.length === 0) return removed
    const portion = numbers.map(({ phone_number }) => phone_number)
    await database.writeOne((queries) => {
      const gone = queries
        .deleteFrom('listed_numbers')
        .where('list', '=', list)
        .where('phone_number', 'in', portion)
      // What was reported again meanwhile stays.
      return (before === null ? gone : gone.where('last_at', '<', before)).execute()
    })
    removed += portion.length
  }
}

/** Forgets which reports of days before this were counted, or of all: a day after the other. */
export async function forgetReports(
  database: Database,
  list: string,
  before: string | null,
): Promise<void> {
  for (;;) {
    const days = database.queries
      .selectFrom('listed_reports')
      .select('day')
      .where('list', '=', list)
      .orderBy('day')
    const oldest = await first(database.queries, 1, days).executeTakeFirst()
    if (!oldest || (before !== null && oldest.day >= before)) return
    const { day } = oldest
    await database.writeOne((queries) =>
      queries
        .deleteFrom('listed_reports')
        .where('list', '=', list)
        .where('day', '=', day)
        .execute(),
    )
  }
}

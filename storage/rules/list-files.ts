/** Which files of a list were read, and how the server that has them tells whether they have changed. */
import type { Database, Queries } from '../database.ts'
import type { ListFileRow } from '../schema.ts'

/** By name. */
export async function findListFiles(
  queries: Queries,
  list: string,
): Promise<Map<string, ListFileRow>> {
  const rows = await queries.selectFrom('list_files').selectAll().where('list', '=', list).execute()
  return new Map(rows.map((row) => [row.name, row]))
}

/** In the place of what was known of it. */
export async function saveListFile(database: Database, file: ListFileRow): Promise<void> {
  await database.write(async (queries) => {
    await queries
      .deleteFrom('list_files')
      .where('list', '=', file.list)
      .where('name', '=', file.name)
      .execute()
    await queries.insertInto('list_files').values(file).execute()
  })
}

/** Those that were last read before this. */
export async function forgetListFiles(
  database: Database,
  list: string,
  before: string,
): Promise<void> {
  await database.writeOne((queries) =>
    queries
      .deleteFrom('list_files')
      .where('list', '=', list)
      .where('read_at', '<', before)
      .execute(),
  )
}

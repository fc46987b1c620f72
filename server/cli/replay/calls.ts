/** The calls to be replayed: out of files, or out of the database, a page at a time. */
import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isMigrated, type Database } from '../../../storage/database.ts'
import {
  countLoggedCalls,
  findLoggedCall,
  listLoggedCalls,
  type LoggedCall,
} from '../../../storage/review/logged-calls.ts'
import type { Config } from '../../settings/config.ts'
import { openDatabase } from '../../open-database.ts'
import { readCallFile } from '../../replay/call-file.ts'
import { recordedCall } from '../../replay/logged-call.ts'
import type { RecordedCall } from '../../replay/recorded-call.ts'
import { withFile } from '../command/files.ts'
import { UsageError } from '../command/usage-error.ts'
import type { ReplayOptions } from './options.ts'

export interface Calls {
  total: number
  each(): AsyncIterable<RecordedCall[]>
}

/** As many as fit into memory without a thought, and few enough that the bar moves. */
const PAGE = 200

/** Opens the database only where it is needed. Throws `UsageError` or `CallFileError`. */
export async function withCalls<Result>(
  { callSids, files, filter }: Pick<ReplayOptions, 'callSids' | 'files' | 'filter'>,
  config: Pick<Config, 'azureSql' | 'sqlitePath'>,
  work: (calls: Calls) => Promise<Result>,
): Promise<Result> {
  const read = await Promise.all(files.map(callIn))
  if (!filter && callSids.length === 0) return work(all(read))
  await using database = await opened(config)
  if (filter) return await work(await chosen(database, filter))
  const found = []
  for (const callSid of callSids) found.push(await named(database, callSid))
  return await work(all([...found, ...read]))
}

async function callIn(file: string): Promise<RecordedCall> {
  return readCallFile(await withFile(file, 'read', () => readFile(file, 'utf8')), file)
}

function all(calls: RecordedCall[]): Calls {
  return {
    total: calls.length,
    async *each() {
      yield calls
    },
  }
}

async function chosen(
  { queries }: Database,
  filter: NonNullable<ReplayOptions['filter']>,
): Promise<Calls> {
  return {
    total: await countLoggedCalls(queries, filter),
    async *each() {
      let page: LoggedCall[] = []
      do {
        const last = page.at(-1)
        const after = last ? { startTime: last.start_time, id: last.id } : null
        page = await listLoggedCalls(queries, filter, { limit: PAGE, after })
        yield page.map(recordedCall)
      } while (page.length === PAGE)
    },
  }
}

async function named({ queries }: Database, callSid: string): Promise<RecordedCall> {
  const logged = await findLoggedCall(queries, callSid)
  if (!logged)
    throw new UsageError(
      `No call ${callSid} is known: see npm run conversations, or SQLITE_DB_PATH`,
    )
  if (logged.erased_at !== null)
    throw new UsageError(`The call ${callSid} was erased: there is nothing to replay`)
  return recordedCall(logged)
}

async function opened(config: Pick<Config, 'azureSql' | 'sqlitePath'>): Promise<Database> {
  if (config.azureSql === null) checkFile(config.sqlitePath)
  const database = await openDatabase(config).catch((error: Error) => {
    const setting = config.azureSql === null ? 'SQLITE_DB_PATH' : 'AZURE_SQL_CONNECTION_STRING'
    throw new UsageError(`${setting}: ${error.message}`, { cause: error })
  })
  if (await isMigrated(database.queries)) return database
  await database.close()
  throw new UsageError('The database is of an earlier version: start the server once')
}

/** SQLite would begin a new database, also in a file that is empty. */
function checkFile(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false })
  if (!file) throw new UsageError(`There is no database ${path}: see SQLITE_DB_PATH`)
  if (file.isDirectory())
    throw new UsageError(
      `The database ${path} is a folder: name the file in it, see SQLITE_DB_PATH`,
    )
  if (file.size === 0)
    throw new UsageError(
      `The database ${path} is empty: start the server once, or see SQLITE_DB_PATH`,
    )
}

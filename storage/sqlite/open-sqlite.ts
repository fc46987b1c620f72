/** SQLite in one file: WAL, durable at commit, several turns to one commit. */
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely } from 'kysely'
import type { Database, Work } from '../database.ts'
import type { Schema } from '../schema.ts'
import { ConciergeError } from '../concierge-error.ts'
import { createCommits, type Statements } from './commits.ts'
import { checkPlace, watchPlace } from './fit-file.ts'
import { createFlush } from './flush.ts'
import { isLocked, LOOK_MS } from './lock-patience.ts'
import { PatientSqliteDialect } from './patient-dialect.ts'
import { createPrivately, makePrivate } from './private-file.ts'
import { createScrubbing } from './scrubbing.ts'
import { createUpkeep } from './upkeep.ts'

/** The file cannot be opened or created, or it is no database. */
export class OpenDatabaseError extends ConciergeError {
  readonly code = 'OPEN_DATABASE'
  readonly disposition = 'refuse'
  constructor(path: string, cause: Error) {
    super(`The database ${path} cannot be opened: ${cause.message}`, { cause })
  }
}

export interface SqliteOptions {
  /** How long a work waits for another writer; a turn has three, and Twilio waits 15 s. */
  patienceMs?: number
  /** Is told what somebody should see to. */
  onWarning?(warning: string): void
}

/** So large a file is looked through in some milliseconds. */
const CHECKED_AT_ONCE = 16 * 2 ** 20

/** Works after which the log is brought into the file, beside: some 4,000 pages. */
const WORKS_PER_CHECKPOINT = 1_000

/**
 * Opens or creates the file. Several processes may share it: a writer waits for the other, without keeping this
 * process from anything else. Throws `OpenDatabaseError`, `UnfitFileError`.
 */
export function openSqlite(
  path: string,
  { patienceMs = 3_000, onWarning = () => undefined }: SqliteOptions = {},
): Database {
  const file = openFile(path, onWarning)
  const statements = rememberingStatements(file)
  const dialect = new PatientSqliteDialect({ database: statements }, patienceMs)
  const queries = new Kysely<Schema>({ dialect })

  // In WAL mode FULL adds to NORMAL one flush of the log at each commit, for which all would wait:
  // https://sqlite.org/pragma.html#pragma_synchronous. We do the same flush off the event loop.
  file.pragma('synchronous = NORMAL')
  const flush = file.memory ? undefined : createFlush(`${file.name}-wal`)
  const upkeep = file.memory ? undefined : createUpkeep(file.name)
  const lookAtPlace = file.memory ? async () => undefined : watchPlace(file.name)
  const commit = createCommits({ queries, statements, flush, patienceMs })
  const scrub = createScrubbing(async () => upkeep?.run('scrub'))
  // A process that died may have erased something that is still about, or one that could not get to it.
  if (!file.memory) scrub.soon()
  let works = 0

  function counted<Result>(work: Work<Result>, durable: boolean): Promise<Result> {
    if (++works % WORKS_PER_CHECKPOINT === 0)
      upkeep?.run('flush the log').catch(() => {
        // The next time, or by a commit that finds the log too long.
      })
    return commit(work, durable)
  }

  async function close(): Promise<void> {
    scrub.stop()
    const afterwards = await upkeep?.end()
    await flush?.close()
    await queries.destroy()
    afterwards?.()
  }

  return {
    queries,
    write: (work) => counted(work, true),
    writeOne: (work) => counted(work, true),
    jot: (work) => counted(work, false),
    batches: null,
    // What keeps a file from being read or written otherwise fails at once, and keeps nobody waiting.
    isOutOfReach: isLocked,
    lookAtPlace,
    scrub,
    async findDamage() {
      const isLarge = !file.memory && statSync(file.name).size > CHECKED_AT_ONCE
      const found = isLarge
        ? await upkeep!.run('check')
        : (file.pragma('quick_check(1)', { simple: true }) as string)
      return found === 'ok' ? null : found
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** As long the process may stand still while it opens the file, ms: there is nobody else to serve yet. */
const OPENING_MS = 1_000

function openFile(path: string, onWarning: (warning: string) => void): Sqlite.Database {
  const isFile = path !== ':memory:' && path !== ''
  if (isFile) {
    createPrivately(path)
    makePrivate(path).forEach(onWarning)
    if (existsSync(dirname(path))) checkPlace(path).forEach(onWarning)
  }
  const file = openAsNamed(path, isFile)
  file.pragma('foreign_keys = ON')
  file.pragma('cache_size = -16000')
  // Only where nobody has brought the log into the file beside.
  file.pragma('wal_autocheckpoint = 16000')
  // What is erased is overwritten: https://sqlite.org/pragma.html#pragma_secure_delete. And no file besides ours has
  // any of it: https://sqlite.org/tempfiles.html
  file.pragma('secure_delete = ON')
  file.pragma('temp_store = MEMORY')
  file.pragma(`busy_timeout = ${LOOK_MS}`)
  return file
}

/**
 * A restore may give its name to another file while it is waited for, also in the midst of opening it, which then fails
 * (https://sqlite.org/rescode.html#readonly_dbmoved): that one is meant.
 */
function openAsNamed(path: string, isFile: boolean): Sqlite.Database {
  const inode = () => (isFile ? statSync(path, { throwIfNoEntry: false })?.ino : undefined)
  for (;;) {
    const before = inode()
    let file: Sqlite.Database | undefined
    try {
      file = new Sqlite(path, { timeout: OPENING_MS })
      file.pragma('journal_mode = WAL')
    } catch (error) {
      file?.close()
      if (isFile && before !== undefined && inode() !== before) continue
      throw new OpenDatabaseError(path, error as Error)
    }
    // Where none could be created before, it is the first.
    if (before === undefined || inode() === before) return file
    file.close()
  }
}

/** Preparing a statement takes SQLite longer than running it, and Kysely prepares anew each time. */
function rememberingStatements(file: Sqlite.Database): Statements {
  const statements = new Map<string, Sqlite.Statement>()
  const most = 200
  return {
    prepare(source: string) {
      const known = statements.get(source)
      if (known) return known
      const statement = file.prepare(source)
      if (statements.size >= most) statements.clear()
      statements.set(source, statement)
      return statement
    },
    close: () => file.close(),
  } as Statements
}

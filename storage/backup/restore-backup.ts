/** A backup in the place of the database: the whole of it or nothing. */
import {
  chmodSync,
  chownSync,
  createReadStream,
  createWriteStream,
  existsSync,
  statSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Alone } from './alone.ts'
import { BackupError } from './backup-error.ts'
import { bringToNow } from './bring-to-now.ts'
import { decryptFile, isEncrypted } from './encryption.ts'
import { examine, type Examined } from './examine.ts'
import {
  giveName,
  mustHavePlace,
  placeOf,
  removeUnfinished,
  toDisk,
  unfinishedName,
} from './files.ts'
import { hold, removeBeside } from './hold.ts'
import { keepAside } from './keep-aside.ts'

export interface RestoreWish {
  /** Whoever restores is alone. */
  lock: Alone
  file: string
  /** The path of the database. */
  database: string
  /** Asked where the file is encrypted. */
  passphrase(): Promise<string>
  /** The database is so damaged that nobody can tell whether a server has it open, and none has. */
  isDamaged?: boolean
  now(): Date
}

export interface RestoredBackup extends Examined {
  /** What the database before it is called now; null where there was none. */
  kept: string | null
}

/**
 * Rejects with `BackupError` or `NewerSchemaError`; then the database is as it was. A death at
 * any instant leaves the one or the other under its name.
 */
export async function restoreBackup(wish: RestoreWish): Promise<RestoredBackup> {
  const [file, database] = [resolve(wish.file), placeOf(wish.database)]
  mustBeBackup(file, database)
  using held = wish.isDamaged ? null : hold(database)
  removeUnfinished(database)
  const unfinished = unfinishedName(database)
  try {
    await unpack(wish, unfinished)
    const examined = examine(unfinished, file)
    bringToNow(unfinished, wish.now())
    belongsAsBefore(unfinished, database)
    toDisk(unfinished)
    const isThere = existsSync(database)
    const kept = isThere ? await keepAside(database, held, wish.now()) : null
    if (!isThere) removeBeside(database)
    giveName(unfinished, database, { replace: isThere })
    return { ...examined, kept }
  } finally {
    await rm(unfinished, { force: true })
  }
}

function mustBeBackup(file: string, database: string): void {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new BackupError(`There is no file ${file}`)
  const own = statSync(database, { throwIfNoEntry: false })
  if (own?.ino === found.ino && own.dev === found.dev)
    throw new BackupError(`${file} is the database itself: name a backup`)
  // Half of what was written last stands there, which a copy of the file alone has not.
  const log = ['-wal', '-journal']
    .map((suffix) => file + suffix)
    .find((path) => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0)
  if (log !== undefined)
    throw new BackupError(
      `${file} has a log beside it, ${log}: it is a database in use, and no backup. Make one of it with npm run backup`,
    )
  if (!statSync(dirname(database), { throwIfNoEntry: false })?.isDirectory())
    throw new BackupError(
      `There is no folder ${dirname(database)}: make it first, or see SQLITE_DB_PATH`,
    )
  mustHavePlace(dirname(database), found.size)
}

async function unpack({ file, passphrase }: RestoreWish, to: string): Promise<void> {
  if (isEncrypted(file)) {
    await decryptFile(file, to, { passphrase: await passphrase(), name: file })
    return
  }
  await pipeline(
    createReadStream(file),
    createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }),
  )
}

/** The server may be another user than whoever restores, and has to read it. */
function belongsAsBefore(unfinished: string, database: string): void {
  const before = statSync(database, { throwIfNoEntry: false }) ?? statSync(dirname(database))
  const { uid, gid } = statSync(unfinished)
  chmodSync(unfinished, 0o600)
  if (before.uid === uid && before.gid === gid) return
  try {
    chownSync(unfinished, before.uid, before.gid)
  } catch (cause) {
    if (before.uid === uid) return
    throw new BackupError(
      `The database belongs to another user (${before.uid}): restore as that one, or as root`,
      { cause },
    )
  }
}

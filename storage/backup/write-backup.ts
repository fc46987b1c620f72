/** A backup: the whole database in one file, as it was at one moment. */
import { rmSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { Alone } from './alone.ts'
import { BackupError } from './backup-error.ts'
import { copyDatabase } from './copy-database.ts'
import { decryptFile, encryptFile } from './encryption.ts'
import { examine, type Examined } from './examine.ts'
import {
  giveName,
  mustHavePlace,
  placeOf,
  removeUnfinished,
  toDisk,
  unfinishedName,
} from './files.ts'

export interface BackupWish {
  /** Whoever writes is alone. */
  lock: Alone
  /** The path of the database. */
  database: string
  file: string
  /** Null leaves it open to whoever may read the file. */
  passphrase: string | null
  /** Whether it may take the place of a file. */
  replace?: boolean
  /** Is told how much of the database is copied, 0 to 1. */
  onProgress?(done: number): void
}

export interface WrittenBackup extends Examined {
  file: string
  bytes: number
}

/**
 * The file gets its name when it is on the disk and has been read anew. Rejects with
 * `BackupError`, or with the system's error where the file cannot be written; then it is as it was.
 */
export async function writeBackup(wish: BackupWish): Promise<WrittenBackup> {
  const { passphrase, replace = false } = wish
  const database = placeOf(wish.database)
  const file = resolve(wish.file)
  const { size } = mustBeThere(database)
  mustBeFree(file, { database, replace })
  removeUnfinished(file)
  mustHavePlace(dirname(file), size)
  if (passphrase === null) {
    const unfinished = unfinishedName(file)
    return writing([unfinished], async () => {
      const examined = await copyExamined(wish, unfinished)
      return finish(unfinished, file, { replace, examined })
    })
  }
  // What is not encrypted yet stays where the database is: where the backup goes may be anybody's disk.
  removeUnfinished(database)
  mustHavePlace(dirname(database), size)
  const [plain, unfinished] = [unfinishedName(database), unfinishedName(file)]
  return writing([plain, unfinished], async () => {
    const examined = await copyExamined(wish, plain)
    const sealed = await encryptFile(plain, unfinished, passphrase)
    const opened = await decryptFile(unfinished, null, { passphrase, name: file })
    if (opened !== sealed) throw new BackupError(`${file} came back other than it was written`)
    return finish(unfinished, file, { replace, examined })
  })
}

function mustBeThere(database: string): { size: number } {
  const found = statSync(database, { throwIfNoEntry: false })
  if (!found?.isFile())
    throw new BackupError(`There is no database at ${database}: see SQLITE_DB_PATH`)
  return found
}

function mustBeFree(file: string, { database, replace }: { database: string; replace: boolean }) {
  if (basename(file) === '' || !statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory())
    throw new BackupError(`There is no folder ${dirname(file)}: make it first`)
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined) return
  const own = statSync(database)
  if (found.ino === own.ino && found.dev === own.dev)
    throw new BackupError(`${file} is the database itself: give the backup another name`)
  if (!found.isFile()) throw new BackupError(`${file} is no file: name one that is not there yet`)
  if (!replace)
    throw new BackupError(`${file} is there already: give another name, or say --replace`)
}

/** Looked through as a restore would, and held against what was counted as it was copied. */
async function copyExamined(
  { database, onProgress }: BackupWish,
  unfinished: string,
): Promise<Examined> {
  const rows = await copyDatabase(database, unfinished, onProgress)
  const examined = examine(unfinished, `The copy of ${database}`)
  for (const [table, count] of Object.entries(rows))
    if (examined.rows[table] !== count)
      throw new BackupError(
        `The copy of ${database} lacks rows of ${table}: ${examined.rows[table]} of ${count}`,
      )
  toDisk(unfinished)
  return examined
}

function finish(
  unfinished: string,
  file: string,
  { replace, examined }: { replace: boolean; examined: Examined },
): WrittenBackup {
  const { size: bytes } = statSync(unfinished)
  giveName(unfinished, file, { replace })
  return { ...examined, file, bytes }
}

/** Whatever becomes of it, nothing unfinished stays. */
async function writing<Result>(files: string[], work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } finally {
    for (const file of files)
      for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  }
}

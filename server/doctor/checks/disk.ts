/** Whether there is room where the database is. */
import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fail, notChecked, ok, warn, type Finding } from '../check.ts'
import type { Readable } from '../surveyed.ts'

/** The same bounds as at start, see storage/sqlite/fit-file.ts. */
const LEAST = 8 * 2 ** 20
const LITTLE = 200 * 2 ** 20

export async function checkDisk({ config }: Pick<Readable, 'config'>): Promise<Finding> {
  if (config.azureSql !== null) return notChecked('Calls are kept in Azure SQL, not on this disk.')
  const folder = dirname(resolve(config.sqlitePath))
  try {
    const { bavail, bsize } = await statfs(folder)
    return judge(bavail * bsize, folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return fail(
      `${folder} cannot be looked at (${code}).`,
      'Make the folder, or set SQLITE_DB_PATH.',
    )
  }
}

/** `free` in bytes. */
export function judge(free: number, folder: string): Finding {
  const megabytes = Math.floor(free / 2 ** 20)
  const room = megabytes < 10_240 ? `${megabytes} MB` : `${Math.floor(megabytes / 1024)} GB`
  const says = `${room} are free where the database is, ${folder}.`
  if (free < LEAST) return fail(says, 'Make room: the server does not start, and keeps no call.')
  if (free < LITTLE) return warn(says, 'Make room soon, or set RETENTION_DAYS.')
  return ok(says)
}

/** Whether the database reads and writes, and is of this release. */
import { isMigrated, migrations } from '../../../storage/database.ts'
import { beat, readEveryTable } from '../../../storage/heartbeat.ts'
import { fail, notChecked, ok, warn, type Finding } from '../check.ts'
import type { Readable } from '../surveyed.ts'

/** A turn reads and writes several times, and the caller waits. */
const SLOW_MS = 500

export async function checkDatabase({ config, database, now }: Readable): Promise<Finding> {
  const place = config.azureSql === null ? config.sqlitePath : 'Azure SQL'
  try {
    const opened = await database()
    if (opened === null)
      return notChecked(`There is no ${place} yet: the server makes it at its first start.`)
    await opened.lookAtPlace()
    const began = performance.now()
    if (!(await isMigrated(opened.queries)))
      return warn(
        `${place} is of an earlier release.`,
        'Make a copy, then start the server, which brings it up to date; or npm run migrate.',
      )
    await readEveryTable(opened.queries)
    await beat(opened, now().toISOString())
    const took = Math.round(performance.now() - began)
    const schema = Object.keys(migrations).at(-1)!
    const says = `${place} was read and written in ${took} ms; its schema is that of this release, ${schema}.`
    return took < SLOW_MS
      ? ok(says)
      : warn(says, 'That is slow: callers wait for it several times in each turn.')
  } catch (error) {
    return fail(
      `${place} cannot be used: ${(error as Error).message}`,
      config.azureSql === null
        ? 'See SQLITE_DB_PATH, the mode and the owner of the file and its folder, and the disk.'
        : 'See AZURE_SQL_CONNECTION_STRING and docs/deployment.md.',
    )
  }
}

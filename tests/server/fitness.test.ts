/** A database that cannot do its work is told: at the start by refusing it, later by readiness and the log. */
import { chmod, copyFile, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { createConcierge, STRANGER, temporaryFile, verdict } from '../support/concierge.ts'

async function running() {
  const concierge = await createConcierge({ screener: () => verdict('end', 'Bye.') })
  await (await concierge.phone.ring({ from: STRANGER })).hangUp()
  const ready = async () => {
    const response = await concierge.app.request('/readyz')
    return response.status === 200
      ? 'ready'
      : ((await response.json()) as { reason: string }).reason
  }
  expect(await ready()).toBe('ready')
  return { ...concierge, ready }
}

const LOST = 'the file of the database has been deleted or replaced'

describe('A server that runs is not ready', () => {
  test('when its file is deleted', async () => {
    const { file, ready } = await running()
    await rm(file)
    expect(await ready()).toBe(LOST)
  })

  test('when its log is deleted', async () => {
    const { file, ready } = await running()
    await rm(`${file}-wal`)
    expect(await ready()).toBe(LOST)
  })

  test('when its file is another one', async () => {
    const { file, ready } = await running()
    await copyFile(file, `${file}.copy`)
    await rename(`${file}.copy`, file)
    expect(await ready()).toBe(LOST)
  })

  test.each(['calls', 'journal', 'answers', 'exception_phone_numbers', 'kysely_migration'])(
    'when the table %s is gone',
    async (table) => {
      const { file, ready } = await running()
      const other = new Sqlite(file)
      other.exec(`drop table ${table}`)
      other.close()
      expect(await ready()).toContain('not migrated')
    },
  )

  test('when it can be read and takes nothing, and is again afterwards', async () => {
    const { database, ready } = await running()
    await sql.raw('pragma query_only = 1').execute(database.queries)
    await expect.poll(ready).toBe('the database cannot be written')
    await sql.raw('pragma query_only = 0').execute(database.queries)
    await expect.poll(ready).toBe('ready')
  })
})

describe('A start is refused', () => {
  async function stored(): Promise<string> {
    const { file, database } = await running()
    await database.close()
    return file
  }
  const start = (file: string) => createConcierge({ settings: { SQLITE_DB_PATH: file } })

  test('where a table is gone', async () => {
    const file = await stored()
    const other = new Sqlite(file)
    other.exec('drop table journal')
    other.close()
    await expect(start(file)).rejects.toThrow('journal')
  })

  test('where the file is damaged', async () => {
    const file = await stored()
    const bytes = await readFile(file)
    // Behind the schema, in the middle of the trees.
    for (let page = 3; page < bytes.length / 4096; page++)
      bytes.fill(0xaa, page * 4096, page * 4096 + 64)
    await writeFile(file, bytes)
    await expect(start(file)).rejects.toThrow(/damaged|malformed/)
  })
})

describe('The files of a database', () => {
  const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8)

  test('are for nobody but the user that it runs as, from the beginning', async () => {
    const { file } = await running()
    for (const suffix of ['', '-wal', '-shm']) expect(await modeOf(file + suffix)).toBe('600')
  })

  test('are made private where they were not, and that is told', async () => {
    const { file, database } = await running()
    await database.close()
    await chmod(file, 0o644)
    const warnings: string[] = []
    await using again = openSqlite(file, { onWarning: (warning) => warnings.push(warning) })
    await again.queries.selectFrom('calls').select('id').execute()
    expect(warnings).toEqual([
      `${file} could be read by other users of this machine: now it cannot`,
    ])
    for (const suffix of ['', '-wal', '-shm']) expect(await modeOf(file + suffix)).toBe('600')
  })

  // Whoever runs it as root and mistakes the path would lock everybody else out of the machine.
  test('are the only ones whose mode is changed: no folder, and no file of somebody else', async () => {
    const folder = await mkdtemp(`${dirname(await temporaryFile())}-`)
    await chmod(folder, 0o755)
    const text = `${folder}/hosts`
    await writeFile(text, '127.0.0.1 localhost\n'.repeat(100))
    await chmod(text, 0o644)
    for (const path of [folder, text]) expect(() => openSqlite(path)).toThrow('cannot be opened')
    expect(await modeOf(folder)).toBe('755')
    expect(await modeOf(text)).toBe('644')
  })
})

test('a database in a folder that is not there is refused', async () => {
  const folder = await mkdtemp(`${dirname(await temporaryFile())}-`)
  await rm(folder, { recursive: true })
  expect(() => openSqlite(`${folder}/calls.db`)).toThrow('cannot be opened')
})

/** kill -9 at any moment of a first start or an upgrade: the next start comes up, and nothing is lost. */
import { copyFile } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { isMigrated, migrate } from '../../../storage/database.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { migrateAndDie } from '../../support/migrating-process.ts'
import {
  countedOf,
  fillWithOldCalls,
  migratedBefore,
  NAMES,
  schemaOf,
} from '../../support/released-schema.ts'
import { startProcess } from '../../support/server-process.ts'

const CALLS = 5_000
const WHOLE = { calls: CALLS, words: CALLS, journal: CALLS, whole: 'ok' }
const KILLS = 4

async function comesUp(file: string): Promise<void> {
  await using database = openSqlite(file)
  await migrate(database.queries)
  expect(await isMigrated(database.queries)).toBe(true)
}

async function freshSchema(): Promise<string[]> {
  const file = await temporaryFile()
  await comesUp(file)
  return schemaOf(file)
}

/** Kills it at moments spread over the time that it takes, each a little by chance. */
async function killedAndUp(make: () => Promise<string>): Promise<string[]> {
  const files: string[] = []
  const took = (await migrateAndDie(await make(), 60_000))!
  for (let kill = 0; kill < KILLS; kill++) {
    const file = await make()
    // Most of a first start is opening the file, and of an upgrade the work on its rows.
    await migrateAndDie(file, took * ((kill + Math.random()) / KILLS))
    await comesUp(file)
    files.push(file)
  }
  return files
}

test('killed in its first start, the next one comes up', async () => {
  const expected = await freshSchema()
  for (const file of await killedAndUp(() => temporaryFile()))
    expect(schemaOf(file)).toEqual(expected)
})

test.each(NAMES.slice(0, -1))(
  'killed in an upgrade from %s, the next start comes up with all calls',
  async (name) => {
    const expected = await freshSchema()
    const old = await temporaryFile()
    await migratedBefore(old, name)
    fillWithOldCalls(old, CALLS)
    const copy = async () => {
      const file = await temporaryFile()
      await copyFile(old, file)
      return file
    }
    for (const file of await killedAndUp(copy)) {
      expect(schemaOf(file)).toEqual(expected)
      expect(countedOf(file)).toEqual(WHOLE)
    }
  },
)

test('servers that start at once on a database of the first release all come up', async () => {
  const file = await temporaryFile()
  await migratedBefore(file, NAMES[0]!)
  fillWithOldCalls(file, CALLS)
  const servers = await Promise.all([1, 2, 3].map(() => startProcess(file)))
  onTestFinished(async () => void (await Promise.all(servers.map((server) => server.kill()))))
  for (const { url } of servers) expect((await fetch(`${url}/readyz`)).status).toBe(200)
  expect(countedOf(file)).toEqual(WHOLE)
})

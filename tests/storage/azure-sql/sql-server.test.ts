/**
 * Everything that we store, on a real SQL Server: TEST_MSSQL_CONNECTION_STRING names it (`npm run test:mssql`).
 * With `Database=master` a database is made for the tests and dropped; any other has to be empty.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe } from 'vitest'
import { openAzureSql } from '../../../storage/azure-sql/open-azure-sql.ts'
import { readConnectionString } from '../../../storage/azure-sql/connection-string.ts'
import type { Database } from '../../../storage/database.ts'
import type { FreshDatabase } from '../contract/fresh-database.ts'
import { describeSharedStorage, describeStart, describeStorage } from '../contract/contract.ts'

const GIVEN = process.env.TEST_MSSQL_CONNECTION_STRING ?? ''
const NAME = `concierge_test_${process.pid}`
const TABLES = [
  'answers',
  'journal',
  'conversation',
  'calls',
  'exception_phone_numbers',
  'contact_list',
  'kysely_migration',
  'kysely_migration_lock',
]

if (GIVEN === '' && process.env.npm_lifecycle_event === 'test:mssql')
  throw new Error('TEST_MSSQL_CONNECTION_STRING is missing: it names the SQL Server to test on')

describe.skipIf(GIVEN === '')('on the server', () => {
  let inTests = GIVEN
  let tests: Database | null = null

  beforeAll(async () => {
    if (isOnMaster()) {
      inTests = `${GIVEN};Database=${NAME}`
      await using master = await openAzureSql(GIVEN)
      await sql`create database ${sql.id(NAME)}`.execute(master.queries)
      // As in Azure SQL: whoever reads waits for nobody who writes.
      const assumed = sql`alter database ${sql.id(NAME)} set read_committed_snapshot on`
      await assumed.execute(master.queries)
    }
    const database = await openAzureSql(inTests)
    const { rows } = await sql`select name from sys.tables`.execute(database.queries)
    if (rows.length === 0) tests = database
    else {
      await database.close()
      throw new Error('The database named for tests has tables: name an empty one, or master')
    }
  })

  afterAll(async () => {
    if (!isOnMaster()) await dropTables()
    await tests?.close()
    if (!isOnMaster()) return
    await using master = await openAzureSql(GIVEN)
    // Whoever is still connected; Azure SQL knows no such mode, and drops it all the same.
    const alone = sql`alter database ${sql.id(NAME)} set single_user with rollback immediate`
    await alone.execute(master.queries).catch(() => undefined)
    await sql`drop database ${sql.id(NAME)}`.execute(master.queries)
  })

  async function dropTables(): Promise<void> {
    // Null where the database was not found empty: what is in it is none of ours.
    if (!tests) return
    for (const table of TABLES)
      await sql`drop table if exists ${sql.id(table)}`.execute(tests.queries)
  }

  const fresh: FreshDatabase = async () => {
    await dropTables()
    return () => openAzureSql(inTests)
  }
  describeStorage('SQL Server', fresh)
  describeSharedStorage('SQL Server', fresh)
  describeStart('SQL Server', fresh)
})

function isOnMaster(): boolean {
  return readConnectionString(GIVEN).database.toLowerCase() === 'master'
}

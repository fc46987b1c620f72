import { expect, test } from 'vitest'
import { migrate } from '../../../server/cli/migrate/migrate.ts'
import { isMigrated } from '../../../storage/database.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { runHere } from '../../support/command.ts'
import { temporaryFile } from '../../support/concierge.ts'

test('a database without tables has them afterwards, and once is enough', async () => {
  const file = await temporaryFile()
  for (let time = 0; time < 2; time++)
    expect(await runHere(migrate, [], { env: { SQLITE_DB_PATH: file } })).toMatchObject({
      code: 0,
      out: 'The tables are up to date\n',
    })
  await using database = openSqlite(file)
  expect(await isMigrated(database.queries)).toBe(true)
})

/** Lists as long as they get: a turn looks into an index, however many numbers there are. */
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../../../storage/database.ts'
import { listedOn } from '../../support/listed-on.ts'
import { beginList } from '../../../storage/rules/lists.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { temporaryFile } from '../../support/concierge.ts'

test('one number of 300,000 is found by its index, without looking at the others', async () => {
  const database = openSqlite(await temporaryFile())
  onTestFinished(() => database.close())
  const { queries } = database
  await migrate(queries)
  const now = '2026-11-26T00:00:00.000Z'
  await beginList(database, { name: 'ftc', source: 'ftc', actAs: 'doubtful', dueAt: null }, now)
  await database.write(async (writing) => {
    await sql`
      with recursive n(i) as (select 0 union all select i + 1 from n where i < 299999)
      insert into listed_numbers (phone_number, list, reports, last_at)
      select '+1999' || (5550000 + i), 'ftc', 1, ${now} from n`.execute(writing)
  })
  expect(await listedOn(queries, '+19995849999')).toHaveLength(1)
  const { rows } = await sql<{ detail: string }>`
    explain query plan
    select l.name from listed_numbers n inner join lists l on l.name = n.list
    where n.phone_number in ('+19995849999', '+19995849998') order by n.list`.execute(queries)
  const plan = rows.map(({ detail }) => detail)
  expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual([])
  expect(plan[0]).toMatch(/^SEARCH n USING PRIMARY KEY \(phone_number=\?\)/)
})

/** Exception lists as long as they get: who calls is looked up in an index, whichever list it is. */
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { findActiveContact } from '../../../storage/contacts.ts'
import { migrate } from '../../../storage/database.ts'
import { ownRollOf, SHARED } from '../../../storage/roll.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { temporaryFile } from '../../support/concierge.ts'

const OFFICE = ownRollOf('+12125550143')

test('one number of 60,000 on several lists is found by number, line and prefix, without looking at the others', async () => {
  const database = openSqlite(await temporaryFile())
  onTestFinished(() => database.close())
  const { queries } = database
  await migrate(queries)
  await database.write(async (writing) => {
    for (const roll of [SHARED, OFFICE, ownRollOf('+12125550144')])
      await sql`
        with recursive n(i) as (select 0 union all select i + 1 from n where i < 19999)
        insert into exception_phone_numbers
          (phone_number, line, contact_name, category, is_active, created_at, updated_at, prefix)
        select '+1999' || (5550000 + i), ${roll}, ${roll} || ' ' || i, 'other', 1, '', '',
          case when i % 100 = 0 then '+1888' || (5550000 + i) end from n`.execute(writing)
  })
  const [byNumber, byPrefix] = await Promise.all(
    ['+19995559999', '+18885550100'].map((number) => findActiveContact(queries, OFFICE, number)),
  )
  expect([byNumber?.name, byPrefix?.name]).toEqual([`${OFFICE} 9999`, `${OFFICE} 100`])
  const { rows } = await sql<{ detail: string }>`
    explain query plan
    select phone_number from exception_phone_numbers
    where line = ${OFFICE} and is_active = 1 and phone_number in ('+19995559999', '+19995559998')
    union all select phone_number from exception_phone_numbers
    where line = ${OFFICE} and is_active = 1 and prefix in ('+1', '+18', '+188')`.execute(queries)
  const steps = rows.map(({ detail }) => detail).filter((step) => /^(SCAN|SEARCH)/.test(step))
  expect(steps).toEqual([
    expect.stringMatching(/^SEARCH .* \(phone_number=\? AND line=\?\)$/),
    expect.stringMatching(/contacts_by_prefix \(prefix=\? AND line=\? AND is_active=\?\)$/),
  ])
})

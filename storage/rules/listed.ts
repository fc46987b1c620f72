/** Which lists of reported numbers have a number. */
import type { Queries } from '../database.ts'
import { prepared } from '../prepared.ts'
import { spellingsOf } from '../spellings.ts'

export interface Listed {
  /** Its name: `ftc`, `phoneblock`, or one of the owner's own. */
  list: string
  /** How often it was reported there, as far as the list tells; 1 or more. */
  reports: number
  /** Whether the owner has it that who is on this list is turned away; else they are only doubtful. */
  asBlocked: boolean
}

const selectListed = prepared((queries, { one, other }: { one: string; other: string }) =>
  queries
    .selectFrom('listed_numbers')
    .innerJoin('lists', 'lists.name', 'listed_numbers.list')
    .select(['listed_numbers.list', 'listed_numbers.reports', 'lists.act_as'])
    .where('listed_numbers.phone_number', 'in', [one, other])
    .orderBy('listed_numbers.list'),
)

/** Of an E.164 number, however its network writes it; once for each list, by its name. One look into an index. */
export async function listedOn(queries: Queries, e164: string): Promise<Listed[]> {
  const [one, other = one] = spellingsOf(e164)
  const { rows } = await selectListed(queries, { one, other })
  const found = new Map<string, Listed>()
  for (const { list, reports, act_as } of rows) {
    const before = found.get(list)?.reports ?? 0
    found.set(list, { list, reports: before + reports, asBlocked: act_as === 'blocked' })
  }
  return [...found.values()]
}

/** Whether every contact is on an exception list by which some call is judged. */
import { countContactsElsewhere } from '../../../storage/contact-list.ts'
import { isMigrated } from '../../../storage/database.ts'
import { createHouses } from '../../settings/houses/house.ts'
import { notChecked, ok, warn, type Finding } from '../check.ts'
import type { Readable } from '../surveyed.ts'

const MOST_NAMED = 5

export async function checkContacts({
  config,
  database,
}: Pick<Readable, 'config' | 'database'>): Promise<Finding> {
  // What is wrong with it is told by the look at it.
  const opened = await database().catch(() => null)
  if (opened === null || !(await isMigrated(opened.queries).catch(() => false)))
    return notChecked('The database comes first.')
  const lists = await countContactsElsewhere(opened.queries, createHouses(config).rolls)
  if (lists.length === 0) return ok('Each is on a list by which calls are judged.')
  const contacts = lists.reduce((sum, one) => sum + one.contacts, 0)
  const some = contacts === 1 ? '1 contact is on a list' : `${contacts} contacts are on lists`
  const named = lists.slice(0, MOST_NAMED).map(({ roll }) => roll)
  const which = `${named.join(', ')}${lists.length > MOST_NAMED ? ' and others' : ''}`
  return warn(
    `${some} that no line has of its own any more (${which}): nobody gets through by them.`,
    'Let LINES say "contacts": "own" of that number again. To have them on the list that lines share: npm run exceptions -- export --line NUMBER while it does, then import that file.',
  )
}

/** Whether every contact is on an exception list by which some call is judged. */
import { countContactsElsewhere } from '../../../storage/contact-list.ts'
import { isMigrated } from '../../../storage/database.ts'
import { SHARED } from '../../../storage/roll.ts'
import { counted } from '../../basics/counted.ts'
import { createHouses, rollsInUse } from '../../settings/houses/house.ts'
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
  const heard = rollsInUse(createHouses(config), config.ownNumbers)
  const unheard = await countContactsElsewhere(opened.queries, heard)
  const lost = unheard.filter(({ roll }) => roll !== SHARED)
  const shared = unheard.filter(({ roll }) => roll === SHARED)
  const found = [...(lost.length > 0 ? [ofNoLine(lost)] : []), ...shared.map(sharedByNone)]
  if (found.length === 0) return ok('Each is on a list by which calls are judged.')
  return warn(found.map(({ says }) => says).join(' '), found.map(({ remedy }) => remedy).join(' '))
}

type OnList = Awaited<ReturnType<typeof countContactsElsewhere>>[number]

function ofNoLine(lists: readonly OnList[]) {
  const contacts = lists.reduce((sum, one) => sum + one.contacts, 0)
  const some = counted(contacts, 'contact is on a list', 'contacts are on lists')
  const named = lists.slice(0, MOST_NAMED).map(({ roll }) => roll)
  const which = `${named.join(', ')}${lists.length > MOST_NAMED ? ' and others' : ''}`
  return {
    says: `${some} that no line has of its own any more (${which}): nobody gets through by them.`,
    remedy:
      'Let LINES say "contacts": "own" of that number again. To have them on the list that lines share: npm run exceptions -- export --line NUMBER while it does, then import that file.',
  }
}

/** A line that is given a list of its own begins with an empty one. */
function sharedByNone({ contacts }: OnList) {
  return {
    says: `${counted(contacts, 'contact is', 'contacts are')} on the list that lines share, and each line has its own: nobody gets through by it.`,
    remedy:
      'To have them on the list of a line: npm run exceptions -- export --output contacts.csv, then import contacts.csv --line NUMBER. Or let LINES say "contacts": "shared".',
  }
}

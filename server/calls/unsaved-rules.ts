/** Rules that somebody thinks of saving, put over what is known of a caller. */
import type { Knowledge, KnownContact } from '../../machines/standing.ts'
import { closeness, NO_CATEGORY } from '../../storage/contacts.ts'
import { prefixesOf } from '../../storage/prefixes.ts'
import type { GivenBlock } from '../../storage/rules/blocks.ts'
import type { Roll } from '../../storage/roll.ts'
import { exactness } from '../../storage/rules/who-calls.ts'
import { spellingKey, spellingsOf } from '../../storage/spellings.ts'
import type { HoursRule } from '../settings/hours/hours.ts'

export interface UnsavedContact {
  /** The list that it would stand on. */
  roll: Roll
  /** E.164; of an entry that stands for a range only, its prefix. */
  phoneNumber: string
  name: string
  prefix: string | null
  hours: string | null
}

export interface UnsavedRules {
  block: GivenBlock | null
  contact: UnsavedContact | null
  /** When which flow answers; null for the hours as they are. */
  hours: readonly HoursRule[] | null
}

export interface Caller {
  /** E.164; null where there is none. */
  number: string | null
  /** ISO 3166; null where nobody can tell. */
  country: string | null
  /** Whether those hours are now. */
  isWithin(hours: string): boolean
  /** The list by which their call was judged. */
  roll: Roll
}

/** The same knowledge, had they been saved. */
export function withUnsaved(
  known: Knowledge,
  { block, contact }: UnsavedRules,
  caller: Caller,
): Knowledge {
  return {
    ...known,
    block:
      block && isMoreExact(block, known) && holdsFor(block, caller) ? asKnown(block) : known.block,
    contact:
      contact === null ? known.contact : (contactFor(contact, caller, known) ?? known.contact),
  }
}

function asKnown({ kind, value, note }: GivenBlock): Knowledge['block'] {
  return { rule: kind, value: kind === 'number' ? spellingsOf(value)[0] : value, note }
}

function isMoreExact({ kind, value }: GivenBlock, { block }: Knowledge): boolean {
  if (block === null) return true
  if (block.rule === 'withheld') return false
  return exactness({ rule: kind, value }) >= exactness({ rule: block.rule, value: block.value })
}

function holdsFor({ kind, value }: GivenBlock, { number, country }: Caller): boolean {
  if (number === null) return false
  if (kind === 'country') return value === country
  return kind === 'prefix'
    ? prefixesOf(number).includes(value)
    : spellingsOf(number).some((one) => one === value)
}

/** Not told: that an entry there is would no longer stand for this caller, because its prefix is changed. */
function contactFor(
  { phoneNumber, name, prefix, hours, ...contact }: UnsavedContact,
  { number, isWithin, roll }: Caller,
  known: Knowledge,
): KnownContact | null {
  if (number === null || contact.roll !== roll) return null
  const isByPrefix = prefix !== null && prefixesOf(number).includes(prefix)
  const isOwn = spellingsOf(number).some((one) => one === phoneNumber)
  if (!isOwn && !isByPrefix) return null
  const by = isOwn ? null : prefix
  const other = known.contact
  // However its network writes it, it takes the place of the one that there is.
  const isSame = other !== null && spellingKey(other.phoneNumber) === spellingKey(phoneNumber)
  const isCloser =
    other === null ||
    isSame ||
    closeness({ phoneNumber, prefix }, number) >=
      closeness({ phoneNumber: other.phoneNumber, prefix: other.by }, number)
  if (!isCloser) return null
  const passesNow = hours === null || isWithin(hours)
  const kept = isSame ? other : { phoneNumber, category: NO_CATEGORY, language: null }
  return {
    phoneNumber: kept.phoneNumber,
    name,
    category: kept.category,
    by,
    hours,
    passesNow,
    language: kept.language,
  }
}

/**
 * How a call is met before a word is said, and why: from what is known of its caller, and from nothing else. The same
 * knowledge gives the same standing, today and in a replay.
 */
import type { Contact } from './contact.ts'

/** Who judges numbers on the way to us, by name. */
export const ADD_ONS = { nomorobo: 'Nomorobo', marchex: 'Marchex' } as const
export type AddOn = keyof typeof ADD_ONS

/** What the line shows of whoever calls: of an arrival, what a standing hangs on. */
interface Shown {
  attestation: string
  spam?: AddOn[]
}

/** What the world knows of whoever calls. */
export interface Knowledge {
  /** When it was asked, by the clock of whoever answered: UTC, ISO 8601. */
  at: string
  contact: KnownContact | null
  block: Block | null
  pass: Pass | null
  /** By each list that has the number. */
  listed: Listed[]
  /** Whether a number can be this one: `impossible` has no such length, `unallocated` is given to nobody. */
  number: 'fine' | 'impossible' | 'unallocated'
  history: History
}

export interface KnownContact extends Contact {
  /** The prefix that it is found by; null where the number itself is in the list. */
  by: string | null
  /** When its calls pass, in words; null for always. */
  hours: string | null
  /** Whether that is now. */
  passesNow: boolean
  /** BCP 47; null where nobody says. */
  language: string | null
}

export interface Block {
  rule: 'number' | 'prefix' | 'country' | 'withheld'
  /** E.164, `+1900`, `US`; empty of numbers that are withheld. */
  value: string
  /** The owner's own. */
  note: string
}

export interface Pass {
  id: number
  for: 'all' | 'prefix' | 'words'
  how: 'through' | 'expected'
  /** Who is expected, in the owner's words: `the courier; a locksmith`; null where nobody is named. */
  words: string | null
}

export interface Listed {
  list: string
  /** How often the number was reported. */
  reports: number
  /** Whether the owner wants whoever is on it blocked. */
  asBlocked: boolean
}

/** What came of their calls before. */
export interface History {
  reached: boolean
  calledBack: boolean
  /** When the concierge ended their latest call; UTC, ISO 8601. */
  turnedAwayAt: string | null
  callsToday: number
  /** What they said of late, in their own words, with no number in it. */
  about: string | null
  language: string | null
}

/**
 * `blocked` is turned away unheard; `contact` rings the owner; `expected` does so too, or is screened as somebody who is
 * waited for; all others are screened: `known` has talked to the owner or was called back, `calling again` was turned
 * away minutes ago, of `doubtful` the number is not to be believed.
 */
export const STANDINGS = [
  'blocked',
  'contact',
  'expected',
  'known',
  'calling again',
  'stranger',
  'doubtful',
] as const
export type StandingKind = (typeof STANDINGS)[number]

export interface Standing {
  kind: StandingKind
  /** In words, for the owner. */
  reason: string
  /** Only of `expected`: rings the owner without a question. */
  through?: true
  /** Only of `calling again`: whether it is for the first time. What they heard last time they do not hear again. */
  again?: 'once' | 'more'
  /** What whoever screens the call is told; left out where there is nothing. */
  told?: Told
}

/** No number is in it, and the words of others stand by themselves: they are no facts. */
export interface Told {
  facts: string[]
  /** Who is expected, as the owner has put it. */
  expected?: string
  /** What the caller said when they called before. */
  before?: string
}

/** So long after being turned away somebody is calling again. */
const AGAIN_MS = 10 * 60 * 1000

export const UNKNOWN: Knowledge = {
  at: '',
  contact: null,
  block: null,
  pass: null,
  listed: [],
  number: 'fine',
  history: {
    reached: false,
    calledBack: false,
    turnedAwayAt: null,
    callsToday: 0,
    about: null,
    language: null,
  },
}

export function standingOf(known: Knowledge, arrival: Shown): Standing {
  const met = metBy(known, arrival)
  const told = toldOf(known, met)
  return { ...met, ...(told && { told }) }
}

/** The first that holds. */
function metBy(known: Knowledge, arrival: Shown): Omit<Standing, 'told'> {
  const { contact, pass, listed, history } = known
  const isForged = arrival.attestation === 'failed'
  const block = blockIn(known, arrival)
  if (block) return { kind: 'blocked', reason: block }
  if (isForged) return { kind: 'doubtful', reason: forgedReason(contact) }
  if (contact?.passesNow) return { kind: 'contact', reason: contactReason(contact) }
  if (known.number !== 'fine')
    return { kind: 'doubtful', reason: `nobody can have the number: it is ${known.number}` }
  if (pass) return expectedBy(pass)
  const [list] = listed
  if (list && !contact) return { kind: 'doubtful', reason: `on the list ${list.list}` }
  if (isAgain(known))
    return {
      kind: 'calling again',
      reason: 'turned away minutes ago',
      again: history.callsToday % 2 === 1 ? 'once' : 'more',
    }
  if (contact)
    return { kind: 'known', reason: `${contactReason(contact)}, outside ${contact.hours}` }
  if (history.reached) return { kind: 'known', reason: 'has reached you before' }
  if (history.calledBack) return { kind: 'known', reason: 'was called back before' }
  return { kind: 'stranger', reason: 'nothing is known of the number' }
}

/** Why the caller is turned away; null where they are not. No list says so of a contact, and no add-on. */
function blockIn({ block, contact, listed }: Knowledge, arrival: Shown): string | null {
  const isTrusted = contact !== null && arrival.attestation !== 'failed'
  if (block && !(isTrusted && isOutdone(block, contact))) return blockReason(block)
  if (contact) return null
  const [addOn] = arrival.spam ?? []
  if (addOn !== undefined) return `${ADD_ONS[addOn]} says that it is spam`
  const list = listed.find(({ asBlocked }) => asBlocked)
  return list ? `on the list ${list.list}` : null
}

/** The rule that says more of the number holds; of two that say as much, the block. */
function isOutdone({ rule, value }: Block, { by }: KnownContact): boolean {
  if (rule === 'number') return false
  return by === null || rule === 'country' || by.length > value.length
}

function blockReason({ rule, value, note }: Block): string {
  const what = rule === 'number' ? 'the number' : `${rule} ${value}`.trim()
  return `${what} is blocked${note && `: ${note}`}`
}

function contactReason({ name, by }: KnownContact): string {
  return by === null ? `a contact, ${name}` : `a contact, ${name}, by ${by}…`
}

function forgedReason(contact: KnownContact | null): string {
  const forged = 'its carrier says that the number is forged'
  return contact ? `${forged}, which is that of ${contact.name}` : forged
}

function expectedBy({ how, for: whom, words }: Pass): Omit<Standing, 'told'> {
  const kind = 'expected'
  if (how === 'expected')
    return { kind, reason: words === null ? 'somebody is expected' : `expected: ${words}` }
  const reason = whom === 'all' ? 'everybody passes for now' : 'the number passes for now'
  return { kind, reason, through: true }
}

/** Clocks of two servers differ: who was turned away a moment later than now is calling again too. */
function isAgain({ at, history: { turnedAwayAt } }: Knowledge): boolean {
  return turnedAwayAt !== null && Date.parse(at) - Date.parse(turnedAwayAt) < AGAIN_MS
}

/** What a screener is told of somebody who is screened: facts that we have, and words that others have said. */
function toldOf(
  { contact, pass, listed, number, history }: Knowledge,
  { kind, again }: Omit<Standing, 'told'>,
): Told | null {
  if (kind === 'blocked' || kind === 'contact') return null
  const { reached, calledBack, callsToday, about } = history
  const facts = [
    ...(contact ? ['The number is that of somebody the owner knows.'] : []),
    ...(number === 'fine' ? [] : ['Nobody can have the number that is shown.']),
    ...(listed.length > 0 ? ['The number is on a list of unwanted callers, unverified.'] : []),
    ...(reached ? ['The owner has talked to this number before.'] : []),
    ...(calledBack ? ['The owner has called this number back before.'] : []),
    ...(callsToday > 0 ? [`The number has called ${times(callsToday)} before today.`] : []),
    ...(again ? ['They were turned away a few minutes ago, and call again.'] : []),
  ]
  const expected = pass?.words ?? null
  if (kind === 'expected' && expected === null) facts.unshift('The owner expects a call now.')
  // Of a number that is not believed, what was said before may be another's.
  const before = kind === 'doubtful' ? null : about
  if (facts.length === 0 && expected === null && before === null) return null
  return {
    facts,
    ...(expected !== null && { expected }),
    ...(before !== null && { before }),
  }
}

function times(count: number): string {
  return ['', 'once', 'twice'][count] ?? 'several times'
}

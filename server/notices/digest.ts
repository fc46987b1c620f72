/** What a digest says: the calls that ended since the one before, in the words of the inbox. */
import { createHash } from 'node:crypto'
import { STANDS_IN, type Became, type Tab } from '../../storage/became.ts'
import type { CalledScope } from '../../storage/called.ts'
import { findActiveContact } from '../../storage/contacts.ts'
import type { Queries } from '../../storage/database.ts'
import type { RollOf } from '../../storage/roll.ts'
import { findCallerWords } from '../../storage/notices/deliveries.ts'
import {
  countEndedCalls,
  findEndedCalls,
  type DigestCall,
  type DigestRow,
} from '../../storage/notices/digests.ts'
import { callingNumber } from '../settings/calling-number.ts'
import type { NoticeOptions } from './notice.ts'
import { shortened } from './shortened.ts'
import { callKindInWords } from '../words/notice-words.ts'
import { counted } from '../basics/counted.ts'

/** One call of it, a line each. */
export interface DigestLine {
  /** `Wed 18:05` */
  when: string
  /** The name of a contact, or that it was a caller; their number where the owner asks for details. */
  who: string
  /** What became of it. */
  became: string
  /** The kind of call, and what was said where the owner asks for details. */
  more: string[]
  url: string
}

export interface Digest {
  /** The same however often it is sent. Letters, digits, `-` and `_` only. */
  id: string
  /** When it was due: UTC, ISO 8601. */
  at: string
  /** `5 calls, 2 missed` */
  title: string
  /** `Since Wednesday 25 November, 18:00` */
  since: string
  /** `Missed: 2` */
  counts: string[]
  /** Newest first. */
  calls: DigestLine[]
  /** How many calls stand in no line. */
  left: number
  /** To the calls, on the console. */
  url: string
}

/** The words of the inbox. */
export interface DigestWords {
  tabs: Record<Tab, string>
  became(call: DigestCall): { short: string; more: string }
}

export interface DigestOptions extends NoticeOptions {
  words: DigestWords
  /** Of the owner, IANA. */
  timeZone: string
  /** Which calls it tells of. */
  scope?: CalledScope
  /** The line that has it to itself. */
  line?: { label: string; number: string }
  /** What the number called is named by; empty where there is but one. */
  lineOf?(called: string): string
  /** Whose contacts are called by name. */
  rollOf: RollOf
}

const TOLD_TABS = ['missed', 'messages', 'put_through', 'turned_away'] as const

const MOST_CALLS = 40
/** Of what was said in one call, in characters. */
const MOST_WORDS = 200

/** Null where there was no call. */
export async function readDigest(
  queries: Queries,
  { day, from_at: from, to_at: to }: Pick<DigestRow, 'day' | 'from_at' | 'to_at'>,
  options: DigestOptions,
): Promise<Digest | null> {
  const { scope = {} } = options
  const counts = await countEndedCalls(queries, { from, to, scope })
  const all = sum([...counts.values()])
  if (all === 0) return null
  const found = await findEndedCalls(queries, { from, to, scope }, MOST_CALLS)
  const calls: DigestLine[] = []
  for (const call of found) calls.push(await lineOf(queries, call, options))
  const base = options.baseUrl.replace(/\/+$/, '')
  const byTab = TOLD_TABS.map((tab) => ({
    name: options.words.tabs[tab],
    calls: sum(STANDS_IN[tab].map((became: Became) => counts.get(became) ?? 0)),
  }))
  const missed = byTab[0]!.calls
  const { line } = options
  const some = `${line === undefined ? '' : `${line.label}: `}${counted(all, 'call')}`
  // Two concierges may tell one mailbox, and so may two lines.
  const whose = createHash('sha256').update(line === undefined ? base : `${base} ${line.number}`)
  return {
    id: `digest_${day}_${whose.digest('hex').slice(0, 12)}`,
    at: to,
    title: missed === 0 ? some : `${some}, ${missed} missed`,
    since: `Since ${inWords(from, LONG, options)}`,
    counts: byTab.filter((tab) => tab.calls > 0).map((tab) => `${tab.name}: ${tab.calls}`),
    calls,
    left: all - calls.length,
    url: `${base}/console/calls?tab=all${line === undefined ? '' : `&line=${encodeURIComponent(line.label)}`}`,
  }
}

async function lineOf(
  queries: Queries,
  call: DigestCall,
  options: DigestOptions,
): Promise<DigestLine> {
  const { detail, words, baseUrl } = options
  const contact = await findActiveContact(queries, options.rollOf(call.called), call.caller_id)
  const number = detail === 'full' ? callingNumber(call.caller_id) : null
  const said = detail === 'full' ? (await findCallerWords(queries, call.id)).join(' / ') : ''
  const { short, more } = words.became(call)
  const house = options.lineOf?.(call.called) ?? ''
  return {
    when: inWords(call.start_time, SHORT, options),
    who: [contact?.name ?? (number === null ? 'A caller' : ''), number ?? ''].join(' ').trim(),
    became: more === '' ? short : `${short}: ${more}`,
    more: [
      house === '' ? '' : `Line: ${house}`,
      callKindInWords(call.call_type),
      said === '' ? '' : `“${shortened(said, MOST_WORDS)}”`,
    ].filter((line) => line !== ''),
    url: `${baseUrl.replace(/\/+$/, '')}/console/calls/${encodeURIComponent(call.call_sid)}`,
  }
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const SHORT = { weekday: 'short', ...CLOCK } as const
const LONG = { weekday: 'long', day: 'numeric', month: 'long', ...CLOCK } as const

function inWords(
  moment: string,
  format: Intl.DateTimeFormatOptions,
  { timeZone }: DigestOptions,
): string {
  const words = new Intl.DateTimeFormat('en-GB', { ...format, timeZone }).format(new Date(moment))
  return words.replace(' at ', ', ')
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}

/** What is stored of whoever calls: the rules that hold for the number, and what came of its calls before. */
import { sql } from 'kysely'
import { closeness, EXACT, type ContactRules, type StoredContact } from '../contacts.ts'
import type { Queries } from '../database.ts'
import { first } from '../dialect.ts'
import { prepared } from '../prepared.ts'
import type { Roll } from '../roll.ts'
import { spellingsOf } from '../spellings.ts'
import type { BlockKind } from './blocks.ts'
import { MOST_PASSES, type PassKind, type PassWay } from './passes.ts'
import { byWidth, MOST_BEGINNINGS, prefixesOf } from '../prefixes.ts'

export interface Asked {
  /** Of the call that is asked for: not one of those before. */
  callSid: string
  /** The exception list by which calls to the number called are judged. */
  roll: Roll
  /** As the line has it. */
  from: string
  /** E.164; null where there is no number. */
  caller: string | null
  /** Of the number, ISO 3166: `US`; null where nobody can tell. */
  country: string | null
  /** UTC, ISO 8601. */
  now: string
  /** When the owner's day began; UTC, ISO 8601. */
  today: string
}

export interface FoundContact extends StoredContact, ContactRules {
  /** Of an entry that it is by its prefix, that; null where it is the number itself. */
  by: string | null
}

export interface FoundBlock {
  rule: BlockKind
  value: string
  note: string
}

export interface Listed {
  /** Its name: `ftc`, `phoneblock`, or one of the owner's own. */
  list: string
  /** How often it was reported there, as far as the list tells; 1 or more. */
  reports: number
  /** Whether the owner has it that who is on this list is turned away; else they are only doubtful. */
  asBlocked: boolean
}

export interface FoundPass {
  id: number
  for: PassKind
  value: string
  how: PassWay
}

export interface History {
  /** Whether the owner talked to them in one of their latest calls. */
  reached: boolean
  /** Whether the owner was done with a call of theirs that was missed, or left a message. */
  calledBack: boolean
  /** When the latest call of theirs ended, if the concierge ended it; UTC, ISO 8601. */
  turnedAwayAt: string | null
  callsToday: number
  /** What they said of late, in their own words; no number is in it. */
  about: string | null
  language: string | null
}

export interface Found {
  contact: FoundContact | null
  block: FoundBlock | null
  /** In the order in which they were given: of several the first counts. */
  passes: FoundPass[]
  /** By each list that has the number, in their order by name. */
  listed: Listed[]
  history: History
}

/** Who calls every day is known by the latest of those. */
const MOST_CALLS = 20

/** What was said longer ago is no help, and words that are kept twice have to go twice. */
const ABOUT_MS = 24 * 60 * 60 * 1000
const MOST_ABOUT = 200

export const NO_HISTORY: History = {
  reached: false,
  calledBack: false,
  turnedAwayAt: null,
  callsToday: 0,
  about: null,
  language: null,
}

/** In one round trip, or two where they have called of late. */
export async function whoCalls(queries: Queries, asked: Asked): Promise<Found> {
  const number = asked.caller ?? ''
  const [one, other = one] = spellingsOf(number)
  const values = {
    roll: asked.roll,
    one,
    other,
    country: asked.country ?? '',
    now: asked.now,
    callSid: asked.callSid,
  }
  const { rows } = await selectKnown(queries, prefixesOf(number), values)
  const of = (what: What) => rows.filter((row) => row.what === what)
  const history = asked.caller === null ? NO_HISTORY : await historyIn(queries, of('call'), asked)
  return { ...rulesIn(of, number), history }
}

type What = 'contact' | 'block' | 'pass' | 'listed' | 'call'

const nothing = sql<string | null>`null`

interface Values {
  roll: Roll
  one: string
  other: string
  country: string
  now: string
  callSid: string
}

/** All that may hold for the number, in one question: rows of one shape, each read as what it is. */
const selectKnown = byWidth(
  (queries, beginnings, { roll, one, other, country, now, callSid }: Values) => {
    const contacts = queries
      .selectFrom('exception_phone_numbers')
      .select([
        sql<What>`'contact'`.as('what'),
        'phone_number as value',
        'contact_name as words',
        'category as kind',
        'prefix',
        'hours',
        'language',
        nothing.as('spoken'),
      ])
      .where('line', '=', roll)
      .where('is_active', '=', 1)
    const blocks = queries
      .selectFrom('blocks')
      .select([
        sql<What>`'block'`.as('what'),
        'value',
        'note as words',
        sql<string>`kind`.as('kind'),
        nothing.as('prefix'),
        nothing.as('hours'),
        nothing.as('language'),
        nothing.as('spoken'),
      ])
      .where('value', 'in', [...beginnings, other, country])
    const passes = queries
      .selectFrom('passes')
      .select([
        sql<What>`'pass'`.as('what'),
        'for_value as value',
        sql<string>`how`.as('words'),
        sql<string>`for_kind`.as('kind'),
        sql<string | null>`cast(id as varchar(16))`.as('prefix'),
        nothing.as('hours'),
        nothing.as('language'),
        nothing.as('spoken'),
      ])
      .where('until', '>', now)
      .where('ended_at', 'is', null)
    const calls = (from: string) =>
      queries
        .selectFrom(
          first(
            queries,
            MOST_CALLS,
            queries
              .selectFrom('calls')
              .select([
                'id',
                'start_time',
                'end_time',
                'final_decision',
                'became',
                'done_at',
                'language',
              ])
              .where('caller_id', '=', from)
              .where('call_sid', '!=', callSid)
              .where('simulated', '=', 0)
              .orderBy('start_time', 'desc'),
          ).as('latest'),
        )
        .select([
          sql<What>`'call'`.as('what'),
          'start_time as value',
          sql<string>`cast(id as varchar(16))`.as('words'),
          sql<string>`end_time`.as('kind'),
          'final_decision as prefix',
          'became as hours',
          'done_at as language',
          'latest.language as spoken',
        ])
    const listed = queries
      .selectFrom('listed_numbers')
      .innerJoin('lists', 'lists.name', 'listed_numbers.list')
      .select([
        sql<What>`'listed'`.as('what'),
        'listed_numbers.list as value',
        sql<string>`cast(listed_numbers.reports as varchar(16))`.as('words'),
        'lists.act_as as kind',
        nothing.as('prefix'),
        nothing.as('hours'),
        nothing.as('language'),
        nothing.as('spoken'),
      ])
      .where('listed_numbers.phone_number', 'in', [one, other])
    const known = contacts
      .where('phone_number', 'in', [one, other])
      .unionAll(contacts.where('prefix', 'in', beginnings))
      .unionAll(blocks)
      .unionAll(passes)
      .unionAll(listed)
      .unionAll(calls(one))
    // Two spellings of one number: of others there are not so many beginnings.
    return beginnings.length > MOST_BEGINNINGS ? known.unionAll(calls(other)) : known
  },
)

interface Row {
  value: string
  words: string
  kind: string
  prefix: string | null
  hours: string | null
  language: string | null
  spoken: string | null
}

function rulesIn(of: (what: What) => Row[], number: string): Omit<Found, 'history'> {
  const [one, other = one] = spellingsOf(number)
  const contacts = of('contact').map((row) => ({
    phoneNumber: row.value,
    name: row.words,
    category: row.kind,
    prefix: row.prefix,
    hours: row.hours,
    language: row.language,
  }))
  const blocks = of('block').map((row) => ({
    rule: row.kind as BlockKind,
    value: row.value,
    note: row.words,
  }))
  const passes = of('pass').map((row) => ({
    id: Number(row.prefix),
    for: row.kind as PassKind,
    value: row.value,
    how: row.words as PassWay,
  }))
  const [contact] = contacts.toSorted((a, b) => closeness(b, number) - closeness(a, number))
  const [block] = blocks
    .filter(({ rule, value }) => rule !== 'number' || value === one || value === other)
    .toSorted((a, b) => exactness(b) - exactness(a))
  return {
    contact: contact
      ? { ...contact, by: closeness(contact, number) < EXACT ? contact.prefix : null }
      : null,
    block: block ?? null,
    passes: passes
      .filter(({ for: whom, value }) => whom !== 'prefix' || prefixesOf(number).includes(value))
      .toSorted((a, b) => a.id - b.id)
      .slice(0, MOST_PASSES),
    listed: listedIn(of('listed')),
  }
}

/** However its network writes a number, each list has it once. */
function listedIn(rows: Row[]): Listed[] {
  const found = new Map<string, Listed>()
  for (const { value: list, words, kind } of rows.toSorted((a, b) => (a.value < b.value ? -1 : 1)))
    found.set(list, {
      list,
      reports: (found.get(list)?.reports ?? 0) + Number(words),
      asBlocked: kind === 'blocked',
    })
  return [...found.values()]
}

/** How exactly a block names its number: to be compared with `closeness`. */
export function exactness({ rule, value }: Pick<FoundBlock, 'rule' | 'value'>): number {
  if (rule === 'number') return EXACT + 1
  return rule === 'prefix' ? value.length : 0
}

const selectWords = prepared((queries, { callId }: { callId: number }) =>
  first(
    queries,
    8,
    queries
      .selectFrom('conversation')
      .select(['text'])
      .where('call_id', '=', callId)
      .where('speaker', '=', 'caller')
      .orderBy('turn_index'),
  ),
)

async function historyIn(
  queries: Queries,
  rows: Row[],
  { now, today }: Pick<Asked, 'now' | 'today'>,
): Promise<History> {
  const calls = rows
    .map((row) => ({
      id: Number(row.words),
      start_time: row.value,
      end_time: row.kind as string | null,
      final_decision: row.prefix,
      became: row.hours,
      done_at: row.language,
      language: row.spoken,
    }))
    .toSorted((a, b) => (a.start_time < b.start_time ? 1 : -1))
  const [latest] = calls
  const since = new Date(Date.parse(now) - ABOUT_MS).toISOString()
  const isRecent = latest !== undefined && latest.start_time >= since
  return {
    reached: calls.some(({ became }) => became === 'answered'),
    calledBack: calls.some(({ became, done_at }) => done_at !== null && isToCallBack(became)),
    turnedAwayAt: latest && isTurnedAway(latest) ? latest.end_time : null,
    callsToday: calls.filter(({ start_time }) => start_time >= today).length,
    about: isRecent ? await aboutIn(queries, latest.id) : null,
    language: calls.find(({ language }) => language !== null)?.language ?? null,
  }
}

function isToCallBack(became: string | null): boolean {
  return became === 'missed' || became === 'missed_message' || became === 'message'
}

/** The concierge said goodbye: neither the owner, by a rule of his, nor the caller has ended it. */
function isTurnedAway(call: { became: string | null; final_decision: string | null }): boolean {
  if (call.final_decision === 'abandoned' || call.final_decision === 'blocked') return false
  return call.became === 'turned_away' || call.became === 'message'
}

/** What says most of what they said at first. */
async function aboutIn(queries: Queries, callId: number): Promise<string | null> {
  const { rows } = await selectWords(queries, { callId })
  const [longest = ''] = rows
    .map(({ text }) => text.replace(/\s+/g, ' ').trim())
    .toSorted((a, b) => b.length - a.length)
  // A number is no word, whoever's it is.
  const words = longest.slice(0, 4 * MOST_ABOUT).replace(/\+?\d(?:[\s().-]*\d){4,}/g, '…')
  if (words.length <= MOST_ABOUT) return words === '' ? null : words
  return `${words.slice(0, MOST_ABOUT).replace(/\s+\S*$/, '')} …`
}

/** Finding calls by the words spoken in them, by names and numbers, newest first, a bounded piece of the past at a time. */
import { sql } from 'kysely'
import { setImmediate as nextRound } from 'node:timers/promises'
import { fitting, keyOnRoll, type ConversationFilter, type Position } from './conversations.ts'
import type { Queries } from '../database.ts'
import { first, inLowerCase } from '../dialect.ts'
import { likePattern } from '../like-pattern.ts'
import type { CallRow } from '../schema.ts'
import type { RollOf } from '../roll.ts'

export interface Found {
  /** Of the calls in which the words were spoken, or whose caller is called so or has such a number; newest first. */
  ids: number[]
  /** How far into the past the search came; null where it came to the end. */
  searchedTo: Position | null
}

/** Calls looked at in one go: turns wait no longer than it takes to read their words. */
const SLICE = 500
/** Calls looked at for one page. An index of every word would cost each turn more than a search takes. */
const MOST = 20_000

/**
 * Looks for the words, whatever their case, in the calls that fit: in what was said, in the names of those who are
 * contacts of the line that they called, and, where they are digits, in the numbers that called or were left. Stops at `limit` calls, or when it has
 * looked at 20,000: then whoever asks goes on behind `searchedTo`.
 */
export async function findSpokenWords(
  queries: Queries,
  rollOf: RollOf,
  words: string,
  filter: ConversationFilter,
  { limit, after }: { limit: number; after: Position | null },
): Promise<Found> {
  const ids: number[] = []
  let searchedTo = after
  const isCallers = await callersCalled(queries, rollOf, words)
  for (let looked = 0; looked < MOST; looked += SLICE) {
    const calls = await first(
      queries,
      SLICE,
      fitting(
        queries
          .selectFrom('calls')
          .select(['id', 'start_time', 'caller_id', 'called', 'call_back']),
        filter,
        searchedTo,
      )
        .orderBy('calls.start_time', 'desc')
        .orderBy('calls.id', 'desc'),
    ).execute()
    const speaking = await whereSpoken(queries, words, calls)
    for (const { id, start_time: startTime, ...call } of calls) {
      searchedTo = { startTime, id }
      if (!speaking.has(id) && !isCallers(call)) continue
      if (ids.push(id) === limit) return { ids, searchedTo }
    }
    if (calls.length < SLICE) return { ids, searchedTo: null }
    await nextRound()
  }
  return { ids, searchedTo }
}

async function whereSpoken(
  queries: Queries,
  words: string,
  calls: { id: number }[],
): Promise<Set<number>> {
  if (calls.length === 0) return new Set()
  const ids = calls.map(({ id }) => id)
  const candidates = await queries
    .selectFrom('conversation')
    .select(['call_id', 'text'])
    .where('call_id', 'in', ids)
    .where(sql<boolean>`${sql.ref('text')} like ${likePattern(words)} escape '~'`)
    .execute()
  const wanted = plain(words)
  return new Set(
    candidates.flatMap(({ call_id, text }) => (plain(text).includes(wanted) ? [call_id] : [])),
  )
}

/** Tells whether a call's caller is called so, or has a number with these digits. */
async function callersCalled(
  queries: Queries,
  rollOf: RollOf,
  words: string,
): Promise<(call: Pick<CallRow, 'caller_id' | 'called' | 'call_back'>) => boolean> {
  const name = inLowerCase(queries, sql.ref('contact_name'))
  const candidates = await queries
    .selectFrom('exception_phone_numbers')
    .select(['phone_number', 'line', 'contact_name'])
    .where('is_active', '=', 1)
    .where(sql<boolean>`${name} like ${likePattern(words.toLowerCase())} escape '~'`)
    .execute()
  const wanted = plain(words)
  const named = new Set(
    candidates.flatMap(({ phone_number, line, contact_name }) =>
      plain(contact_name).includes(wanted) ? keyOnRoll(line, phone_number) : [],
    ),
  )
  const digits = digitsIn(words)
  return ({ caller_id: caller, called, call_back: callBack }) =>
    named.has(keyOnRoll(rollOf(called), caller)) ||
    (digits !== null &&
      (onlyDigits(caller).includes(digits) || onlyDigits(callBack ?? '').includes(digits)))
}

/**
 * Those that somebody who writes a number means: without the country's code, or the zero that stands for it. Null where
 * it is no number, or so little of one that it says nothing.
 */
function digitsIn(words: string): string | null {
  if (!/^[+\d\s()./-]+$/.test(words)) return null
  const digits = onlyDigits(words).replace(/^0+/, '')
  return digits.length < 3 ? null : digits
}

function onlyDigits(number: string): string {
  return number.replaceAll(/\D/g, '')
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

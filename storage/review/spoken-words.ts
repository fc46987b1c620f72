/** Finding calls by the words spoken in them, newest first, a bounded piece of the past at a time. */
import { sql } from 'kysely'
import { setImmediate as nextRound } from 'node:timers/promises'
import { fitting, type ConversationFilter, type Position } from './conversations.ts'
import type { Queries } from '../database.ts'
import { first } from '../dialect.ts'

export interface Found {
  /** Of the calls in which the words were spoken, newest first. */
  ids: number[]
  /** How far into the past the search came; null where it came to the end. */
  searchedTo: Position | null
}

/** Calls looked at in one go: turns wait no longer than it takes to read their words. */
const SLICE = 500
/** Calls looked at for one page. An index of every word would cost each turn more than a search takes. */
const MOST = 20_000

/**
 * Looks for the words, whatever their case, in the calls that fit. Stops at `limit` calls, or when it has
 * looked at 20,000: then whoever asks goes on behind `searchedTo`.
 */
export async function findSpokenWords(
  queries: Queries,
  words: string,
  filter: ConversationFilter,
  { limit, after }: { limit: number; after: Position | null },
): Promise<Found> {
  const ids: number[] = []
  let searchedTo = after
  for (let looked = 0; looked < MOST; looked += SLICE) {
    const calls = await first(
      queries,
      SLICE,
      fitting(queries.selectFrom('calls').select(['id', 'start_time']), filter, searchedTo)
        .orderBy('calls.start_time', 'desc')
        .orderBy('calls.id', 'desc'),
    ).execute()
    const speaking = await whereSpoken(queries, words, calls)
    for (const { id, start_time: startTime } of calls) {
      searchedTo = { startTime, id }
      if (speaking.has(id) && ids.push(id) === limit) return { ids, searchedTo }
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

/**
 * SQLite's LIKE ignores the case of ASCII letters only: any other character may stand for itself in
 * whatever form, and the text is looked at again. https://sqlite.org/lang_expr.html#like
 * SQL Server's finds more, as the column has a collation that knows neither case nor accents, and takes
 * a [ for the beginning of a set. https://learn.microsoft.com/sql/t-sql/language-elements/like-transact-sql
 */
function likePattern(words: string): string {
  const escaped = words.normalize('NFC').replace(/[%_~[]/g, '~$&')
  return `%${escaped.replace(/[^\x20-\x7e]+/g, '%')}%`
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

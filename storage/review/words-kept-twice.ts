/** What a caller said is told to whoever screens their next calls, and so is kept with those too: it has to go there as well. */
import type { Queries } from '../database.ts'
import { first } from '../dialect.ts'

/** As long as words are told, and the longest call besides. */
const WITHIN_MS = 30 * 60 * 60 * 1000

/** More than that come from no person. */
const MOST_ANSWERS = 500

/** To be called before the calls are erased, in their transaction: one round trip where nothing was told on. */
export async function forgetWordsKeptTwice(
  queries: Queries,
  calls: readonly { id: number; start_time: string }[],
): Promise<void> {
  const ids = calls.map(({ id }) => id)
  const times = calls.map(({ start_time }) => start_time).toSorted()
  const until = new Date(Date.parse(times.at(-1)!) + WITHIN_MS).toISOString()
  const answers = queries
    .selectFrom('calls as erased')
    .innerJoin('calls as later', 'later.caller_id', 'erased.caller_id')
    .innerJoin('journal', 'journal.call_id', 'later.id')
    .select(['journal.call_id', 'journal.seq', 'journal.payload'])
    .where('erased.id', 'in', ids)
    .where('later.id', 'not in', ids)
    .where('erased.caller_id', 'like', '+%')
    .where('later.start_time', '>=', times[0]!)
    .where('later.start_time', '<=', until)
    .where('journal.kind', '=', 'answer')
    .where('journal.payload', 'like', '%"about":"%')
  const found = await first(queries, MOST_ANSWERS, answers).execute()
  for (const { call_id, seq, payload } of found)
    await queries
      .updateTable('journal')
      .set({ payload: withoutWords(payload) })
      .where('call_id', '=', call_id)
      .where('seq', '=', seq)
      .execute()
  for (const id of new Set(found.map(({ call_id }) => call_id))) await forgetInState(queries, id)
}

async function forgetInState(queries: Queries, id: number): Promise<void> {
  const { snapshot } = await queries
    .selectFrom('calls')
    .select('snapshot')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (snapshot === null) return
  await queries
    .updateTable('calls')
    // A turn that has begun before would write them down again.
    .set(({ eb }) => ({ snapshot: withoutWords(snapshot), revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** In the JSON of a state and of what is known of a caller: nothing else there has such a name. */
function withoutWords(json: string): string {
  try {
    return JSON.stringify(
      JSON.parse(json, (key, value: unknown) => {
        if (typeof value !== 'string') return value
        if (key === 'before') return undefined
        return key === 'about' ? null : value
      }),
    )
  } catch {
    return json
  }
}

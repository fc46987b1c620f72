/** What a caller said is told to whoever screens their next calls, and so is kept with those too: it has to go there as well. */
import type { Queries } from '../database.ts'
import { first } from '../dialect.ts'

/** As long as words are told, and the longest call besides. */
const WITHIN_MS = 30 * 60 * 60 * 1000

/** More calls than that in a day come from no person, and of each a few rows are written anew. */
const MOST_CALLS = 200

/** To be called before the calls are erased, in their transaction. */
export async function forgetWordsKeptTwice(queries: Queries, ids: number[]): Promise<void> {
  const erased = await queries
    .selectFrom('calls')
    .select(['caller_id', 'start_time'])
    .where('id', 'in', ids)
    .where('caller_id', 'like', '+%')
    .execute()
  for (const { caller_id, start_time } of erased) {
    const until = new Date(Date.parse(start_time) + WITHIN_MS).toISOString()
    const later = queries
      .selectFrom('calls')
      .select(['id', 'snapshot'])
      .where('caller_id', '=', caller_id)
      .where('start_time', '>=', start_time)
      .where('start_time', '<=', until)
      .where('id', 'not in', ids)
    for (const call of await first(queries, MOST_CALLS, later).execute())
      await forgetIn(queries, call)
  }
}

async function forgetIn(
  queries: Queries,
  { id, snapshot }: { id: number; snapshot: string | null },
): Promise<void> {
  const rested = snapshot === null ? null : withoutWords(snapshot)
  if (rested !== snapshot)
    await queries
      .updateTable('calls')
      // A turn that has begun before would write them down again.
      .set(({ eb }) => ({ snapshot: rested, revision: eb('revision', '+', 1) }))
      .where('id', '=', id)
      .execute()
  const answers = await queries
    .selectFrom('journal')
    .select(['seq', 'payload'])
    .where('call_id', '=', id)
    .where('kind', '=', 'answer')
    .execute()
  for (const { seq, payload } of answers) {
    const without = withoutWords(payload)
    if (without !== payload)
      await queries
        .updateTable('journal')
        .set({ payload: without })
        .where('call_id', '=', id)
        .where('seq', '=', seq)
        .execute()
  }
}

/** In the JSON of a state and of what is known of a caller: nothing else there has such a name. */
function withoutWords(json: string): string {
  if (!/"(about|before)":"/.test(json)) return json
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

/** Verdicts that were begun before a caller had finished, as the journals of their calls tell it. */
import type { Queries } from '../database.ts'

/** Of one verdict: `savedMs` where it was asked ahead itself, `inVain` how many questions before it were. */
interface Ahead {
  savedMs?: number
  inVain?: number
}

/** In a text of JSON a quote is escaped, so that nothing a caller has said looks like it. */
const HAS_ONE = '%"ahead":{%'

/** None of erased calls, of which no journal is left. */
export async function readAhead(
  queries: Queries,
  callIds: number[],
): Promise<{ callId: number; ahead: Ahead }[]> {
  if (callIds.length === 0) return []
  const rows = await queries
    .selectFrom('journal')
    .select(['call_id', 'payload'])
    .where('call_id', 'in', callIds)
    .where('kind', '=', 'answer')
    .where('payload', 'like', HAS_ONE)
    .execute()
  return rows.flatMap(({ call_id: callId, payload }) => {
    const { output } = JSON.parse(payload) as { output?: { ahead?: Ahead } | null }
    return output?.ahead ? [{ callId, ahead: output.ahead }] : []
  })
}

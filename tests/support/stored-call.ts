/** What a database file has of a call, whoever else has it open. */
import type { CallRow } from '../../storage/schema.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'

export interface StoredCall {
  row: CallRow | undefined
  /** What was spoken, as `caller: …` and `concierge: …`. */
  spoken: string[]
}

export async function storedCall(file: string, callSid: string): Promise<StoredCall> {
  await using database = openSqlite(file)
  const { queries } = database
  const row = await queries
    .selectFrom('calls')
    .selectAll()
    .where('call_sid', '=', callSid)
    .executeTakeFirst()
  const spoken = await queries
    .selectFrom('conversation')
    .select(['speaker', 'text'])
    .where('call_sid', '=', callSid)
    .orderBy('turn_index')
    .execute()
  return { row, spoken: spoken.map(({ speaker, text }) => `${speaker}: ${text}`) }
}

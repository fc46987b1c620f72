/** The owner's side of a call: what wants him, what he is done with, what he says should have become of it. */
import type { Database, Queries } from '../database.ts'
import { first } from '../dialect.ts'
import { TABS, type Tab } from '../became.ts'
import { fitting, type ConversationFilter } from './conversations.ts'

/** So many of a tab are counted: more need no number, and a count must keep no turn waiting. */
export const MOST_COUNTED = 1_000

export type TabCounts = Record<Tab, number>

/** How many of the calls that fit stand in each tab, up to `MOST_COUNTED`. */
export async function countTabs(queries: Queries, filter: ConversationFilter): Promise<TabCounts> {
  const counts = {} as TabCounts
  for (const tab of TABS) {
    const fits = fitting(queries.selectFrom('calls').select('calls.id'), { ...filter, tab }, null)
    counts[tab] = (await first(queries, MOST_COUNTED, fits).execute()).length
  }
  return counts
}

export interface OwnersChange {
  done?: boolean | undefined
  /** Null takes it back. */
  ownerVerdict?: 'transfer' | 'end' | null | undefined
}

/** False where no such call is known. Done twice is done at the first time. */
export function changeCall(
  database: Database,
  callSid: string,
  { done, ownerVerdict }: OwnersChange,
  now: Date,
): Promise<boolean> {
  return database.write(async (queries) => {
    const call = await queries
      .selectFrom('calls')
      .select(['id', 'done_at', 'owner_verdict'])
      .where('call_sid', '=', callSid)
      .executeTakeFirst()
    if (!call) return false
    const doneAt = done ? (call.done_at ?? now.toISOString()) : null
    await queries
      .updateTable('calls')
      // The revision stays: a turn that is under way loses nothing by it.
      .set({
        done_at: done === undefined ? call.done_at : doneAt,
        owner_verdict: ownerVerdict === undefined ? call.owner_verdict : ownerVerdict,
      })
      .where('id', '=', call.id)
      .execute()
    return true
  })
}

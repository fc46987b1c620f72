/** What is said in a call while it is said, for a page that looks on: of none that is erased. */
import { isCallId } from '../../../storage/calls/call-id.ts'
import type { Queries } from '../../../storage/database.ts'
import type { RollOf } from '../../../storage/roll.ts'
import { findConversation } from '../../../storage/review/conversations.ts'
import type { Overheard, Words } from '../../calls/overheard.ts'

export interface Overhearing {
  /** Hears of calls that have changed. */
  changed(calls: readonly { call_sid: string; erased_at: string | null }[]): void
  stop(): void
}

/** Of no call where none is named that is known. Rejects where the database fails. */
export type Overhear = (
  callSid: string | undefined,
  hear: (words: Words) => void,
) => Promise<Overhearing>

export function createOverhearing(
  queries: Queries,
  rollOf: RollOf,
  overheard: Overheard,
): Overhear {
  return async function overhear(callSid, hear) {
    const nothing = { changed() {}, stop() {} }
    if (callSid === undefined || !isCallId(callSid)) return nothing
    const call = await findConversation(queries, rollOf, callSid)
    if (!call || call.erased_at !== null) return nothing
    const stop = overheard.listen(callSid, hear)
    return {
      changed(calls) {
        if (calls.some((one) => one.call_sid === callSid && one.erased_at !== null)) stop()
      },
      stop,
    }
  }
}

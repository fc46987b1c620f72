/** Calls as they change, for pages that watch: one look at the database a second, however many watch. */
import { markCalls, type CallMark } from '../../../storage/review/call-changes.ts'
import { findConversations } from '../../../storage/review/conversations.ts'
import type { Database } from '../../../storage/database.ts'
import type { Houses } from '../../settings/houses/house.ts'
import { conversationJson, type Labels } from '../api/conversation-schema.ts'

type WatchedCall = ReturnType<typeof conversationJson>

export interface Live {
  /** Resolves with what stops it once every later change is heard of. Rejects where the database fails. */
  listen(hear: (calls: WatchedCall[]) => void): Promise<() => void>
  /** Ends all listening for good, and tells those who listen through `onEnd`. */
  end(): void
  onEnd(told: () => void): () => void
}

const EVERY_MS = 1_000

/** `onFault` hears of looks that fail; the next one may not. */
export function createLive(
  database: Database,
  houses: Labels & Pick<Houses, 'rollOf'>,
  onFault: (error: unknown) => void,
): Live {
  const listeners = new Set<(calls: WatchedCall[]) => void>()
  const endings = new Set<() => void>()
  let known = new Map<number, CallMark>()
  let began: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  let hasEnded = false

  async function begin(): Promise<void> {
    known = await markCalls(database.queries)
    timer = setTimeout(look, EVERY_MS).unref()
  }

  function look(): void {
    tellChanges()
      .catch(onFault)
      .finally(() => {
        // Those who listen may have gone during the look.
        if (listeners.size > 0) timer = setTimeout(look, EVERY_MS).unref()
        else began = null
      })
  }

  async function tellChanges(): Promise<void> {
    const seen = await markCalls(database.queries)
    const changed = [...seen.values()].filter(({ id, mark }) => known.get(id)?.mark !== mark)
    // They ended, and are too old to be among the newest.
    const gone = [...known.values()].filter(({ id, goesOn }) => goesOn && !seen.has(id))
    const ids = [...changed, ...gone].map(({ id }) => id)
    const found = await findConversations(database.queries, houses.rollOf, ids)
    const calls = found.map((call) => conversationJson(call, houses))
    known = seen
    if (calls.length > 0) for (const hear of listeners) hear(calls)
  }

  return {
    async listen(hear) {
      if (hasEnded) return () => {}
      listeners.add(hear)
      try {
        await (began ??= begin())
      } catch (error) {
        began = null
        listeners.delete(hear)
        throw error
      }
      return () => void listeners.delete(hear)
    },
    end() {
      hasEnded = true
      clearTimeout(timer)
      listeners.clear()
      for (const told of endings) told()
    },
    onEnd(told) {
      // A page that was cut off comes again at once, over a connection that is still open.
      if (hasEnded) told()
      endings.add(told)
      return () => void endings.delete(told)
    },
  }
}

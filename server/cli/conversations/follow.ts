/** Calls as they happen: asks the server again and again what is new. */
import { setTimeout as delay } from 'node:timers/promises'
import { ApiError } from '../command/api-error.ts'
import type {
  Conversation,
  ConversationFilter,
  ConversationPage,
  ConversationsApi,
} from './conversations-api.ts'

/** Called in the order of what happened. */
export interface Onlooker {
  /** What is past has been seen; from now on everything is new. */
  began(): void
  /** A call that is new, or has changed since; `before` is as it was last seen. */
  saw(call: Conversation, before: Conversation | null): void
  /** The server cannot answer, or is there again. */
  /** Resolves once he has taken in what he was told: until then nothing more is asked for. */
  caughtUp(signal: AbortSignal): Promise<void>
  lost(error: ApiError): void
  found(): void
}

const PAGE = 50
/** Calls that begin within one second, or while the server is away; older ones are left out. */
const MOST_PAGES = 20
/**
 * No call goes on for longer, https://www.twilio.com/docs/voice/api/call-resource#create-parameters, so
 * one that seems to has lost its end, and older ones will not change.
 */
const HORIZON_MS = 4 * 60 * 60 * 1000

/**
 * Goes on until `signal` aborts, and then throws its reason. Throws `ApiError` where the server does not
 * answer at all, or answers what waiting will not mend. `limit`: how many of the calls before now to see.
 */
export async function follow(
  api: ConversationsApi,
  filter: ConversationFilter,
  limit: number,
  onlooker: Onlooker,
  signal: AbortSignal,
  intervalMs: number,
): Promise<never> {
  const { conversations: past } = await (limit > PAGE
    ? api.recent(filter, limit)
    : api.page(filter, PAGE, null))
  const began = past
    .flatMap(({ start_time, end_time }) => [start_time, end_time ?? ''])
    .sort()
    .at(-1)
  let known = new Map<string, Conversation>()
  for (const [age, call] of [...past.entries()].toReversed()) {
    known.set(call.call_sid, call)
    if (age < limit) onlooker.saw(call, null)
  }
  onlooker.began()
  let isLost = false
  for (;;) {
    await onlooker.caughtUp(signal)
    await delay(intervalMs, undefined, { signal })
    try {
      known = look(await current(api, filter, known), known, began ?? '', onlooker)
      if (isLost) onlooker.found()
      isLost = false
    } catch (error) {
      if (!(error instanceof ApiError) || !mayPass(error)) throw error
      if (!isLost) onlooker.lost(error)
      isLost = true
      // It asked for patience: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
      if (error.retryAfter !== null) await delay(error.retryAfter * 1000, undefined, { signal })
    }
  }
}

/** As on a restart, or while its database is away. */
function mayPass({ kind, problem }: ApiError): boolean {
  const { status = 0 } = problem
  return kind === 'unreachable' || (kind === 'failed' && (status >= 500 || status === 429))
}

/** Oldest first: the newest calls, and those that go on but are no longer among the newest. */
async function current(
  api: ConversationsApi,
  filter: ConversationFilter,
  known: Map<string, Conversation>,
): Promise<Conversation[]> {
  const found: Conversation[] = []
  let page: ConversationPage
  let cursor: string | null = null
  let pages = 0
  const newest = [...known.values()].at(-1)
  const horizon = newest && new Date(Date.parse(newest.start_time) - HORIZON_MS).toISOString()
  const from = [filter.from, horizon]
    .filter((time) => time !== undefined)
    .sort()
    .at(-1)
  do {
    page = await api.page({ ...filter, from }, PAGE, cursor)
    for (const one of page.conversations) found.push(one)
    cursor = page.next_cursor
    pages++
    // Where the page is full and its last call is new, there may be more new ones behind it.
  } while (
    cursor !== null &&
    pages < MOST_PAGES &&
    page.conversations.length === PAGE &&
    !known.has(found.at(-1)!.call_sid)
  )
  const seen = new Set(found.map(({ call_sid }) => call_sid))
  for (const call of known.values()) {
    const goesOn = call.end_time === null && call.start_time >= (from ?? '')
    if (goesOn && !seen.has(call.call_sid)) found.push(await api.one(call.call_sid))
  }
  return found.sort((a, b) => a.start_time.localeCompare(b.start_time))
}

/** Gives what is known from now on; what is over and old is forgotten. */
function look(
  calls: Conversation[],
  known: Map<string, Conversation>,
  began: string,
  onlooker: Onlooker,
): Map<string, Conversation> {
  for (const call of calls) {
    // Moved up among the newest because another was erased.
    if (!known.has(call.call_sid) && call.end_time !== null && call.end_time < began) continue
    const before = known.get(call.call_sid) ?? null
    if (JSON.stringify(before) !== JSON.stringify(call)) onlooker.saw(call, before)
  }
  return new Map(calls.map((call) => [call.call_sid, call]))
}

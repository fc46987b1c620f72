/** Calls and what was said in them, as the management API has them. */
import type { z } from 'zod'
import type {
  conversationPageSchema,
  wholeConversationSchema,
} from '../../owner/api/conversation-schema.ts'
import type { ApiClient } from '../command/api-client.ts'

export type ConversationPage = z.infer<typeof conversationPageSchema>
/** With its journal where that was asked for. */
export type Conversation = z.infer<typeof wholeConversationSchema>
export type SpokenTurn = Conversation['turns'][number]

export interface ConversationFilter {
  decision?: string | undefined
  caller?: string | undefined
  /** A label or a number called. */
  line?: string | undefined
  q?: string | undefined
  tab?: string | undefined
  kind?: string | undefined
  dial?: string | undefined
  corrected?: 'true' | undefined
  from?: string | undefined
  to?: string | undefined
  /** 0 to 23, in the time zone of the server. */
  hour?: number | undefined
}

/** What one answer may hold. */
const MOST = 200

/** Every function throws `ApiError`. */
export type ConversationsApi = ReturnType<typeof createConversationsApi>

export function createConversationsApi(client: ApiClient) {
  const pathOf = (callSid: string) => `/conversations/${encodeURIComponent(callSid)}`

  function page(
    filter: ConversationFilter,
    limit: number,
    cursor: string | null,
  ): Promise<ConversationPage> {
    return client.read('GET', '/conversations', 'conversations', {
      query: { ...filter, limit, cursor },
    })
  }

  return {
    page,
    /** The owner's, as the server has it; undefined where it is too old to tell. */
    async timeZone(): Promise<string | undefined> {
      return (await page({}, 1, null)).time_zone
    },
    /** The newest `limit`, over as many pages as it takes; of a search a page may be short, or empty. */
    async recent(
      filter: ConversationFilter,
      limit: number,
      start: string | null = null,
    ): Promise<ConversationPage> {
      const conversations: Conversation[] = []
      let found: ConversationPage | undefined
      do {
        const left = limit - conversations.length
        found = await page(filter, Math.min(left, MOST), found ? found.next_cursor : start)
        for (const one of found.conversations) conversations.push(one)
      } while (found.next_cursor !== null && conversations.length < limit)
      return { ...found, conversations }
    },
    one(callSid: string, withJournal = false): Promise<Conversation> {
      const query = { include: withJournal ? 'journal' : null }
      return client.read('GET', pathOf(callSid), 'turns', { query })
    },
    change(
      callSid: string,
      json: { done?: boolean; owner_verdict?: 'transfer' | 'end' | null },
    ): Promise<Conversation> {
      return client.read('PATCH', pathOf(callSid), 'turns', { json })
    },
    decide(callSid: string, json: { choice: string; words?: string }): Promise<Conversation> {
      return client.read('POST', `${pathOf(callSid)}/decision`, 'turns', { json })
    },
    async erase(callSid: string): Promise<void> {
      await client.send('DELETE', pathOf(callSid))
    },
  }
}

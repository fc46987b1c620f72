/** What the scripts of the pages are answered, request by request: types alone, of what the server says it answers. */
import type { z } from '@hono/zod-openapi'
import type { Verdict } from '../../../../machines/verdict.ts'
import type { reportSchema } from '../../api/contact-files.ts'
import type { addressBookSchema } from '../../api/address-book.ts'
import type { blockPageSchema, blockSchema } from '../../api/block-schema.ts'
import type { callersSchema, weekSchema } from '../../api/standing-schema.ts'
import type { passListSchema, passSchema } from '../../api/pass-schema.ts'
import type { contactPageSchema, contactSchema } from '../../api/contact-schema.ts'
import type {
  conversationPageSchema,
  journalEntrySchema,
  tabCountsSchema,
  turnSchema,
  wholeConversationSchema,
} from '../../api/conversation-schema.ts'
import type { choicesSchema } from '../../api/decision.ts'
import type { ListImportJson, ListJson, ListsJson } from '../../api/lists.ts'
import type { healthSchema } from '../../api/health-schema.ts'
import type { hoursSchema } from '../../api/hours-schema.ts'
import type {
  noticePageSchema,
  noticeSchema,
  noticeSettingsSchema,
  triedSchema,
} from '../../api/notice-schema.ts'
import type { pushStateSchema } from '../../api/push-schema.ts'
import type { statisticsSchema } from '../../api/statistics.ts'
import type { CallSteps } from '../call-steps.ts'
import type { FlowCounts } from '../../../replay/flow-counts.ts'
import type { Words } from '../../../calls/overheard.ts'
import type { PhoneCallJson } from '../phone-calls.ts'

export type Conversation = z.infer<typeof wholeConversationSchema>
export type TabName = keyof z.infer<typeof tabCountsSchema>
export type Turn = z.infer<typeof turnSchema>
export type JournalEntry = z.infer<typeof journalEntrySchema>
export type Contact = z.infer<typeof contactSchema>
export type ImportReport = z.infer<typeof reportSchema>
export type ToldNotice = z.infer<typeof noticeSchema>
export type NoticeSettings = z.infer<typeof noticeSettingsSchema>
export type Block = z.infer<typeof blockSchema>
export type List = ListJson
export type Pass = z.infer<typeof passSchema>
export type ForeseenCaller = z.infer<typeof callersSchema>['callers'][number]
export type ForeseenWeek = z.infer<typeof weekSchema>
export type Hours = z.infer<typeof hoursSchema>
export type Health = z.infer<typeof healthSchema>
export type Statistics = z.infer<typeof statisticsSchema>
export type PushState = z.infer<typeof pushStateSchema>
export type Choices = z.infer<typeof choicesSchema>
export type CallStep = CallSteps['steps'][number]
export type { Words }
export type { CallSteps, FlowCounts, PhoneCallJson }

/** By method and path. What is not here is not known, or nothing. */
interface Answers {
  [read: `GET conversations?${string}`]: z.infer<typeof conversationPageSchema>
  [read: `GET conversations/${string}`]: Conversation
  [read: `GET exceptions?${string}`]: z.infer<typeof contactPageSchema>
  [read: `POST exceptions?${string}`]: Contact
  [read: `GET health?${string}`]: Health
  [read: `GET inbox?${string}`]: z.infer<typeof tabCountsSchema>
  [change: `DELETE blocks/${string}`]: null
  [change: `PATCH conversations/${string}`]: Conversation
  [read: `GET notices?${string}`]: z.infer<typeof noticePageSchema>
  'GET notices/settings': NoticeSettings
  'PATCH notices/settings': NoticeSettings
  'POST notices/test': z.infer<typeof triedSchema>
  [send: `POST notices/${number}/retry`]: ToldNotice
  [read: `GET blocks?${string}`]: z.infer<typeof blockPageSchema>
  'POST blocks': Block
  'GET address-book': z.infer<typeof addressBookSchema>
  'GET lists': ListsJson
  [read: `POST lists/${string}/update`]: ListJson
  [change: `PATCH lists/${string}`]: ListJson
  [change: `DELETE lists/${string}`]: null
  [send: `POST lists/${string}/import?${string}`]: ListImportJson
  'GET passes': z.infer<typeof passListSchema>
  'POST passes': Pass
  [read: `GET standing?${string}`]: z.infer<typeof callersSchema>
  'POST standing/week': ForeseenWeek
  'GET hours': Hours
  'PATCH hours': Hours
  'GET push': PushState
  [read: `GET stats?${string}`]: Statistics
  [read: `GET console/calls/${string}/steps`]: CallSteps
  [read: `GET console/flow.json?${string}`]: FlowCounts & { flow: string }
  [read: `GET console/phone/calls/${string}`]: PhoneCallJson
  'POST console/simulate/twiml': { state: string; twiml: string }
  'POST console/simulate/verdict': Verdict
  [send: `POST exceptions/import?${string}`]: ImportReport
  [send: `POST console/phone/calls${string}`]: PhoneCallJson
}

export type Answer<Request extends string> = Request extends keyof Answers
  ? Answers[Request]
  : unknown

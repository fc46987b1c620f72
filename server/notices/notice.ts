/** What a notice says: it comes from the call, as it is when the notice is sent, and not from a model. */
import { createHash } from 'node:crypto'
import type { NoticeKind } from '../../machines/notice.ts'
import { findActiveContact } from '../../storage/contacts.ts'
import type { Queries } from '../../storage/database.ts'
import type { RollOf } from '../../storage/roll.ts'
import { findCallerWords, type ClaimedDelivery } from '../../storage/notices/deliveries.ts'
import type { DecisionLinks, PassLink } from './decision-links.ts'
import { shortened } from './shortened.ts'
import { callKindInWords, outcomeInWords, titleOf } from '../words/notice-words.ts'

export interface Notice {
  /** The same however often it is sent. Letters, digits, `-` and `_` only. */
  id: string
  kind: NoticeKind
  /** When it was told: UTC, ISO 8601. */
  at: string
  callSid: string
  /** Of a contact; null for everybody else. */
  name: string | null
  /** E.164, or a word of the line for a number that is withheld. Null unless the owner asks for details. */
  number: string | null
  /** What the caller said. Null unless the owner asks for details. */
  words: string[] | null
  /** `delivery`, `medical` …; null where nobody has judged the call. */
  callKind: string | null
  decision: string | null
  dial: string | null
  /** The number called, as the owner names it; empty where there is but one. */
  line: string
  /** A line of its own. */
  title: string
  /** What kind of call, what became of it, and the details that the owner asks for: a line each. */
  lines: string[]
  /** To the call, on the console. */
  url: string
  /** Of a caller who waits for the owner's answer: what it may be. */
  decisions?: DecisionLinks
  /** Of a call that is over: lets its caller through for a while. Posting to it does. */
  letThrough?: PassLink
}

/** So much of what was said, in characters: notices are small, and the whole of it is behind the link. */
const MOST_WORDS = 800

export interface NoticeOptions {
  detail: 'brief' | 'full'
  /** Of the console. */
  baseUrl: string
}

export async function readNotice(
  queries: Queries,
  claimed: ClaimedDelivery,
  { detail, baseUrl, rollOf, line = '' }: NoticeOptions & { rollOf: RollOf; line?: string },
): Promise<Notice> {
  const { caller_id, call_id, called } = claimed
  const contact = await findActiveContact(queries, rollOf(called), caller_id)
  const said = detail === 'full' ? await findCallerWords(queries, call_id) : null
  return noticeOf(claimed, {
    name: contact?.name ?? null,
    number: detail === 'full' ? caller_id : null,
    words: said,
    line,
    baseUrl,
  })
}

type Told = Pick<
  ClaimedDelivery,
  'kind' | 'at' | 'call_sid' | 'final_decision' | 'transfer_status' | 'call_type'
>

export function noticeOf(
  told: Told,
  known: Pick<Notice, 'name' | 'number' | 'words'> & { baseUrl: string; line?: string },
): Notice {
  const { name, number, words, line: house = '' } = known
  const kind = told.kind as NoticeKind
  const spoken = words && shortened(words.join(' / '), MOST_WORDS)
  return {
    id: idOf(told.call_sid, kind),
    kind,
    at: told.at,
    callSid: told.call_sid,
    name,
    number,
    words,
    callKind: told.call_type,
    decision: told.final_decision,
    dial: told.transfer_status,
    line: house,
    title: titleOf(kind, name),
    lines: [
      house === '' ? '' : `Line: ${house}`,
      callKindInWords(told.call_type),
      outcomeInWords(kind, told),
      number === null ? '' : `Number: ${number}`,
      spoken ? `“${spoken}”` : '',
    ].filter((line) => line !== ''),
    url: `${known.baseUrl.replace(/\/+$/, '')}/console/calls/${encodeURIComponent(told.call_sid)}`,
  }
}

/** ntfy takes 64 characters of a few kinds, and webhooks no dot. */
function idOf(callSid: string, kind: string): string {
  const plain = `${callSid}_${kind}`.replace(/[^\w-]/g, '-')
  if (plain.length <= 64) return plain
  return createHash('sha256').update(`${callSid}_${kind}`).digest('hex').slice(0, 40)
}

/** ntfy, its own server or ntfy.sh: https://docs.ntfy.sh/publish/#publish-as-json */
import type { NoticeKind } from '../../../machines/notice.ts'
import type { NtfyWay } from '../../settings/notices/ways.ts'
import type { Channel } from '../channel.ts'
import type { Digest } from '../digest.ts'
import { post } from './post.ts'

/** 5 breaks through, 2 makes no sound. */
const PRIORITIES: Record<NoticeKind, number> = {
  urgent: 5,
  asking: 5,
  missed: 4,
  message: 3,
  'turned away': 2,
}

/** Short names of emojis. */
const TAGS: Record<NoticeKind, string> = {
  urgent: 'rotating_light',
  asking: 'question',
  missed: 'telephone_receiver',
  message: 'memo',
  'turned away': 'no_entry_sign',
}

/** What is beyond becomes an attached file. */
const MOST_BYTES = 4_000

export function createNtfy({ server, topic, token }: NtfyWay): Omit<Channel, 'told'> {
  async function publish(message: object, signal: AbortSignal): Promise<void> {
    const headers = {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    }
    await post(server, { headers, body: JSON.stringify({ topic, ...message }), signal })
  }

  return {
    name: 'ntfy',
    isForPeople: true,
    send({ id, kind, title, lines, url, decisions, letThrough }, signal) {
      const message = {
        title,
        message: cut(lines.join('\n') || title, MOST_BYTES),
        priority: PRIORITIES[kind],
        tags: [TAGS[kind]],
        click: decisions?.page ?? url,
        ...(decisions && { actions: actionsOf(decisions.choices) }),
        ...(letThrough && { actions: actionsOf([letThrough]) }),
        // One that comes twice takes the place of the first: https://docs.ntfy.sh/publish/#updating-deleting-notifications
        sequence_id: id,
      }
      return publish(message, signal)
    },
    sendDigest(digest, signal) {
      const { id, title, url } = digest
      const message = {
        title,
        message: cut(digestText(digest), MOST_BYTES),
        priority: 3,
        tags: ['newspaper'],
        click: url,
        sequence_id: id,
      }
      return publish(message, signal)
    },
  }
}

/** It shows three at most; all are on the page. https://docs.ntfy.sh/publish/#send-http-request */
function actionsOf(choices: readonly { label: string; url: string }[]) {
  return choices
    .slice(0, 3)
    .map(({ label, url }) => ({ action: 'http', label, url, method: 'POST', clear: true }))
}

/** The link of each call is left out: one tap leads to all of them. */
function digestText({ since, counts, calls, left }: Digest): string {
  const lines = calls.map(({ when, who, became, more }) =>
    [`${when}  ${who}: ${became}`, ...more].join('\n  '),
  )
  return [since, counts.join(' · '), '', ...lines, left === 0 ? '' : `… and ${left} more`]
    .join('\n')
    .trimEnd()
}

/** To so many bytes of UTF-8, between two characters. */
function cut(text: string, bytes: number): string {
  const all = Buffer.from(text)
  if (all.length <= bytes) return text
  return `${all
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\uFFFD+$/, '')}…`
}

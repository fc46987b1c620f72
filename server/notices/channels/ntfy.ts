/** ntfy, its own server or ntfy.sh: https://docs.ntfy.sh/publish/#publish-as-json */
import type { NoticeKind } from '../../../machines/notice.ts'
import type { NtfyWay } from '../../settings/notices/ways.ts'
import type { Channel } from '../channel.ts'
import type { DecisionLinks } from '../decision-links.ts'
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
  return {
    name: 'ntfy',
    isForPeople: true,
    async send({ id, kind, title, lines, url, decisions }, signal) {
      const body = JSON.stringify({
        topic,
        title,
        message: cut(lines.join('\n') || title, MOST_BYTES),
        priority: PRIORITIES[kind],
        tags: [TAGS[kind]],
        click: decisions?.page ?? url,
        ...(decisions && { actions: actionsOf(decisions) }),
        // One that comes twice takes the place of the first: https://docs.ntfy.sh/publish/#updating-deleting-notifications
        sequence_id: id,
      })
      const headers = {
        'content-type': 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
      }
      await post(server, { headers, body, signal })
    },
  }
}

/** It shows three at most; all are on the page. https://docs.ntfy.sh/publish/#send-http-request */
function actionsOf({ choices }: DecisionLinks) {
  return choices
    .slice(0, 3)
    .map(({ label, url }) => ({ action: 'http', label, url, method: 'POST', clear: true }))
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

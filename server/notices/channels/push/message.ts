/** What a browser is sent: small, and of the same length whatever was said. */
import { createHash } from 'node:crypto'
import type { NoticeKind } from '../../../../machines/notice.ts'
import type { Notice } from '../../notice.ts'
import { shortened } from '../../shortened.ts'

export interface PushMessage {
  /** JSON as the console's service worker reads it. */
  plaintext: Uint8Array
  /** How long the push service keeps it for a browser that is away, seconds. */
  ttl: number
  urgency: 'high' | 'normal' | 'low'
  /** What comes with the same takes the place of the first: https://www.rfc-editor.org/rfc/rfc8030#section-5.4 */
  topic: string
}

/**
 * Push services take 4,096 bytes; Firefox on Android some 2,800, since they go on through another service:
 * https://github.com/web-push-libs/web-push-php#payload-length-security-and-performance
 */
const BYTES = 2_048

const HOUR = 60 * 60
/** Nobody is put through an hour later; what was missed is still worth knowing. */
const TTL: Record<NoticeKind, number> = {
  urgent: HOUR,
  asking: 60,
  missed: 72 * HOUR,
  message: 72 * HOUR,
  'turned away': 24 * HOUR,
}

/** High wakes a phone that sleeps. https://www.rfc-editor.org/rfc/rfc8030#section-5.3 */
const URGENCY: Record<NoticeKind, PushMessage['urgency']> = {
  urgent: 'high',
  asking: 'high',
  missed: 'high',
  message: 'normal',
  'turned away': 'low',
}

export function pushMessage(notice: Notice): PushMessage {
  const { id, kind, at, callSid, title, lines, url, decisions, letThrough } = notice
  // Of the console, which the browser knows by an address of its own.
  const place = decisions
    ? `../decide/${lastPart(decisions.page)}`
    : url.slice(url.lastIndexOf('/console/') + '/console/'.length)
  // Browsers that have buttons show two: https://developer.mozilla.org/docs/Web/API/Notification/maxActions_static
  const choices = (decisions?.choices ?? (letThrough && [letThrough]))
    ?.slice(0, 2)
    .map((one) => ({ title: one.label, place: `../decide/${lastPart(one.url)}` }))
  const short = shortened(title, LONGEST_TITLE)
  const told = (body: string) =>
    JSON.stringify({ id, kind, at, call: callSid, title: short, body, place, choices })
  return {
    plaintext: Buffer.from(fitted(told, lines.join('\n')).padEnd(BYTES)).subarray(0, BYTES),
    ttl: TTL[kind],
    urgency: URGENCY[kind],
    topic: createHash('sha256').update(id).digest('base64url').slice(0, 32),
  }
}

function lastPart(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1)
}

/** Longer is none that a person would read on a notification. */
const LONGEST_TITLE = 120

/** With as much of the body as there is room for. */
function fitted(told: (body: string) => string, body: string): string {
  const fits = (length: number) => Buffer.byteLength(told(shortened(body, length))) <= BYTES
  if (fits(body.length)) return told(body)
  let [least, most] = [1, body.length]
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2)
    if (fits(middle)) least = middle
    else most = middle
  }
  return told(shortened(body, least))
}

/** Brings one message to the push service of one browser: encrypted, signed, bounded in time and size. */
import { request } from 'node:https'
import { encryptNotification, vapidHeaders } from '@block65/webcrypto-web-push'
import type { VapidKeys } from '../../../../storage/notices/vapid-keys.ts'
import type { PushSubscriptionRow } from '../../../../storage/schema.ts'
import type { Reach } from '../../../basics/reach.ts'
import { askedPauseMs } from '../post.ts'
import type { PushMessage } from './message.ts'

export type PushAnswer =
  | { state: 'taken' }
  /** The browser is signed up no more. */
  | { state: 'gone' }
  /** The words have no address and nothing of the message in them. */
  | { state: 'failed'; failure: string; pauseMs: number | null }

interface Sending {
  keys: VapidKeys
  baseUrl: string
  reach: Reach
  signal: AbortSignal
}

export async function pushTo(
  subscription: Pick<PushSubscriptionRow, 'endpoint' | 'p256dh' | 'auth'>,
  message: PushMessage,
  { keys, baseUrl, reach, signal }: Sending,
): Promise<PushAnswer> {
  try {
    const url = new URL(subscription.endpoint)
    const problem = reach.problem(url)
    if (problem !== null) return failed(`its address ${problem}`)
    const given = {
      endpoint: url.href,
      expirationTime: null,
      keys: { p256dh: subscription.p256dh, auth: subscription.auth },
    }
    const { headers } = await vapidHeaders(given, { ...keys, subject: subjectOf(baseUrl) })
    // Its length tells nothing: it is padded already, to less than the library would.
    const body = await encryptNotification(given, message.plaintext, { pad: false })
    const answer = await post(url, body, {
      reach,
      signal,
      headers: {
        ...headers,
        ttl: String(message.ttl),
        urgency: message.urgency,
        topic: message.topic,
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        'content-length': String(body.byteLength),
      },
    })
    return answered(answer)
  } catch (error) {
    if (signal.aborted) return failed('its push service gave no answer in time')
    const { code, name } = error as { code?: string; name?: string }
    return failed(`its push service cannot be reached: ${code ?? name ?? 'no reason is known'}`)
  }
}

/** Apple takes no address of this machine alone. https://www.rfc-editor.org/rfc/rfc8292#section-2.1 */
function subjectOf(baseUrl: string): string {
  const { protocol, origin } = new URL(baseUrl)
  return protocol === 'https:' ? origin : 'mailto:owner@example.com'
}

interface Answer {
  status: number
  retryAfter: string | null
}

function answered({ status, retryAfter }: Answer): PushAnswer {
  if (status >= 200 && status < 300) return { state: 'taken' }
  // https://www.rfc-editor.org/rfc/rfc8030#section-7.3
  if (status === 404 || status === 410) return { state: 'gone' }
  const refused = status === 401 || status === 403
  const hint = refused ? ': it refuses our key; is the clock of this machine right?' : ''
  return failed(`its push service answers ${status}${hint}`, askedPauseMs(retryAfter))
}

function failed(failure: string, pauseMs: number | null = null): PushAnswer {
  return { state: 'failed', failure, pauseMs }
}

interface Post {
  headers: Record<string, string>
  reach: Reach
  signal: AbortSignal
}

/** Not by `fetch`: it would look the name up once more, and connect to what nobody has checked. */
function post(url: URL, body: Uint8Array, { headers, reach, signal }: Post): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const { lookup, ca } = reach
  const asking = request(
    url,
    { method: 'POST', headers, signal, agent: false, ...(lookup && { lookup }), ...(ca && { ca }) },
    (response) => {
      const { statusCode: status = 0, headers: told } = response
      resolve({ status, retryAfter: told['retry-after'] ?? null })
      // Whatever else it says is left unread.
      response.on('error', () => undefined)
      asking.destroy()
    },
  )
  asking.on('error', reject)
  asking.end(body)
  return promise
}

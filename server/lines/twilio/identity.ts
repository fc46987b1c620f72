/**
 * What tells a webhook from the others of its call. The URL that we gave Twilio for its answer names the turn, and is
 * signed; the token that tells Twilio's repeats is a header, which the signature does not cover, so that whoever has
 * seen a webhook can send it again under another: it counts only where nothing signed tells.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
import type { CallEvent } from '../../../machines/call.ts'
import type { Incoming } from '../../calls/incoming.ts'
import { digestOf } from '../digest-of.ts'

export interface WebhookFacts {
  route: string
  event: CallEvent
  /** See `turnIn`. */
  replyTo: number | null
  /** Twilio's `I-Twilio-Idempotency-Token`. */
  token: string | undefined
  /** Of a fallback: which of our answers was lost. */
  errorUrl: string | undefined
}

export function identityOf({
  route,
  event,
  replyTo,
  token,
  errorUrl,
}: WebhookFacts): Incoming['identity'] {
  const digest = digestOf(event)
  // A call begins once and ends once, and of the answers that name no turn there is one of each.
  const isOnce = event.type === 'call.arrived' || event.type === 'call.ended'
  if (isOnce || (errorUrl && replyTo === null))
    return { route, token: `once ${digestOf([event, errorUrl])}` }
  if (replyTo !== null) return { route, digest, replyTo }
  return token ? { route, token: token.slice(0, 100) } : { route, digest, replyTo }
}

/** The revision whose answer a URL was in; null where it was in none. */
export function turnIn(query: URLSearchParams): number | null {
  const turn = query.get('turn') ?? query.get('held') ?? ''
  return /^\d{1,9}$/.test(turn) && Number(turn) > 0 ? Number(turn) : null
}

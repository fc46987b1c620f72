/** A browser that signs up for web push, as it describes itself: https://www.w3.org/TR/push-api/#pushsubscription-interface */
import { createHash, createPublicKey } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import type { Reach } from '../../basics/reach.ts'
import type { PushSubscriptionRow } from '../../../storage/schema.ts'

const POINT_BYTES = 65
const AUTH_BYTES = 16

/** Base64url, as browsers write it: without `=`. */
const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'is no base64url')

const p256dh = base64url.refine(isPoint, 'is no public key of a browser: give what it gave')
const auth = base64url.refine(
  (written) => Buffer.from(written, 'base64url').length === AUTH_BYTES,
  'is not 16 bytes: give what the browser gave',
)

/** `reach`: which addresses we may be made to ask. */
export function givenSubscriptionSchema(reach: Reach) {
  const endpoint = z
    .string()
    .max(2_000, 'is longer than any push service has it')
    .transform((written, ctx) => {
      const url = URL.parse(written)
      const problem = url ? reach.problem(url) : 'is no address'
      if (url && problem === null) return url.href
      ctx.addIssue({ code: 'custom', message: `${problem}: give what the browser gave` })
      return z.NEVER
    })
    .openapi({
      type: 'string',
      format: 'uri',
      description: 'https, with the name of a public server and without a port',
      example: 'https://push.example.com/send/abc',
    })
  return z
    .strictObject({
      endpoint,
      keys: z.strictObject({ p256dh, auth }),
      /** Browsers tell it, and none of them means it. */
      expirationTime: z.number().nullable().optional(),
      device: z
        .string()
        .trim()
        .max(80, 'at most 80 characters')
        .transform((name) => name.replaceAll(/\p{Cc}/gu, ' ') || NAMELESS)
        .default(NAMELESS)
        .openapi({ example: 'Safari on iPhone' }),
    })
    .openapi('GivenPushSubscription')
}

const NAMELESS = 'A browser'

export const pushSubscriptionSchema = z
  .object({
    id: z
      .string()
      .openapi({ description: 'The first half of the SHA-256 of its endpoint, in hex' }),
    device: z.string(),
    push_service: z.string().openapi({ example: 'fcm.googleapis.com' }),
    created_at: z.string(),
    told_at: z.string().nullable().openapi({ description: 'When it was last told something' }),
    failure: z
      .string()
      .nullable()
      .openapi({ description: 'Why it could not be told the last time; null where it was' }),
  })
  .openapi('PushSubscription')

export const pushStateSchema = z
  .object({
    public_key: z.string().nullable().openapi({
      description: 'What a browser signs up with (applicationServerKey); null: NOTIFY_PUSH=none',
    }),
    told: z.array(z.string()).openapi({ description: 'The kinds of notice that go by web push' }),
    subscriptions: z.array(pushSubscriptionSchema),
  })
  .openapi('PushState')

/** The endpoint stays here: whoever knows it can be a nuisance with it. */
export function pushSubscriptionJson(row: PushSubscriptionRow) {
  const { id, endpoint, device, created_at, told_at, failure } = row
  return { id, device, push_service: new URL(endpoint).host, created_at, told_at, failure }
}

/** The first half of SHA-256, in hex: a page can tell whether its browser is one of them. */
export function subscriptionId(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('hex').slice(0, 32)
}

/** Uncompressed, on P-256: https://www.rfc-editor.org/rfc/rfc8291#section-3.1 */
function isPoint(written: string): boolean {
  const point = Buffer.from(written, 'base64url')
  if (point.length !== POINT_BYTES || point[0] !== 4) return false
  const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url')
  try {
    const key = { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) }
    createPublicKey({ format: 'jwk', key })
    return true
  } catch {
    return false
  }
}

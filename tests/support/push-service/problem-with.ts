/** Why a push service would not take a request: what it has to bring, and whose it has to be. */
import { createPublicKey, verify } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** https://www.rfc-editor.org/rfc/rfc8030#section-5, https://www.rfc-editor.org/rfc/rfc8292#section-2 */
export function problemWith({ method, headers }: IncomingMessage, body: Buffer, origin: string) {
  if (method !== 'POST') return `is ${method}`
  if (headers['content-encoding'] !== 'aes128gcm') return 'is not aes128gcm'
  if (body.length > 4_096) return `has ${body.length} bytes`
  if (!/^\d+$/.test(headers.ttl as string)) return 'has no TTL'
  if (!/^(very-low|low|normal|high)$/.test(headers.urgency as string)) return 'has a wrong Urgency'
  if (!/^[\w-]{1,32}$/.test(headers.topic as string)) return 'has a wrong Topic'
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(
    headers.authorization ?? '',
  ) ?? ['']
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url')
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    {
      key: createPublicKey({
        format: 'jwk',
        key: { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) },
      }),
      dsaEncoding: 'ieee-p1363',
    },
    Buffer.from(signature, 'base64url'),
  )
  if (!isSigned) return 'is not signed with its key'
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  const { aud, exp, sub } = read(claims)
  if (read(head).alg !== 'ES256') return 'is signed in another way'
  if (aud !== origin) return `is meant for ${String(aud)}`
  const left = Number(exp) - Date.now() / 1000
  if (!(left > 0 && left <= 24 * 60 * 60)) return 'is signed for too long'
  if (!/^(https:\/\/|mailto:)/.test(String(sub))) return 'does not say whose it is'
  return null
}

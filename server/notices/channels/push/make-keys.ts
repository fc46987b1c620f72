/** A pair of keys for push services to know us by: P-256, https://www.rfc-editor.org/rfc/rfc8292#section-2. */
import { createECDH } from 'node:crypto'
import type { VapidKeys } from '../../../../storage/notices/vapid-keys.ts'

const SCALAR_BYTES = 32

export function makeVapidKeys(): VapidKeys {
  const pair = createECDH('prime256v1')
  const publicKey = pair.generateKeys('base64url')
  const scalar = pair.getPrivateKey()
  // Node leaves leading zeros out, and others want them.
  const padded = Buffer.concat([Buffer.alloc(SCALAR_BYTES - scalar.length), scalar])
  return { publicKey, privateKey: padded.toString('base64url') }
}

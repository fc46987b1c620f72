/** What a key is to its sessions: neither tells the key, and a session is worth nothing without it. */
import { createHmac, hkdfSync } from 'node:crypto'

/** By which a stored session is found: of the cookie and of the key alike, and leading back to neither. */
export function sessionId(cookie: string, key: string): string {
  const secret = derived(key, 'voice-concierge console session', 32)
  return createHmac('sha256', secret).update(cookie).digest('hex')
}

/** Tells the sessions of one key from those of another; so short that a guess at the key can't be proved by it. */
export function keyLabel(key: string): string {
  return derived(key, 'voice-concierge console session label', 3).toString('hex')
}

function derived(key: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', purpose, bytes))
}

/** Tokens that are rights by themselves: 256 bits that nobody guesses, kept by a hash that opens nothing. */
import { createHash, randomBytes } from 'node:crypto'

const TOKEN = /^[\w-]{43}$/

/** 43 letters, digits, `-` and `_`. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function isToken(text: string): boolean {
  return TOKEN.test(text)
}

/** Of the same form. What has 256 bits by chance needs no salt and no slow hash. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

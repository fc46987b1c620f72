/**
 * What a socket shows for being of a call: only our TwiML has it, for one call and one of its turns. Made of the account's
 * token, so that every instance knows it and none has to remember it.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Nonces {
  /** `revision`: of the answer that opens the socket. */
  of(callSid: string, revision: number | string): string
  /** Never throws. */
  fits(nonce: string, callSid: string, revision: number): boolean
}

/** With several tokens, while one is exchanged, each is taken; without any, this process knows its own only. */
export function createNonces(authTokens: readonly string[]): Nonces {
  const keys = authTokens.length > 0 ? authTokens : [randomBytes(32).toString('hex')]
  const made = (key: string, callSid: string, revision: number | string) =>
    createHmac('sha256', key).update(`relay ${callSid} ${revision}`).digest('base64url')

  return {
    of: (callSid, revision) => made(keys[0]!, callSid, revision),
    fits(nonce, callSid, revision) {
      const given = Buffer.from(nonce)
      return keys.some((key) => {
        const due = Buffer.from(made(key, callSid, revision))
        return given.length === due.length && timingSafeEqual(given, due)
      })
    },
  }
}

/** Only Twilio may tell us what happens to a call. https://www.twilio.com/docs/usage/security */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { originsOf, targetsOf } from './signed-urls.ts'

export interface SignedRequest {
  signature: string | undefined
  /** As it came, or as it is after a proxy: whichever way it is spelled. */
  pathAndQuery: string
  /** As the request names us; what differs in more than capitals is not asked. */
  host?: string | undefined
  fields: Record<string, string | string[]>
}

/** Whether a webhook with these fields, at this path and query, was signed with the account's token. Never throws. */
export type SignatureCheck = (request: SignedRequest) => boolean

/** A HMAC-SHA1 in base64: whatever looks otherwise is none, and need not be read any further. */
export function isSignature(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9+/]{27}=$/.test(text)
}

/**
 * While a token is exchanged for another, webhooks come signed with either.
 * Twilio signs the address it was given: the public one, whatever a proxy makes of it on the way.
 */
export function createSignatureCheck(authTokens: string[], baseUrl: string): SignatureCheck {
  return function check({ signature, pathAndQuery, host, fields }) {
    if (!isSignature(signature)) return false
    const given = Buffer.from(signature)
    const signed = Buffer.from(signedFields(fields))
    const targets = targetsOf(pathAndQuery)
    const urls = originsOf(baseUrl, host).flatMap((origin) => targets.map((each) => origin + each))
    return authTokens.some((token) =>
      urls.some((url) => {
        const due = createHmac('sha1', token).update(url).update(signed).digest('base64')
        return timingSafeEqual(given, Buffer.from(due))
      }),
    )
  }
}

/** Names in order, each before its value; of a repeated one each value once, in order. */
function signedFields(fields: SignedRequest['fields']): string {
  let text = ''
  for (const name of Object.keys(fields).sort()) {
    const value = fields[name]!
    if (typeof value === 'string') text += name + value
    else for (const each of [...new Set(value)].sort()) text += name + each
  }
  return text
}

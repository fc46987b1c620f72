/** Only Twilio may tell us what happens to a call. https://www.twilio.com/docs/usage/security */
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'

/** Whether a webhook with these fields, at this path and query, was signed with the account's token. */
export type SignatureCheck = (request: {
  signature: string | undefined
  pathAndQuery: string
  fields: Record<string, string | string[]>
}) => boolean

/**
 * While a token is exchanged for another, webhooks come signed with either.
 * Twilio signs the address it was given: the public one, whatever a proxy makes of it on the way.
 */
export function createSignatureCheck(authTokens: string[], baseUrl: string): SignatureCheck {
  // Twilio leaves credentials and fragments out of what it signs.
  const url = new URL(baseUrl)
  const origin = `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')}`
  return ({ signature, pathAndQuery, fields }) =>
    signature !== undefined &&
    authTokens.some((token) => validateRequest(token, signature, origin + pathAndQuery, fields))
}

/** Only Twilio may tell us what happens to a call. https://www.twilio.com/docs/usage/security */
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'

/** Whether a webhook with these fields, at this path and query, was signed with the account's token. */
export type SignatureCheck = (request: {
  signature: string | undefined
  pathAndQuery: string
  fields: Record<string, string | string[]>
}) => boolean

/** Twilio signs the address it was given: the public one, whatever a proxy makes of it on the way. */
export function createSignatureCheck(authToken: string, baseUrl: string): SignatureCheck {
  // Twilio leaves credentials and fragments out of what it signs.
  const url = new URL(baseUrl)
  const origin = `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')}`
  return ({ signature, pathAndQuery, fields }) =>
    signature !== undefined && validateRequest(authToken, signature, origin + pathAndQuery, fields)
}

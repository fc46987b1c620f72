/** Twilio's Calls resource for a phone that a test gets only once its server knows where the resource is. */
import { onTestFinished } from 'vitest'
import { startCallsResource } from '../../server/phone/calls-resource.ts'
import type { Phone } from '../../server/phone/phone.ts'
import { CALLS_ACCOUNT } from './calls-resource.ts'
import { AUTH_TOKEN } from './concierge.ts'

export async function startStandIn() {
  let plugged: Phone | undefined
  const { url, stop } = await startCallsResource({
    phone: { find: (callSid) => plugged?.find(callSid) ?? null },
    accountSid: CALLS_ACCOUNT,
    authToken: AUTH_TOKEN,
  })
  onTestFinished(stop)
  return {
    /** By which a server finds it, and is let in. */
    settings: {
      TWILIO_ACCOUNT_SID: CALLS_ACCOUNT,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      TWILIO_API_URL: url,
    },
    plugIn(phone: Phone) {
      plugged = phone
    },
  }
}

/** Where calls are acted on from outside, and as whom: Twilio's REST API, or the phone's stand-in on this machine. */

export interface CallsAccount {
  /** Without a slash at its end. */
  apiUrl: string
  accountSid: string
  authToken: string
}

const TWILIO = 'https://api.twilio.com'

/** What `npm run call` listens to while no real call can come. */
const STAND_IN = 'http://127.0.0.1:8090'
const NOBODY = { accountSid: `AC${'0'.repeat(31)}1`, authToken: 'no-account' }

export const API_URL_PROBLEM = 'give an https address, like https://api.twilio.com'

/** The address as it is used; null where none may be: the token goes there, in the clear only within this machine. */
export function readApiUrl(written: string): string | null {
  const url = URL.parse(written)
  if (!url || (url.protocol !== 'https:' && !isHere(url)) || url.username || url.password)
    return null
  return (url.origin + url.pathname).replace(/\/+$/, '')
}

function isHere({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

interface Known {
  /** As `readApiUrl` gives it. */
  apiUrl: string | undefined
  accountSid: string | undefined
  authToken: string | undefined
}

/** Of a server: null where it has no account. In demo mode no call is Twilio's. */
export function callsAccount(known: Known, isDemo: boolean): CallsAccount | null {
  if (isDemo) return standIn(known)
  const { apiUrl = TWILIO, accountSid, authToken } = known
  return accountSid && authToken ? { apiUrl, accountSid, authToken } : null
}

/** Of whoever stands in for Twilio beside a server with these settings; null where they name Twilio's own. */
export function standIn({ apiUrl = STAND_IN, accountSid, authToken }: Known): CallsAccount | null {
  if (!isHere(new URL(apiUrl))) return null
  return { apiUrl, ...(accountSid && authToken ? { accountSid, authToken } : NOBODY) }
}

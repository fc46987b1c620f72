/** Twilio's Calls resource on this machine: an update has the call leave its TwiML for what is at another address. */
import { startReceiver } from './receiver.ts'
import { pathOf } from './phone-to.ts'

export const CALLS_ACCOUNT = `AC${'0123456789abcdef'.repeat(2)}`

/** https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource */
export async function startCallsResource() {
  /** Where each update sends its call, path and query. */
  const updates: { callSid: string; path: string }[] = []
  const twilio = await startReceiver(({ path, body, headers }) => {
    const [, account, callSid] =
      /^\/2010-04-01\/Accounts\/([^/]+)\/Calls\/([^/]+)\.json$/.exec(path) ?? []
    if (account !== CALLS_ACCOUNT || !headers.authorization?.startsWith('Basic ')) return 401
    const { Url: url = '', Method: method } = Object.fromEntries(new URLSearchParams(body))
    if (!URL.canParse(url) || method !== 'POST') return 400
    updates.push({ callSid: callSid!, path: pathOf(url) })
    return 200
  })
  return { url: twilio.url, updates, twilio }
}

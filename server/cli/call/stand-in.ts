/** Twilio's Calls resource while a call is played: what the owner decides moves the call at once. */
import { startCallsResource, type CallsResource } from '../../phone/calls-resource.ts'
import type { Phone } from '../../phone/phone.ts'
import { readApiUrl, standIn, type CallsAccount } from '../../settings/calls-resource.ts'

export interface StandIn extends CallsAccount {
  /** From now on it is this phone's calls that are acted on. */
  plugIn(phone: Phone): void
  stop(): Promise<void>
}

/** Where the server of these settings looks for it; null where it looks elsewhere, or somebody else is there. */
export async function standInFor(env: NodeJS.ProcessEnv): Promise<StandIn | null> {
  const account = standIn(knownIn(env))
  if (!account) return null
  const port = Number(new URL(account.apiUrl).port || 80)
  return start(account, port).catch(() => null)
}

/** For a server that is told where it is. */
export async function ownStandIn(env: NodeJS.ProcessEnv): Promise<StandIn> {
  return start(standIn({ ...knownIn(env), apiUrl: undefined })!, 0)
}

function knownIn(env: NodeJS.ProcessEnv) {
  const written = env.TWILIO_API_URL?.trim()
  return {
    apiUrl: written ? (readApiUrl(written) ?? undefined) : undefined,
    accountSid: env.TWILIO_ACCOUNT_SID?.trim(),
    authToken: env.TWILIO_AUTH_TOKEN?.split(',')[0]!.trim(),
  }
}

async function start(account: CallsAccount, port: number): Promise<StandIn> {
  let plugged: Phone | undefined
  const find: Phone['find'] = (callSid) => plugged?.find(callSid) ?? null
  const resource: CallsResource = await startCallsResource({ ...account, port, phone: { find } })
  return {
    ...account,
    apiUrl: resource.url,
    plugIn(phone) {
      plugged = phone
    },
    stop: resource.stop,
  }
}

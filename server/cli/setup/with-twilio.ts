/** What setup does with Twilio: sees that the number is there, points it here, rings the owner. */
import { setTimeout as delay } from 'node:timers/promises'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { createTwilioApi, type PlacedCall, type TwilioApi } from '../../doctor/twilio/twilio-api.ts'
import { readApiUrl } from '../../settings/calls-resource.ts'
import type { Config } from '../../settings/config.ts'
import { readSettings } from '../command/settings.ts'
import { printLine, type Surroundings } from '../command/surroundings.ts'
import { twilio } from '../twilio/twilio.ts'

type Settings = Readonly<Record<string, string>>

/** Null where there is no account to ask. */
function apiOf({ accountSid, authTokens, twilioApiUrl }: Config): TwilioApi | null {
  const [authToken] = authTokens
  const apiUrl = twilioApiUrl ?? readApiUrl('https://api.twilio.com')!
  return accountSid && authToken ? createTwilioApi({ apiUrl, accountSid, authToken }) : null
}

/** Throws `TwilioApiError` where the account is refused, or has no such number. */
export async function findNumber(settings: Settings, around: Surroundings): Promise<void> {
  const config = readSettings(settings)
  if (config.twilioNumber === null) return
  const api = apiOf(config)
  if (api === null) return
  await api.find(config.twilioNumber)
  printLine(around, `Twilio knows the account, and ${config.twilioNumber} is its`)
}

/** Gives the exit code; what Twilio refuses has been told. */
export function pointNumber(settings: Settings, around: Surroundings): Promise<number> {
  return twilio(['configure'], { ...around, env: { ...settings } })
}

const EVERY_MS = 500
const PATIENCE_MS = 60_000

/** https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const ENDS: Record<string, string> = {
  completed: 'Your phone was answered, and heard how callers are greeted',
  busy: 'Your phone was busy, or declined the call',
  'no-answer': 'Your phone rang, and nobody answered',
  failed:
    'Twilio could not ring your phone: see REAL_PHONE_NUMBER; a trial account rings verified numbers only, and the geographic permissions of the account have to allow the country',
  canceled: 'The call was cancelled',
}

export async function ringOwner(settings: Settings, around: Surroundings): Promise<void> {
  const config = readSettings(settings)
  const api = apiOf(config)
  if (api === null || config.twilioNumber === null) return
  printLine(around, 'Your phone rings …')
  const call = await api.ring({
    from: config.twilioNumber,
    to: config.ownerNumber,
    twiml: greetingDocument(config),
  })
  const end = await endOf(api, call)
  printLine(around, ENDS[end] ?? `After a minute the call is still ${end}: no more is waited for`)
}

async function endOf(api: TwilioApi, call: PlacedCall): Promise<string> {
  const until = performance.now() + PATIENCE_MS
  let { status } = call
  while (!(status in ENDS) && performance.now() < until) {
    await delay(EVERY_MS)
    ;({ status } = await api.lookAtCall(call.sid))
  }
  return status
}

function greetingDocument({ language, voice, ownerName }: Config): string {
  const { greeting } = speechIn(language, ownerName)
  const voiced = voice === null ? '' : ` voice="${escaped(voice)}"`
  const say = `<Say language="${escaped(language)}"${voiced}>${escaped(greeting)}</Say>`
  return `<Response>${say}</Response>`
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** How a Twilio number has to be set for its calls to reach the concierge, and how it is. */
import type { IncomingNumber } from './twilio-api.ts'

export interface NumberSetting {
  /** Twilio's parameter, such as `VoiceUrl`. */
  name: string
  /** Empty: nothing. */
  is: string
  /** Null: not known without the concierge's address. */
  shouldBe: string | null
}

/** Of Twilio's parameters the field of the answer; the paths are those of `server/lines/twilio/webhooks.ts`. */
const FIELDS = [
  ['VoiceUrl', 'voice_url', (base: string) => `${base}/twilio/voice`],
  ['VoiceMethod', 'voice_method', () => 'POST'],
  // Carries a call on after a lost connection.
  ['VoiceFallbackUrl', 'voice_fallback_url', (base: string) => `${base}/twilio/fallback`],
  ['VoiceFallbackMethod', 'voice_fallback_method', () => 'POST'],
  // Tells when a caller has hung up.
  ['StatusCallback', 'status_callback', (base: string) => `${base}/twilio/status`],
  ['StatusCallbackMethod', 'status_callback_method', () => 'POST'],
  // "If a voice_application_sid is present, we ignore all of the voice urls":
  // https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
  ['VoiceApplicationSid', 'voice_application_sid', () => ''],
] as const

export function settingsOf(number: IncomingNumber, baseUrl: string | null): NumberSetting[] {
  return FIELDS.map(([name, field, wanted]) => {
    const is = number[field]
    return {
      name,
      is: typeof is === 'string' ? is : '',
      shouldBe: baseUrl === null ? null : wanted(baseUrl),
    }
  })
}

/** Without an address to compare with nothing is wrong. */
export function isRight({ is, shouldBe }: NumberSetting): boolean {
  return shouldBe === null || is === shouldBe
}

/** What keeps calls away however these settings are. */
export function obstaclesOf({ trunk_sid: trunk, capabilities }: IncomingNumber): string[] {
  return [
    ...(trunk
      ? [
          `The number belongs to the SIP trunk ${trunk}, so Twilio asks none of these addresses: take it out of the trunk in the console, under Elastic SIP Trunking`,
        ]
      : []),
    ...(capabilities?.voice === false
      ? ['The number takes no calls: it has no voice capability']
      : []),
  ]
}

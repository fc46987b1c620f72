/** Twilio's REST API on this machine, as far as it is about the numbers of an account. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export const ACCOUNT_SID = `AC${'0123456789abcdef'.repeat(2)}`
export const TOKEN = 'f3a91c27e5b84d06a7c2d9'
const CALL = `CA${'0123456789abcdef'.repeat(2)}`
const NUMBER_SID = `PN${'fedcba9876543210'.repeat(2)}`

/** A number as Twilio sells it: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
const AS_BOUGHT = {
  sid: NUMBER_SID,
  account_sid: ACCOUNT_SID,
  friendly_name: '(212) 555-0142',
  capabilities: { voice: true, sms: true, mms: true, fax: false },
  voice_url: 'https://demo.twilio.com/welcome/voice/',
  voice_method: 'POST',
  voice_fallback_url: null as string | null,
  voice_fallback_method: 'POST',
  status_callback: '',
  status_callback_method: 'POST',
  voice_application_sid: null as string | null,
  trunk_sid: null as string | null,
  voice_receive_mode: 'voice',
  sms_url: 'https://sms.example.com/',
}

export type TwilioNumber = typeof AS_BOUGHT & { phone_number: string }

/** What the API answers in the place of what it would. */
interface Refusal {
  status: number
  body?: object | string
  headers?: Record<string, string>
}

/** Of Twilio's parameters the fields that they set; others are ignored, as Twilio does. */
const PARAMETERS: Record<string, keyof typeof AS_BOUGHT> = {
  VoiceUrl: 'voice_url',
  VoiceMethod: 'voice_method',
  VoiceFallbackUrl: 'voice_fallback_url',
  VoiceFallbackMethod: 'voice_fallback_method',
  StatusCallback: 'status_callback',
  StatusCallbackMethod: 'status_callback_method',
  VoiceApplicationSid: 'voice_application_sid',
  SmsUrl: 'sms_url',
}

/** Closed when the test is over. */
export async function startTwilioApi(numbers: Partial<TwilioNumber>[], refusal?: Refusal) {
  const stored = numbers.map((number) => ({ ...AS_BOUGHT, ...number }))
  /** How the calls that it places go on, look by look. */
  const ends: string[] = []
  /** The forms that were posted. */
  const posted: Record<string, string>[] = []
  const expected = `Basic ${Buffer.from(`${ACCOUNT_SID}:${TOKEN}`).toString('base64')}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, 'http://twilio')
    const form = Object.fromEntries(new URLSearchParams(await text(request)))
    if (request.method === 'POST') posted.push(form)
    if (refusal) return send(response, refusal.status, refusal.body ?? '', refusal.headers)
    if (request.headers.authorization !== expected)
      return refuse(response, 401, 20003, 'Authenticate')
    if (pathname.startsWith(`/2010-04-01/Accounts/${ACCOUNT_SID}/Calls`))
      return send(response, 200, {
        sid: CALL,
        status: form.To ? 'queued' : (ends.shift() ?? 'ringing'),
      })
    const [, account, sid] =
      /^\/2010-04-01\/Accounts\/([^/]+)\/IncomingPhoneNumbers(?:\/([^/]+))?\.json$/.exec(
        pathname,
      ) ?? []
    const number = stored.find((one) => one.sid === sid)
    if (account !== ACCOUNT_SID || (sid !== undefined && !number))
      return refuse(response, 404, 20404, `The requested resource ${pathname} was not found`)
    if (!number) {
      const wanted = searchParams.get('PhoneNumber') ?? ''
      // The digits may stand anywhere in the number.
      const found = stored.filter((one) => one.phone_number?.includes(wanted.replace('+', '')))
      return send(response, 200, { incoming_phone_numbers: found, page: 0, page_size: 50 })
    }
    for (const [name, value] of Object.entries(form)) {
      if (name.endsWith('Url') && value && !URL.canParse(value))
        return refuse(response, 400, 21402, `${name} is not a valid URL`)
      const field = PARAMETERS[name]
      if (field) Object.assign(number, { [field]: value })
    }
    return send(response, 200, number)
  }

  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    numbers: stored,
    ends,
    posted,
  }
}

function refuse(response: ServerResponse, status: number, code: number, message: string): void {
  const more_info = `https://www.twilio.com/docs/errors/${code}`
  send(response, status, { code, message, more_info, status })
}

function send(
  response: ServerResponse,
  status: number,
  body: object | string,
  headers: Record<string, string> = {},
): void {
  const type = typeof body === 'string' ? 'text/html' : 'application/json'
  response.writeHead(status, { 'content-type': type, ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** The part of Twilio's REST API that knows phone numbers and rings them, asked without its library, which takes 0.4 s to load. */
import { ConciergeError } from '../../../storage/concierge-error.ts'
import { wholeText } from '../../basics/bounded-body.ts'
import { readObject, reasonOf } from '../../basics/http-answer.ts'

/** As much as is read: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export interface IncomingNumber {
  sid: string
  phone_number: string
  capabilities?: { voice?: boolean }
  trunk_sid?: string | null
  [field: string]: unknown
}

/** Twilio would not, or could not be asked; the message says what to do, and never holds the token. */
export class TwilioApiError extends ConciergeError {
  readonly code = 'TWILIO_API'
  readonly disposition = 'refuse'
}

export interface TwilioAccess {
  /** Without a slash at its end. */
  apiUrl: string
  accountSid: string
  authToken: string
}

export interface PlacedCall {
  sid: string
  /** https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
  status: string
}

export interface TwilioApi {
  /** The number of the account. Throws `TwilioApiError`, also where there is none. */
  find(number: string): Promise<IncomingNumber>
  /** By Twilio's names for its parameters, such as `VoiceUrl`; gives what is set then. */
  update(sid: string, changes: Record<string, string>): Promise<IncomingNumber>
  /** Rings a phone, which costs what a call costs, and has it hear a document. */
  ring(call: { from: string; to: string; twiml: string }): Promise<PlacedCall>
  lookAtCall(sid: string): Promise<PlacedCall>
}

const PATIENCE_MS = 15_000
/** A page of fifty numbers is some 100 KB. */
const MOST_BYTES = 8 * 2 ** 20

/** `signal` ends what is under way. */
export function createTwilioApi(
  { apiUrl, accountSid, authToken }: TwilioAccess,
  signal?: AbortSignal,
): TwilioApi {
  const account = `${apiUrl}/2010-04-01/Accounts/${accountSid}`
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`

  async function ask(path: string, form?: Record<string, string>): Promise<unknown> {
    const request = {
      // Else the token would follow to wherever we are sent.
      redirect: 'manual',
      headers: { authorization, accept: 'application/json' },
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(signal ? [signal] : [])]),
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    } as const
    let response: Response
    let text: string
    try {
      response = await fetch(account + path, request)
      text = await wholeText(response, MOST_BYTES)
    } catch (error) {
      const why = reasonOf(error, PATIENCE_MS)
      throw new TwilioApiError(`Twilio cannot be reached at ${apiUrl}: ${why}`, { cause: error })
    }
    const answer = readObject(text)
    if (response.ok && answer !== null) return answer
    throw new TwilioApiError(refusal(response, answer ?? {}))
  }

  /** https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
  function refusal({ status, headers }: Response, { code, message }: TwilioProblem): string {
    if (code === 20008)
      return 'These are test credentials, which know no number: set those of the account itself'
    if (status === 401)
      return `Twilio refuses the credentials: is TWILIO_AUTH_TOKEN the one of ${accountSid}? Both are on the first page of the console. A suspended or closed account is refused too`
    if (status === 404 && code !== undefined)
      return `Twilio knows no account ${accountSid}, or the number has just left it: see TWILIO_ACCOUNT_SID`
    if (status === 429) {
      const after = Number(headers.get('retry-after'))
      return `Twilio has had too many requests: try again ${after > 0 ? `in ${after} s` : 'in a minute'}`
    }
    if (status >= 500)
      return `Twilio is in trouble (${status}): try again later, see https://status.twilio.com`
    if (code === undefined)
      return `What answers at ${apiUrl} is not Twilio's API (${status}): see TWILIO_API_URL`
    return `Twilio refuses (${status}, ${code}): ${message ?? 'it does not say why'}. See https://www.twilio.com/docs/api/errors/${code}`
  }

  return {
    async find(number) {
      // A part of a number would find others too, so the answer may hold more than one.
      const query = new URLSearchParams({ PhoneNumber: number, PageSize: '50' })
      const page = (await ask(`/IncomingPhoneNumbers.json?${query.toString()}`)) as {
        incoming_phone_numbers?: IncomingNumber[]
      }
      if (!Array.isArray(page.incoming_phone_numbers))
        throw new TwilioApiError(
          `What answers at ${apiUrl} is not Twilio's API: see TWILIO_API_URL`,
        )
      const found = page.incoming_phone_numbers.find((one) => one.phone_number === number)
      if (found) return found
      throw new TwilioApiError(
        `The account ${accountSid} has no number ${number}: see TWILIO_PHONE_NUMBER or --number. A number of a subaccount needs the SID and the token of that`,
      )
    },

    async update(sid, changes) {
      const path = `/IncomingPhoneNumbers/${encodeURIComponent(sid)}.json`
      return (await ask(path, changes)) as IncomingNumber
    },

    // https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
    async ring({ from: From, to: To, twiml: Twiml }) {
      return (await ask('/Calls.json', { From, To, Twiml, Timeout: '30' })) as PlacedCall
    },

    async lookAtCall(sid) {
      return (await ask(`/Calls/${encodeURIComponent(sid)}.json`)) as PlacedCall
    },
  }
}

interface TwilioProblem {
  code?: number
  message?: string
}

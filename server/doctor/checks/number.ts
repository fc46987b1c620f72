/** Whether Twilio sends the calls of the number to this server. */
import { fail, notChecked, ok, warn, type Finding } from '../check.ts'
import type { Readable } from '../surveyed.ts'
import { isRight, obstaclesOf, settingsOf } from '../twilio/number-settings.ts'
import { createTwilioApi, TwilioApiError } from '../twilio/twilio-api.ts'

const TWILIO = 'https://api.twilio.com'

export async function checkNumber(
  { config }: Pick<Readable, 'config'>,
  signal: AbortSignal,
): Promise<Finding> {
  const { accountSid, authTokens, twilioNumber, baseUrl, missing, twilioApiUrl } = config
  const [authToken] = authTokens
  const needed = [
    accountSid === null ? 'TWILIO_ACCOUNT_SID' : '',
    authToken === undefined ? 'TWILIO_AUTH_TOKEN' : '',
    twilioNumber === null ? 'TWILIO_PHONE_NUMBER' : '',
  ].filter(Boolean)
  if (accountSid === null || authToken === undefined || twilioNumber === null)
    return notChecked(
      `Twilio is asked for its settings only with ${needed.join(', ')}.`,
      'npm run setup',
    )
  const api = createTwilioApi({ apiUrl: twilioApiUrl ?? TWILIO, accountSid, authToken }, signal)
  try {
    const found = await api.find(twilioNumber)
    const obstacles = obstaclesOf(found)
    if (obstacles.length > 0)
      return fail(`${obstacles.join('. ')}.`, 'Mend it in Twilio’s console.')
    if (missing.includes('BASE_URL'))
      return warn(
        'The number is there; without BASE_URL there is nothing to compare it with.',
        'Set BASE_URL.',
      )
    const wrong = settingsOf(found, baseUrl.replace(/\/+$/, '')).filter((one) => !isRight(one))
    if (wrong.length === 0)
      return ok(`${twilioNumber} sends its calls, what fails and what ends to ${baseUrl}, by POST.`)
    const words = wrong.map(
      ({ name, is, shouldBe }) =>
        `${name} is ${withoutSecrets(is) || 'nothing'}, and should be ${shouldBe || 'nothing'}`,
    )
    const keepsCallsAway = wrong.some(({ name }) => DECISIVE.has(name))
    const tell = keepsCallsAway ? fail : warn
    return tell(`${words.join('; ')}.`, 'npm run twilio -- configure sets it right.')
  } catch (error) {
    if (!(error instanceof TwilioApiError)) throw error
    return fail(
      `${error.message}.`,
      'See TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_PHONE_NUMBER.',
    )
  }
}

/** The others matter when something fails, or a caller hangs up. */
const DECISIVE = new Set(['VoiceUrl', 'VoiceMethod', 'VoiceApplicationSid'])

/** Of another program's address, which may have a password before its host, or a key behind its question mark. */
function withoutSecrets(url: string): string {
  return url.replace(/\/\/[^/?#]*@/, '//…@').replace(/\?.+/s, '?…')
}

/** Whether what Twilio signs is taken, and what nobody signed is not: by a webhook through BASE_URL that changes nothing. */
import { createHmac, randomBytes } from 'node:crypto'
import { beginningOf } from '../../basics/bounded-body.ts'
import { reasonOf } from '../../basics/http-answer.ts'
import { fail, notChecked, ok, type Finding } from '../check.ts'
import type { Outside, Readable } from '../surveyed.ts'

const PATIENCE_MS = 8_000
/** Of no call: https://www.twilio.com/docs/glossary/what-is-a-sid */
const CALL_SID = `CA${'0'.repeat(32)}`

export async function checkSignature(
  { config, outside }: Pick<Readable, 'config' | 'outside'>,
  signal: AbortSignal,
): Promise<Finding> {
  const [token] = config.authTokens
  if (token === undefined || config.missing.includes('BASE_URL'))
    return notChecked('Without TWILIO_AUTH_TOKEN and BASE_URL nothing is signed.', 'npm run setup')
  const url = `${config.baseUrl.replace(/\/+$/, '')}/twilio/status`
  try {
    const post = (by: string) => postSigned(outside, { url, token: by, signal })
    const right = await post(token)
    // As good as any other in form, so that it is the check itself that refuses it.
    const wrong = await post(randomBytes(32).toString('hex'))
    return judge(right, wrong)
  } catch (error) {
    return fail(
      `What was signed did not arrive: ${reasonOf(error, PATIENCE_MS)}.`,
      'See the check of the address.',
    )
  }
}

/** That a phone is ringing is told of a call, and changes none. */
async function postSigned(
  outside: Outside,
  { url, token, signal }: { url: string; token: string; signal: AbortSignal },
): Promise<number> {
  const fields = { CallSid: CALL_SID, CallStatus: 'ringing' }
  // https://www.twilio.com/docs/usage/security#validating-requests
  const signed = url + Object.entries(fields).flat().join('')
  const answer = await outside.fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'x-twilio-signature': createHmac('sha1', token).update(signed).digest('base64') },
    body: new URLSearchParams(fields),
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
  })
  await beginningOf(answer.body, 1_024)
  return answer.status
}

function judge(right: number, wrong: number): Finding {
  if (right === 204 && wrong === 403)
    return ok(
      'What is signed as Twilio does was taken through BASE_URL, and what was signed by another was refused: whoever answers there has your token.',
    )
  if (right === 403)
    return fail(
      'What is signed as Twilio does was refused: every call would be.',
      'BASE_URL has to be what Twilio is given, letter for letter, and the server there has to have the same TWILIO_AUTH_TOKEN. A proxy must not change path or query.',
    )
  if (right === 204)
    return fail(
      `What nobody signed was not refused (${wrong}): strangers could play calls.`,
      'See that the server at BASE_URL has TWILIO_AUTH_TOKEN set.',
    )
  return fail(
    `The webhook was answered with ${right}, which is not ours.`,
    'See that the proxy or tunnel passes POST to /twilio/ on to this server, without a login before it.',
  )
}

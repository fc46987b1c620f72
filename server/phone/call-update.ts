/** Which updates Twilio takes of a call that goes on: https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource */
import type { CallUpdate } from './phone-call.ts'
import { PhoneError } from './phone-error.ts'
import { parseTwiml, type Verb } from './twiml-document.ts'
import { url as urlRule } from './twiml-schema.ts'

/** https://www.twilio.com/docs/api/errors/32018 */
const MOST_TWIML = 4000

/** Throws a `PhoneError` where Twilio would refuse it. */
export function checkUpdate(status: string, to: CallUpdate): void {
  const isRinging = status === 'ringing'
  if (status !== 'in-progress' && !(isRinging && 'status' in to))
    // https://www.twilio.com/docs/api/errors/21220
    throw new PhoneError(21220, `The call is ${status}: only one in progress can be updated`)
  if ('url' in to && !(URL.canParse(to.url) && urlRule.accepts(to.url)))
    throw new PhoneError(21205, 'The Url of an update is a whole http or https address')
  if ('twiml' in to) checkTwiml(to.twiml)
}

function checkTwiml(twiml: string): void {
  if (twiml.length > MOST_TWIML)
    throw new PhoneError(32018, `The Twiml of an update has more than ${MOST_TWIML} characters`)
  // https://www.twilio.com/docs/api/errors/15004: there is no document that they could be relative to.
  const relative = parseTwiml(twiml)
    .flatMap(addressesOf)
    .find((one) => !URL.canParse(one))
  if (relative !== undefined)
    throw new PhoneError(15004, `The Twiml of an update has the relative URL "${relative}"`)
}

function addressesOf(verb: Verb): string[] {
  if (verb.verb === 'Gather') return [verb.action]
  if (verb.verb === 'Redirect') return [verb.url]
  if (verb.verb === 'Connect') return verb.action === undefined ? [] : [verb.action]
  if (verb.verb !== 'Dial') return []
  return [verb.action, verb.whisper?.url].filter((one) => one !== undefined)
}

/** Twilio's webhooks over HTTP: signature, form → event → TwiML. */
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import type { CallEvent } from '../../../machines/call.ts'
import type { Incoming } from '../../calls/incoming.ts'
import type { Watch } from '../../watch/watch.ts'
import type { AnswerInTime } from '../in-time.ts'
import type { Line } from '../line.ts'
import { readArrival, readDialOutcome, readFallback, readSpeech, readStatus } from './events.ts'
import { firstValues, limitBody, MOST_FIELDS, readFields, refuseUnread, type Form } from './form.ts'
import { identityOf, turnIn } from './identity.ts'
import { isSignature, type SignatureCheck } from './signature.ts'
import { isSimulated } from './simulated.ts'

export interface WebhookDependencies {
  answerInTime: AnswerInTime
  line: Line
  /** Null only where nobody but this machine reaches us. */
  checkSignature: SignatureCheck | null
  watch: Pick<Watch, 'requestRefused'>
}

/** https://www.twilio.com/docs/glossary/what-is-a-sid: two letters and 32 hexadecimal digits, for now. */
const CALL_SID = /^[A-Za-z0-9]{1,34}$/

/** Names and words are in it, and who asks again is to be heard again. */
const PRIVATE = { 'cache-control': 'no-store' }
const XML = { ...PRIVATE, 'content-type': 'text/xml; charset=utf-8' }

interface Read {
  event: CallEvent | null
  /** Whether the webhook begins a call that we do not know. */
  begins: boolean
}

export function createWebhooks({ answerInTime, line, ...deps }: WebhookDependencies): Hono {
  const app = new Hono()
  const limit = limitBody()

  take('/voice', (form) => ({
    event: { type: 'call.arrived', ...readArrival(form) },
    begins: true,
  }))
  take('/ai-response', (form, c) => ({
    event: c.req.query('held') === undefined ? readSpeech(form) : { type: 'hold.ended' },
    begins: true,
  }))
  take('/transfer-fallback', (form) => ({ event: readDialOutcome(form), begins: true }))
  take('/fallback', (form) => ({ event: readFallback(form), begins: true }))
  take('/status', (form) => ({ event: readStatus(form), begins: false }))

  function take(path: string, read: (form: Form, c: Context) => Read): void {
    // Not the path as it came: a letter of it may be escaped, and each spelling would count as another.
    const route = `/twilio${path}`
    app.post(path, unlessUnsigned(route), limit, async (c) => {
      const form = await receive(c, route)
      if (form instanceof Response) return form
      const { event, begins } = read(form, c)
      if (!event) return c.body(null, 204, PRIVATE)
      const body = await answerInTime(incomingOf(c, { route, form, event, begins }), line)
      return body ? c.body(body, 200, XML) : c.body(null, 204, PRIVATE)
    })
  }

  /** Of what nobody can have signed, nothing but the head is read. */
  function unlessUnsigned(route: string): MiddlewareHandler {
    return async function admit(c, next) {
      const signature = c.req.header('x-twilio-signature')
      if (deps.checkSignature && !isSignature(signature)) return refuse(c, route, null)
      return refuseUnread(c) ?? next()
    }
  }

  /** The form, or why it is refused. */
  async function receive(c: Context, route: string): Promise<Form | Response> {
    const fields = readFields(await c.req.text())
    if (!fields) return c.text(`The form has more than ${MOST_FIELDS} fields`, 413)
    const form = firstValues(fields)
    const namesCall = CALL_SID.test(form.CallSid ?? '')
    const request = {
      signature: c.req.header('x-twilio-signature'),
      pathAndQuery: targetOf(c),
      host: c.req.header('host'),
      fields,
    }
    if (deps.checkSignature && !deps.checkSignature(request))
      return refuse(c, route, namesCall ? form.CallSid! : null)
    return namesCall ? form : c.text('CallSid is missing', 400)
  }

  function refuse(c: Context, route: string, callSid: string | null): Response {
    const signed = c.req.header('x-twilio-signature') !== undefined
    const requestId = c.get('requestId')
    deps.watch.requestRefused({ requestId, callSid, route, signed, status: 403 })
    return c.text('The signature does not fit: see BASE_URL and TWILIO_AUTH_TOKEN', 403, PRIVATE)
  }

  function incomingOf(
    c: Context,
    { route, form, event, begins }: Read & { route: string; form: Form; event: CallEvent },
  ): Incoming {
    const { ErrorUrl: errorUrl } = form
    const replyTo = turnIn(new URL(c.req.url).searchParams) ?? turnIn(queryOf(errorUrl))
    return {
      callSid: form.CallSid!,
      requestId: c.get('requestId'),
      simulated: isSimulated(c.env as object | undefined),
      event,
      replyTo,
      identity: identityOf({
        route,
        event,
        replyTo,
        token: c.req.header('i-twilio-idempotency-token'),
        errorUrl,
      }),
      arrival: begins ? { type: 'call.arrived', ...readArrival(form) } : null,
      isHeard: event.type !== 'call.ended',
      render: line.render,
    }
  }

  return app
}

/** Path and query as they came over the network, where they did: a `Request` escapes what Twilio may have signed as it is. */
function targetOf(c: Context): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { url?: string } }
  return (incoming?.url ?? c.req.url).replace(/^https?:\/\/[^/?#]*/i, '').replace(/#.*$/s, '')
}

function queryOf(url: string | undefined): URLSearchParams {
  return URL.parse(url ?? '')?.searchParams ?? new URLSearchParams()
}

/** Twilio's webhooks over HTTP: signature, form → event → TwiML. */
import { Hono, type Context } from 'hono'
import type { CallEvent } from '../../../machines/call.ts'
import type { Incoming } from '../../calls/incoming.ts'
import type { Watch } from '../../watch/watch.ts'
import type { AnswerInTime } from '../in-time.ts'
import type { Line } from '../line.ts'
import {
  digestOf,
  readArrival,
  readDialOutcome,
  readFallback,
  readSpeech,
  readStatus,
} from './events.ts'
import { firstValues, isForm, limitBody, readFields, type Form } from './form.ts'
import type { SignatureCheck } from './signature.ts'
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

const XML = { 'content-type': 'text/xml; charset=utf-8' }

interface Read {
  event: CallEvent | null
  /** Whether the webhook begins a call that we do not know. */
  begins: boolean
}

export function createWebhooks({ answerInTime, line, ...deps }: WebhookDependencies): Hono {
  const app = new Hono()
  app.use(limitBody())

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
    app.post(path, async (c) => {
      const form = await receive(c, route)
      if (form instanceof Response) return form
      const { event, begins } = read(form, c)
      if (!event) return c.body(null, 204)
      const body = await answerInTime(incomingOf(c, { route, form, event, begins }), line)
      return body ? c.body(body, 200, XML) : c.body(null, 204)
    })
  }

  /** The form, or why it is refused. */
  async function receive(c: Context, route: string): Promise<Form | Response> {
    if (!isForm(c.req.header('content-type')))
      return c.text('Send a form: application/x-www-form-urlencoded', 415)
    const fields = readFields(await c.req.text())
    const form = firstValues(fields)
    const namesCall = CALL_SID.test(form.CallSid ?? '')
    const { pathname, search } = new URL(c.req.url)
    const signature = c.req.header('x-twilio-signature')
    const request = { signature, pathAndQuery: pathname + search, fields }
    if (deps.checkSignature && !deps.checkSignature(request)) {
      const callSid = namesCall ? form.CallSid! : null
      const signed = signature !== undefined
      const requestId = c.get('requestId')
      deps.watch.requestRefused({ requestId, callSid, route, signed, status: 403 })
      return c.text('The signature does not fit: see BASE_URL and TWILIO_AUTH_TOKEN', 403)
    }
    return namesCall ? form : c.text('CallSid is missing', 400)
  }

  function incomingOf(
    c: Context,
    { route, form, event, begins }: Read & { route: string; form: Form; event: CallEvent },
  ): Incoming {
    const token = c.req.header('i-twilio-idempotency-token')
    const revision = Number.parseInt(c.req.query('turn') ?? c.req.query('held') ?? '', 10)
    const replyTo = Number.isNaN(revision) ? null : revision
    return {
      callSid: form.CallSid!,
      requestId: c.get('requestId'),
      simulated: isSimulated(c.env as object | undefined),
      event,
      replyTo,
      identity: token
        ? { route, token: token.slice(0, 100) }
        : { route, digest: digestOf(event), replyTo },
      arrival: begins ? { type: 'call.arrived', ...readArrival(form) } : null,
      isHeard: event.type !== 'call.ended',
      render: line.render,
    }
  }

  return app
}

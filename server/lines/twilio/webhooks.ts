/** Twilio's webhooks over HTTP: signature, form → event → turn → TwiML. */
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { CallEvent } from '../../../machines/call.ts'
import type { CallWebhook, Turn } from '../../calls/turn.ts'
import type { Watch } from '../../watch/watch.ts'
import {
  digestOf,
  readArrival,
  readDialOutcome,
  readFallback,
  readSpeech,
  readStatus,
  type Form,
} from './events.ts'
import type { SignatureCheck } from './signature.ts'
import { isSimulated } from './simulated.ts'

export interface WebhookDependencies {
  turn: Turn
  /** Null only where nobody but this machine reaches us. */
  checkSignature: SignatureCheck | null
  /** TwiML for a webhook whose turn failed: contacts still get through. */
  answerAnyway(webhook: CallWebhook): Promise<string>
  /** TwiML for when nothing else can be said. */
  apology: string
  /** However a turn goes, Twilio has an answer by then: it gives up after 15 s. */
  deadlineMs: number
  watch: Watch
}

/** The turn goes on, but its webhook has to be answered. */
export class TurnTooLongError extends Error {
  override name = 'TurnTooLongError'
}

/** Twilio's own requests stay far below; a minute of speech has about a thousand characters. */
const MOST_BYTES = 256 * 1024

const XML = { 'content-type': 'text/xml; charset=utf-8' }

interface Read {
  event: CallEvent | null
  /** Whether the webhook begins a call that we do not know. */
  begins: boolean
}

export function createWebhooks(deps: WebhookDependencies): Hono {
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
      return event ? answer(c, { route, form, event, begins }) : c.body(null, 204)
    })
  }

  /** The form, or why it is refused. */
  async function receive(c: Context, route: string): Promise<Form | Response> {
    if (!isForm(c.req.header('content-type')))
      return c.text('Send a form: application/x-www-form-urlencoded', 415)
    const fields = readFields(await c.req.text())
    const form = firstValues(fields)
    const namesCall = /^[A-Za-z0-9]{1,34}$/.test(form.CallSid ?? '')
    const { pathname, search } = new URL(c.req.url)
    const signature = c.req.header('x-twilio-signature')
    const request = { signature, pathAndQuery: pathname + search, fields }
    if (deps.checkSignature && !deps.checkSignature(request)) {
      const callSid = namesCall ? form.CallSid! : null
      const signed = signature !== undefined
      const requestId = c.get('requestId')
      deps.watch.webhookRefused({ requestId, callSid, route, signed, status: 403 })
      return c.text('The signature does not fit: see BASE_URL and TWILIO_AUTH_TOKEN', 403)
    }
    return namesCall ? form : c.text('CallSid is missing', 400)
  }

  async function answer(
    c: Context,
    { route, form, event, begins }: Read & { route: string; form: Form; event: CallEvent },
  ): Promise<Response> {
    const callSid = form.CallSid!
    const token = c.req.header('i-twilio-idempotency-token')
    const replyTo = Number.parseInt(c.req.query('turn') ?? c.req.query('held') ?? '', 10)
    const watched = deps.watch.webhookArrived({
      requestId: c.get('requestId'),
      callSid,
      route,
      event: event.type,
    })
    const webhook: CallWebhook = {
      callSid,
      requestId: c.get('requestId'),
      simulated: isSimulated(c.env as object | undefined),
      event,
      replyTo: Number.isNaN(replyTo) ? null : replyTo,
      identify: (revision) =>
        token
          ? `${route} ${token.slice(0, 100)}`
          : `${route} ${replyTo || revision} ${digestOf(event)}`,
      arrival: begins ? () => ({ type: 'call.arrived', ...readArrival(form) }) : null,
    }
    const turn = watched.during(() => deps.turn(webhook))
    try {
      const end = await withinDeadline(turn, deps.deadlineMs)
      watched.ended(end, end.body ? 200 : 204)
      return end.body ? c.body(end.body, 200, XML) : c.body(null, 204)
    } catch (error) {
      watched.failed(error, 200)
      // Behind an answer that could not wait for it, a turn may still be taken.
      turn.then(
        (end) => watched.ended(end, 200),
        () => undefined,
      )
      // Nobody is on the line of a played call, and what is remembered meanwhile would be a real one.
      const body = webhook.simulated
        ? deps.apology
        : await deps.answerAnyway(webhook).catch(() => deps.apology)
      return body ? c.body(body, 200, XML) : c.body(null, 204)
    }
  }

  return app
}

/** Hono's `bodyLimit` reads the body as a stream, which costs a tenth of a turn: only where no length is told. */
function limitBody(): MiddlewareHandler {
  const tooLarge = (c: Context) => c.text('The form is too large', 413)
  const counting = bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge })
  return async function limited(c, next) {
    const length = c.req.header('content-length')
    if (length === undefined) return counting(c, next)
    if (Number(length) > MOST_BYTES) return tooLarge(c)
    return next()
  }
}

function isForm(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]!.trim().toLowerCase() === 'application/x-www-form-urlencoded'
}

/** Repeated fields stay lists: the signature covers each of their values. */
function readFields(body: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(body)) {
    const before = fields[name]
    fields[name] = before === undefined ? value : [before, value].flat()
  }
  return fields
}

function firstValues(fields: Record<string, string | string[]>): Form {
  const form: Form = Object.create(null)
  for (const name in fields) {
    const value = fields[name]
    form[name] = Array.isArray(value) ? value[0] : value
  }
  return form
}

function withinDeadline<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const late = () => reject(new TurnTooLongError(`The turn took longer than ${ms} ms`))
  const timer = setTimeout(late, ms)
  work.then(resolve, reject).finally(() => clearTimeout(timer))
  return promise
}

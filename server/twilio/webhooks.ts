/** Twilio's webhooks over HTTP: signature, form → event → turn → TwiML. */
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from 'pino'
import type { CallEvent } from '../../machines/call.ts'
import type { Turn } from '../turn.ts'
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

export interface WebhookDependencies {
  turn: Turn
  /** Null only where nobody but this machine reaches us. */
  checkSignature: SignatureCheck | null
  /** TwiML for when nothing else can be said. */
  apology: string
  /** However a turn goes, Twilio has an answer by then: it gives up after 15 s. */
  deadlineMs: number
  log: Logger
}

/** Twilio's own requests stay far below; a minute of speech has about a thousand characters. */
const MOST_BYTES = 256 * 1024

const XML = { 'content-type': 'text/xml; charset=utf-8' }

interface Webhook {
  route: string
  form: Form
  event: CallEvent
  /** Whether the webhook begins a call that we do not know. */
  begins: boolean
}

export function createWebhooks(deps: WebhookDependencies): Hono {
  const app = new Hono()
  app.use(limitBody())

  app.post('/voice', (c) =>
    receive(c, (form) => ({
      event: { type: 'call.arrived', ...readArrival(form) },
      begins: true,
    })),
  )
  app.post('/ai-response', (c) =>
    receive(c, (form) => ({
      event: c.req.query('held') === undefined ? readSpeech(form) : { type: 'hold.ended' },
      begins: true,
    })),
  )
  app.post('/transfer-fallback', (c) =>
    receive(c, (form) => ({ event: readDialOutcome(form), begins: true })),
  )
  app.post('/fallback', (c) => receive(c, (form) => ({ event: readFallback(form), begins: true })))
  app.post('/status', (c) => receive(c, (form) => ({ event: readStatus(form), begins: false })))

  async function receive(
    c: Context,
    read: (form: Form) => { event: CallEvent | null; begins: boolean },
  ): Promise<Response> {
    if (!isForm(c.req.header('content-type')))
      return c.text('Send a form: application/x-www-form-urlencoded', 415)
    const fields = readFields(await c.req.text())
    const url = new URL(c.req.url)
    const { checkSignature, log } = deps
    const signature = c.req.header('x-twilio-signature')
    if (
      checkSignature &&
      !checkSignature({ signature, pathAndQuery: url.pathname + url.search, fields })
    ) {
      log.warn({ route: url.pathname, signed: signature !== undefined }, 'signature refused')
      return c.text('The signature does not fit: see BASE_URL and TWILIO_AUTH_TOKEN', 403)
    }
    const form = firstValues(fields)
    if (!/^[A-Za-z0-9]{1,64}$/.test(form.CallSid ?? '')) return c.text('CallSid is missing', 400)
    const { event, begins } = read(form)
    if (!event) return c.body(null, 204)
    return answer(c, { route: url.pathname, form, event, begins })
  }

  async function answer(c: Context, { route, form, event, begins }: Webhook): Promise<Response> {
    const callSid = form.CallSid!
    const token = c.req.header('i-twilio-idempotency-token')
    const replyTo = Number.parseInt(c.req.query('turn') ?? c.req.query('held') ?? '', 10)
    const turn = deps.turn({
      callSid,
      route,
      event,
      replyTo: Number.isNaN(replyTo) ? null : replyTo,
      identify: (revision) =>
        token
          ? `${route} ${token.slice(0, 100)}`
          : `${route} ${replyTo || revision} ${digestOf(event)}`,
      arrival: begins ? () => ({ type: 'call.arrived', ...readArrival(form) }) : null,
    })
    try {
      const body = await withinDeadline(turn, deps.deadlineMs)
      return body ? c.body(body, 200, XML) : c.body(null, 204)
    } catch (error) {
      deps.log.error({ call_sid: callSid, route, err: error }, 'turn failed')
      return c.body(deps.apology, 200, XML)
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
  const timer = setTimeout(() => reject(new Error(`The turn took longer than ${ms} ms`)), ms)
  work.then(resolve, reject).finally(() => clearTimeout(timer))
  return promise
}

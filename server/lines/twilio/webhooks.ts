/** Twilio's webhooks over HTTP: signature, form → event → TwiML. */
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import type { CallEvent } from '../../../machines/call.ts'
import type { Incoming } from '../../calls/incoming.ts'
import type { Watch } from '../../watch/watch.ts'
import { digestOf } from '../digest-of.ts'
import type { AnswerInTime } from '../in-time.ts'
import {
  readArrival,
  readDialOutcome,
  readFallback,
  readHandOff,
  readSocketEnd,
  readSpeech,
  readStatus,
} from './events.ts'
import { firstValues, limitBody, MOST_FIELDS, readFields, refuseUnread, type Form } from './form.ts'
import { identityOf, turnIn } from './identity.ts'
import { isSignature, type SignatureCheck } from './signature.ts'
import { readAnswered, readKey, readOwnerLeg } from './owner-leg.ts'
import { createPartials, type HearPartly } from './partials.ts'
import { isSimulated, isStreamed } from './simulated.ts'
import type { TwilioLine } from './twilio-line.ts'
import { PLAYED_ACCOUNT } from '../../settings/played-account.ts'

export interface WebhookDependencies {
  answerInTime: AnswerInTime
  line: TwilioLine
  /** Null only where nobody but this machine reaches us. */
  checkSignature: SignatureCheck | null
  watch: Pick<Watch, 'requestRefused'>
  /** Resolves when Twilio is not just being told to leave what the call is answered. */
  settled?: ((callSid: string) => Promise<void>) | undefined
  /** Hears what callers have said so far; left out where nobody does. */
  partly?: HearPartly | undefined
}

/** https://www.twilio.com/docs/glossary/what-is-a-sid: two letters and 32 hexadecimal digits, for now. */
const CALL_SID = /^[A-Za-z0-9]{1,34}$/

/** Names and words are in it, and who asks again is to be heard again. */
const PRIVATE = { 'cache-control': 'no-store' }
const XML = { ...PRIVATE, 'content-type': 'text/xml; charset=utf-8' }

interface Read {
  /** Of the call that it is about; left out where that is the one that the form names. */
  callSid?: string
  event: CallEvent | null
  /** Whether the webhook begins a call that we do not know. */
  begins: boolean
  /** The revision that it replies to, where that is not the one of its address. */
  replyTo?: number | null
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
  take('/relay-ended', (form) => ({
    event: readSocketEnd(form),
    begins: true,
    replyTo: readHandOff(form),
  }))
  take('/transfer-fallback', (form) => ({ event: readDialOutcome(form), begins: true }))
  take('/fallback', (form) => ({ event: readFallback(form), begins: true }))
  take('/status', (form) => ({ event: readStatus(form), begins: false }))
  takePartials('/partial')
  takeOwner('/whisper', '', readAnswered)
  takeOwner('/whisper/key', '/key', readKey)

  function take(path: string, read: (form: Form, c: Context) => Read): void {
    // Not the path as it came: a letter of it may be escaped, and each spelling would count as another.
    const route = `/twilio${path}`
    app.post(path, unlessUnsigned(route), limit, async (c) => {
      const form = await receive(c, route)
      if (form instanceof Response) return form
      const { event, ...about } = read(form, c)
      if (!event) return c.body(null, 204, PRIVATE)
      const body = await documentFor(incomingOf(c, { route, form, event, ...about }))
      // What comes back for an update's answer is that update.
      if (event.type !== 'hold.ended') await deps.settled?.(form.CallSid!)
      return body ? c.body(body, 200, XML) : c.body(null, 204, PRIVATE)
    })
  }

  /**
   * Of events that come at once over a socket and as a webhook, one turn may answer both, in the form of whichever took
   * them in: what is no document cannot be used here, and is asked for again.
   */
  async function documentFor(incoming: Incoming): Promise<string> {
    const body = await answerInTime(incoming, line)
    if (!body || body.startsWith('<')) return body
    const { route } = incoming.identity
    const event: CallEvent = { type: 'answer.lost' }
    const identity = { route, token: `again ${digestOf(incoming.identity)}` }
    const again = await answerInTime({ ...incoming, event, identity }, line)
    return again.startsWith('<') ? again : line.apology
  }

  /** No event of a call: answered at once, and nothing is written down of it. */
  function takePartials(path: string): void {
    const route = `/twilio${path}`
    const hear = deps.partly && createPartials(deps.partly)
    app.post(path, unlessUnsigned(route), limit, async (c) => {
      const form = await receive(c, route)
      if (form instanceof Response) return form
      const isPlayed = isSimulated(c.env as object | undefined)
      if (!isPlayed) hear?.(form, turnIn(new URL(c.req.url).searchParams))
      return c.body(null, 204, PRIVATE)
    })
  }

  /** Whatever goes wrong, the owner's leg gets a document that ends it: one that fails may join the two. */
  function takeOwner(what: string, path: string, read: typeof readAnswered): void {
    const route = `/twilio${what}`
    app.post(`/whisper/:callSid/:dial${path}`, unlessUnsigned(route), limit, async (c) => {
      const form = await receive(c, route)
      if (form instanceof Response) return form
      const { callSid = '', dial = '' } = c.req.param() as Record<string, string>
      const leg = CALL_SID.test(callSid) ? readOwnerLeg({ callSid, dial }, form, read) : null
      if (!leg) return c.body(line.callerGone, 200, XML)
      const incoming = incomingOf(c, { route, form, ...leg, begins: false })
      const body = await answerInTime(incoming, line)
      return c.body(body || line.callerGone, 200, XML)
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
    {
      route,
      form,
      callSid = form.CallSid!,
      event,
      begins,
      replyTo: handedOver = null,
    }: Read & { route: string; form: Form; event: CallEvent },
  ): Incoming {
    const { ErrorUrl: errorUrl } = form
    const asked = new URL(c.req.url).searchParams
    const turn = turnIn(asked) ?? turnIn(queryOf(errorUrl))
    const replyTo = handedOver ?? turn
    const simulated = isSimulated(c.env as object | undefined)
    // No carrier opens a socket for a call that is only played.
    const streams = isStreamed(c.env as object | undefined)
    const isPlain = (simulated && !streams) || asked.get('line') === 'gather'
    const render = streams ? line.renderStreamed : line.render
    const hasBroken = route === '/twilio/relay-ended' && event.type === 'answer.lost'
    return {
      callSid,
      requestId: c.get('requestId'),
      simulated,
      isPlayed: form.AccountSid === PLAYED_ACCOUNT,
      event,
      replyTo,
      identity: identityOf({
        // A call ends once, whoever is the first to tell.
        route: event.type === 'call.ended' ? '/twilio/status' : route,
        event,
        replyTo,
        token: c.req.header('i-twilio-idempotency-token'),
        errorUrl,
      }),
      // The owner's leg begins no call, whichever webhook tells of it.
      arrival:
        begins && form.ParentCallSid === undefined
          ? { type: 'call.arrived', ...readArrival(form) }
          : null,
      // A socket over which nothing has come about yet will not do better the next time.
      render: (answer) =>
        isPlain || (hasBroken && answer.revision === (turn ?? 0) + 1)
          ? line.renderPlainly(answer)
          : render(answer),
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

/** Sends a webhook as Twilio does: how long it waits, when it asks again, which answers it takes. */
import type { Fault } from './connection-overrides.ts'
import type { Exchange } from './exchange.ts'
import { PhoneError } from './phone-error.ts'
import type { Transport } from './transport.ts'
import type { WebhookRequest } from './webhook-request.ts'

export interface WebhookAnswer {
  status: number
  contentType: string
  body: string
}

interface Outcome extends WebhookAnswer {
  failure?: { error: PhoneError; fault: Fault }
}

/** Gives the 2xx answer; throws a `PhoneError` for every other, and for none. */
export async function answerTo(
  webhook: WebhookRequest,
  transport: Transport,
  record: (exchange: Exchange) => void,
): Promise<WebhookAnswer> {
  const { path, form, patience } = webhook
  const deadline = performance.now() + patience.total
  for (let attempt = 0; ; attempt++) {
    const started = performance.now()
    const outcome = await send(webhook, transport, Math.min(patience.read, deadline - started))
    const ended = performance.now()
    const { status, body, failure } = outcome
    record({ path, form, status, twiml: body, ms: ended - started })
    if (!failure) return outcome
    const again = attempt < patience.retries && patience.retriesOn(failure.fault)
    if (!again || ended >= deadline) throw failure.error
  }
}

async function send(webhook: WebhookRequest, transport: Transport, ms: number): Promise<Outcome> {
  try {
    const { status, headers, body } = await transport(webhook, ms)
    const answer = { status, contentType: headers['content-type'] ?? '', body }
    const failure = refusal(answer, webhook.path)
    return failure ? { ...answer, failure } : answer
  } catch (cause) {
    return { status: 0, contentType: '', body: '', failure: loss(cause, webhook.path) }
  }
}

function refusal({ status, body }: WebhookAnswer, url: string): Outcome['failure'] {
  if (status >= 300 && status < 400) {
    const reason = `The answer was a redirect (HTTP ${status}), which the phone does not follow`
    return { error: new PhoneError(0, reason, { url, status }), fault: 'none' }
  }
  if (status < 200 || status > 299) {
    const error = new PhoneError(11217, `The answer was HTTP ${status}`, { url, status })
    return { error, fault: status >= 500 ? '5xx' : '4xx' }
  }
  const size = body.length > 21_845 ? Buffer.byteLength(body) : body.length
  if (size > 65_536) {
    const reason = `The answer has ${size} bytes, over Twilio's 64 kB`
    return { error: new PhoneError(11750, reason, { url, status }), fault: 'none' }
  }
  return undefined
}

/** The server hung up in mid-request: Twilio never repeats what may have been partly answered. */
const CUT_OFF = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT'])

function loss(cause: unknown, url: string): NonNullable<Outcome['failure']> {
  if (cause instanceof DOMException && cause.name === 'TimeoutError') {
    return { error: new PhoneError(11205, cause.message, { url, cause }), fault: 'rt' }
  }
  const { code = '' } = ((cause as Error).cause ?? cause) as { code?: string }
  if (CUT_OFF.has(code)) {
    const reason = `The server hung up before it had answered (${code})`
    return { error: new PhoneError(11206, reason, { url, cause }), fault: 'none' }
  }
  const reason = `The server could not be reached (${code || (cause as Error).message})`
  return { error: new PhoneError(connectionCode(code), reason, { url, cause }), fault: 'ct' }
}

function connectionCode(code: string): number {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 11210
  if (/CERT|SIGNED|VERIFY/.test(code)) return 11237
  // EPROTO: what answered does not speak TLS at all.
  return /TLS|SSL|EPROTO/.test(code) ? 11220 : 11205
}

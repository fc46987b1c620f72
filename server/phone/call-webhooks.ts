/** The webhooks of one call: keeps each of them, and turns to the fallback URL where Twilio would. */
import type { Exchange } from './exchange.ts'
import { PhoneError } from './phone-error.ts'
import { parseTwiml, type Verb } from './twiml-document.ts'
import { answerTo, type WebhookAnswer } from './webhook-answer.ts'
import type { Transport } from './transport.ts'
import type { ComposeWebhook, WebhookOptions, WebhookRequest } from './webhook-request.ts'

export interface TwimlDocument {
  verbs: Verb[]
  /** What its relative URLs are resolved against. */
  url: string
}

type Fields = Record<string, string>

export interface CallWebhooks {
  exchanges: Exchange[]
  failures: PhoneError[]
  /** The document at a URL; the fallback's where that one fails as Twilio falls back on. */
  fetchDocument(url: string, fields?: Fields, options?: WebhookOptions): Promise<TwimlDocument>
  /** For answers that Twilio only logs: a failure is kept, and stops nothing. */
  tell(url: string, fields: Fields, options?: WebhookOptions): Promise<void>
  post(url: string, fields?: Fields, headers?: Fields): Promise<Response>
  repeat(n?: number): Promise<Response>
  /** The caller did something, so that the documents that follow are no circle. */
  startOver(): void
  /** The path of the webhook that the call is obeying. */
  latestPath(): string | undefined
}

export interface CallWebhooksDeps {
  compose: ComposeWebhook
  transport: Transport
  fallbackUrl: string | undefined
  /** What every webhook of the call carries, at this moment. */
  parameters(): Fields
}

/** More documents than this between two acts of the caller, and the server sends the call in a circle. */
const MOST_DOCUMENTS = 50

export function createCallWebhooks(deps: CallWebhooksDeps): CallWebhooks {
  const { transport, fallbackUrl } = deps
  const exchanges: Exchange[] = []
  const failures: PhoneError[] = []
  const sent: WebhookRequest[] = []
  let latest: WebhookRequest | undefined
  let documents = 0

  function compose(url: string, fields?: Fields, options?: WebhookOptions): WebhookRequest {
    return deps.compose(url, { ...deps.parameters(), ...fields }, options)
  }

  function deliver(webhook: WebhookRequest): Promise<WebhookAnswer> {
    latest = webhook
    return answerTo(webhook, transport, (exchange) => {
      sent.push(webhook)
      exchanges.push(exchange)
    })
  }

  async function fetchOne(
    url: string,
    fields?: Fields,
    options?: WebhookOptions,
  ): Promise<TwimlDocument> {
    if (++documents > MOST_DOCUMENTS) {
      const reason = `The call goes in a circle: ${MOST_DOCUMENTS} documents in a row`
      throw new PhoneError(0, reason, { url })
    }
    const webhook = compose(url, fields, options)
    const answer = await deliver(webhook)
    try {
      return { verbs: verbsOf(answer), url: webhook.url }
    } catch (error) {
      throw error instanceof PhoneError ? error.at(webhook.path) : error
    }
  }

  async function raw(webhook: WebhookRequest): Promise<Response> {
    const { status, headers, body } = await transport(webhook, webhook.patience.total)
    // These three statuses may not have a body, not even an empty one.
    const none = status === 204 || status === 205 || status === 304
    return new Response(none ? null : body, { status, headers })
  }

  return {
    exchanges,
    failures,
    async fetchDocument(url, fields, options) {
      try {
        return await fetchOne(url, fields, options)
      } catch (error) {
        if (!(error instanceof PhoneError && error.fallsBack && fallbackUrl)) throw error
        failures.push(error)
        // DOCS/availability-reliability: the fallback learns what went wrong and may carry the call on.
        return fetchOne(fallbackUrl, { ErrorCode: String(error.code), ErrorUrl: url })
      }
    },
    async tell(url, fields, options) {
      try {
        await deliver(compose(url, fields, options))
      } catch (error) {
        if (!(error instanceof PhoneError)) throw error
        // 15003: a status callback answered 4xx or 5xx, which is no more than a warning.
        failures.push(error)
      }
    },
    async post(url, fields, headers = {}) {
      return raw(compose(url, fields, { headers }))
    },
    async repeat(n) {
      const webhook = n === undefined ? latest : sent.at(n)
      if (!webhook) throw new RangeError(`This call has sent no webhook ${n} to repeat`)
      return raw(webhook)
    },
    startOver() {
      documents = 0
    },
    latestPath() {
      return latest?.path
    },
  }
}

/** DOCS/api/errors/12300; plain text that is no TwiML is read to the caller. */
function verbsOf({ contentType, body }: WebhookAnswer): Verb[] {
  const type = contentType.split(';')[0]!.trim().toLowerCase()
  if (type === 'text/plain') {
    if (!/^<(\?xml|Response)\b/.test(body)) return [{ verb: 'Say', text: body.trim() }]
  } else if (!['text/xml', 'application/xml', 'text/html'].includes(type)) {
    throw new PhoneError(12300, `The answer's Content-Type is "${contentType}"`)
  }
  return parseTwiml(body)
}

/** Carries webhooks over kept connections, or over a `fetch` that was handed in. */
import http from 'node:http'
import https from 'node:https'
import type { WebhookRequest } from './webhook-request.ts'

/** Sixteen times what Twilio takes: https://www.twilio.com/docs/api/errors/11750 */
const MOST_BYTES = 2 ** 20

export interface Delivered {
  status: number
  headers: Record<string, string>
  body: string
}

/** Rejects with a `TimeoutError` after `ms`, and with the system's error where the line failed. */
export type Transport = (webhook: WebhookRequest, ms: number) => Promise<Delivered>

function timeoutError(ms: number): DOMException {
  return new DOMException(`No answer within ${Math.round(ms)} ms`, 'TimeoutError')
}

// node:http takes a third of the time that Node's fetch takes for a webhook, and benches ring by the thousand.
const plain = new http.Agent({ keepAlive: true })
const secure = new https.Agent({ keepAlive: true })

export function overHttp({ address, init }: WebhookRequest, ms: number): Promise<Delivered> {
  const { promise, resolve, reject } = Promise.withResolvers<Delivered>()
  const { method, headers, body } = init
  const request = address.startsWith('https:')
    ? https.request(address, { method, headers, agent: secure })
    : http.request(address, { method, headers, agent: plain })
  const timer = setTimeout(() => {
    reject(timeoutError(ms))
    request.destroy()
  }, ms)
  const fail = (error: Error) => {
    clearTimeout(timer)
    reject(error)
  }
  request.on('error', fail)
  request.on('response', (response) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (piece: string) => {
      text += piece
      if (text.length > MOST_BYTES) response.destroy(new RangeError('The answer is too long'))
    })
    response.on('error', fail)
    response.on('end', () => {
      clearTimeout(timer)
      resolve({ status: response.statusCode!, headers: flat(response.headers), body: text })
    })
  })
  request.end(body)
  return promise
}

function flat(headers: http.IncomingHttpHeaders): Record<string, string> {
  const all: Record<string, string> = {}
  for (const name in headers) all[name] = String(headers[name])
  return all
}

export function overFetch(
  fetch: (url: string, init: RequestInit) => Response | Promise<Response>,
): Transport {
  return async ({ address, init }, ms) => {
    const controller = new AbortController()
    const late = Promise.withResolvers<never>()
    // Its own race, for a fetch that goes straight to an app may not look at the signal.
    const timer = setTimeout(() => {
      late.reject(timeoutError(ms))
      controller.abort()
    }, ms)
    const delivered = async () => {
      const response = await fetch(address, {
        ...init,
        redirect: 'manual',
        signal: controller.signal,
      })
      const body = await wholeText(response)
      return { status: response.status, headers: Object.fromEntries(response.headers), body }
    }
    try {
      return await Promise.race([delivered(), late.promise])
    } finally {
      clearTimeout(timer)
    }
  }
}

async function wholeText({ body }: Response): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
    pieces.push(piece)
    bytes += piece.length
    if (bytes > MOST_BYTES) throw new RangeError('The answer is too long')
  }
  return Buffer.concat(pieces).toString('utf8')
}

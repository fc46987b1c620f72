/**
 * A push service with browsers that are signed up there: it checks who posts (RFC 8292), and decrypts as the
 * browser would (RFC 8291), by the program of that standard's author.
 */
import { createECDH, createPublicKey, randomBytes, verify, type ECDH } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import ece from 'http_ece'
import { onTestFinished } from 'vitest'
import type { Reach } from '../../server/basics/reach.ts'
import { createCertificate } from './key-vault-certificate.ts'

export interface Subscriber {
  endpoint: string
  keys: { p256dh: string; auth: string }
  /** What it was brought, decrypted. */
  heard: Heard[]
  /** What the service answers for it from now on: a status, or nothing ever. */
  answer: number | 'nothing' | ((response: ServerResponse) => void)
}

export interface Heard {
  headers: IncomingMessage['headers']
  /** Of the whole message as it came, encrypted. */
  bytes: number
  json: Record<string, unknown>
}

export interface PushService {
  url: string
  /** What may be asked in a test: this service, and nothing is asked of the internet. */
  reach: Reach
  /** Requests that no push service would take, and why. */
  refused: string[]
  signUp(): Subscriber
}

export async function startPushService(): Promise<PushService> {
  const { key, certificate } = createCertificate()
  const subscribers = new Map<string, Subscriber & { pair: ECDH }>()
  const service: PushService = {
    url: '',
    reach: {
      problem: (url) => (url.origin === service.url ? null : 'is not that of the test'),
      ca: certificate,
    },
    refused: [],
    signUp() {
      const pair = createECDH('prime256v1')
      const p256dh = pair.generateKeys('base64url')
      const path = `/send/${randomBytes(16).toString('base64url')}`
      const auth = randomBytes(16).toString('base64url')
      const subscriber: Subscriber & { pair: ECDH } = {
        endpoint: `${service.url}${path}`,
        keys: { p256dh, auth },
        heard: [],
        answer: 201,
        pair,
      }
      subscribers.set(path, subscriber)
      return subscriber
    },
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    const subscriber = subscribers.get(request.url ?? '')
    if (!subscriber) return void response.writeHead(404).end()
    const { answer, pair, keys } = subscriber
    if (answer === 'nothing') return
    if (typeof answer === 'function') return answer(response)
    if (answer >= 200 && answer < 300) {
      const problem = problemWith(request, body, service.url)
      if (problem !== null) {
        service.refused.push(problem)
        return void response.writeHead(400).end()
      }
      const plain = ece.decrypt(body, {
        version: 'aes128gcm',
        privateKey: pair,
        authSecret: keys.auth,
      })
      const json = JSON.parse(plain.toString()) as Record<string, unknown>
      subscriber.heard.push({ headers: request.headers, bytes: body.length, json })
    }
    response.writeHead(answer).end()
  }
  const server = createServer({ key, cert: certificate }, (request, response) => {
    receive(request, response).catch((error: unknown) => {
      service.refused.push(String(error))
      response.writeHead(500).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  service.url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return service
}

/** https://www.rfc-editor.org/rfc/rfc8030#section-5, https://www.rfc-editor.org/rfc/rfc8292#section-2 */
function problemWith({ method, headers }: IncomingMessage, body: Buffer, origin: string) {
  if (method !== 'POST') return `is ${method}`
  if (headers['content-encoding'] !== 'aes128gcm') return 'is not aes128gcm'
  if (body.length > 4_096) return `has ${body.length} bytes`
  if (!/^\d+$/.test(headers.ttl as string)) return 'has no TTL'
  if (!/^(very-low|low|normal|high)$/.test(headers.urgency as string)) return 'has a wrong Urgency'
  if (!/^[\w-]{1,32}$/.test(headers.topic as string)) return 'has a wrong Topic'
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(
    headers.authorization ?? '',
  ) ?? ['']
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url')
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    {
      key: createPublicKey({
        format: 'jwk',
        key: { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) },
      }),
      dsaEncoding: 'ieee-p1363',
    },
    Buffer.from(signature, 'base64url'),
  )
  if (!isSigned) return 'is not signed with its key'
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  const { aud, exp, sub } = read(claims)
  if (read(head).alg !== 'ES256') return 'is signed in another way'
  if (aud !== origin) return `is meant for ${String(aud)}`
  const left = Number(exp) - Date.now() / 1000
  if (!(left > 0 && left <= 24 * 60 * 60)) return 'is signed for too long'
  if (!/^(https:\/\/|mailto:)/.test(String(sub))) return 'does not say whose it is'
  return null
}

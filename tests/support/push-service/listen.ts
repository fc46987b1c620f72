/**
 * A push service with browsers that are signed up there: it checks who posts (RFC 8292), and decrypts as the
 * browser would (RFC 8291), by the program of that standard's author.
 */
import { createECDH, randomBytes, type ECDH } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import ece from 'http_ece'
import type { Reach } from '../../../server/basics/reach.ts'
import { createCertificate } from '../key-vault-certificate.ts'
import { problemWith } from './problem-with.ts'

export interface Subscriber {
  endpoint: string
  keys: { p256dh: string; auth: string }
  /** What it was brought, decrypted. */
  heard: Heard[]
  /** What the service answers for it from now on: a status, or nothing ever. */
  answer: number | 'nothing' | ((response: ServerResponse) => void)
  /** How many of those who brought it something have left again. */
  left: number
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

export async function listenForPushes(): Promise<PushService & { close(): void }> {
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
        left: 0,
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
    request.socket.once('close', () => subscriber.left++)
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
  service.url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return Object.assign(service, { close })
}

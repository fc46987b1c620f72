/** A service that notices are posted to: keeps what came, and answers as it is told. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export interface Posted {
  path: string
  headers: IncomingMessage['headers']
  body: string
  /** The body, if it is JSON. */
  json: Record<string, unknown>
}

export type Answering = (
  posted: Posted,
  response: ServerResponse,
) => void | number | Promise<void | number>

export interface Receiver {
  url: string
  posted: Posted[]
  /** What is answered from now on: a status, by default 200, or nothing where it has its own way. */
  answer: Answering
}

export async function startReceiver(answer: Answering = () => 200): Promise<Receiver> {
  const receiver: Receiver = { url: '', posted: [], answer }
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const posted = { path: request.url ?? '', headers: request.headers, body, json: readJson(body) }
    receiver.posted.push(posted)
    const status = await receiver.answer(posted, response)
    if (status !== undefined) response.writeHead(status).end('{}')
  }
  const server = createServer((request, response) => void receive(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return receiver
}

function readJson(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** A load balancer: each request to the next server in turn; where one is not there, to the one after it. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export interface RoundRobin extends AsyncDisposable {
  url: string
  /** How many requests each server has answered. */
  answered: Map<string, number>
}

/** `servers` gives those that are there, as often as it is asked. A broken answer is asked for anew, with the same token. */
export async function startRoundRobin(servers: () => string[]): Promise<RoundRobin> {
  const answered = new Map<string, number>()
  let turn = 0

  async function forward(path: string, init: RequestInit): Promise<[Response, Buffer]> {
    for (;;) {
      const there = servers()
      const url = there[turn++ % there.length]!
      try {
        const response = await fetch(url + path, init)
        const body = Buffer.from(await response.arrayBuffer())
        answered.set(url, (answered.get(url) ?? 0) + 1)
        return [response, body]
      } catch {
        await delay(10)
      }
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray())
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(
        ([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name),
      ),
    ) as Record<string, string>
    const [given, content] = await forward(request.url!, {
      method: request.method!,
      headers,
      body,
    })
    const type = given.headers.get('content-type')
    response.writeHead(given.status, type ? { 'content-type': type } : {}).end(content)
  }

  const proxy = createServer((request, response) => void answer(request, response))
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    answered,
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}

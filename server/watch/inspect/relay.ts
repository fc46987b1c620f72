/** What the inspector is told, over a WebSocket on this machine, and the page that hands it to Stately's. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { bridgePage } from './bridge-page.ts'

export interface Relay {
  /** Of the page, and with `ws:` of the socket. */
  url: string
  tell(message: object): void
  close(): Promise<void>
}

/** Stately's own relay listens on every interface and takes anybody's messages. */
const HOST = '127.0.0.1'

/** Who reads so slowly is cut off, and comes back to what is current. */
const MOST_UNREAD_BYTES = 8 * 1024 * 1024
/** So that greeting alone cuts nobody off. */
const MOST_GREETING_BYTES = 4 * 1024 * 1024
/** Pages that look on at once. */
const MOST_SOCKETS = 8
/** Who does not answer by the next one is gone. https://github.com/websockets/ws#how-to-detect-and-close-broken-connections */
const PING_MS = 30_000

type Verified = (isLetIn: boolean, status: number, why?: string) => void

/** Takes another port where that one is in use. `greet` is what a new client is told first. */
export async function openRelay({
  port,
  simulateUrl,
  greet,
}: {
  port: number
  simulateUrl: string
  greet(): object[]
}): Promise<Relay> {
  const server = createServer((request, response) => {
    if (!isOurs(request) || request.method !== 'GET' || request.url !== '/') {
      response.writeHead(404).end()
      return
    }
    const { html, headers } = bridgePage(`ws://${request.headers.host}`, simulateUrl)
    response.writeHead(200, headers).end(html)
  })
  const sockets = new WebSocketServer({
    server,
    // Nobody has anything to tell us.
    maxPayload: 1024,
    verifyClient: ({ req }: { req: IncomingMessage }, answer: Verified) => {
      if (!isOurs(req)) answer(false, 401)
      else answer(sockets.clients.size < MOST_SOCKETS, 503, 'Enough pages look on already')
    },
  })
  const silent = new WeakSet<WebSocket>()
  sockets.on('connection', (socket) => {
    socket.on('error', () => socket.terminate())
    socket.on('pong', () => silent.delete(socket))
    for (const text of newest(greet(), MOST_GREETING_BYTES)) socket.send(text)
  })
  const pinging = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) socket.terminate()
      else {
        silent.add(socket)
        socket.ping()
      }
    }
  }, PING_MS).unref()
  // The server's own errors arrive here too; `listen` tells of them.
  sockets.on('error', () => {})

  /** A page of another site may reach this machine too, by its address or a name that it made up for it. */
  function isOurs({ headers, httpVersion }: IncomingMessage): boolean {
    // A proxy that was put before this port: nginx speaks 1.0 where nobody tells it otherwise.
    const isPassedOn = Object.keys(headers).some((name) => /^(forwarded|via|x-)/.test(name))
    if (isPassedOn || httpVersion === '1.0') return false
    const { port: taken } = server.address() as AddressInfo
    const hosts = [`${HOST}:${taken}`, `localhost:${taken}`]
    const { host = '', origin } = headers
    return hosts.includes(host) && (origin === undefined || origin === `http://${host}`)
  }

  await listen(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    return listen(0)
  })

  function listen(at: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    server.once('error', reject)
    server.listen(at, HOST, () => {
      server.off('error', reject)
      resolve()
    })
    return promise
  }

  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    tell(message) {
      const text = JSON.stringify(message)
      for (const socket of sockets.clients) {
        if (socket.bufferedAmount > MOST_UNREAD_BYTES) socket.terminate()
        else if (socket.readyState === WebSocket.OPEN) socket.send(text)
      }
    },
    close() {
      clearInterval(pinging)
      for (const socket of sockets.clients) socket.terminate()
      const { promise, resolve } = Promise.withResolvers<void>()
      server.close(() => resolve())
      server.closeAllConnections()
      return promise
    },
  }
}

/** Of what there is to greet with the newest calls, each from its beginning. */
function newest(messages: readonly object[], mostBytes: number): string[] {
  const texts = messages.map((message) => JSON.stringify(message))
  let bytes = 0
  let from = texts.length
  for (let at = texts.length - 1; at >= 0; at--) {
    bytes += texts[at]!.length
    if (bytes > mostBytes) break
    if ((messages[at] as { type?: string }).type === '@xstate.actor') from = at
  }
  return texts.slice(from)
}

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
    verifyClient: ({ req }: { req: IncomingMessage }) => isOurs(req),
  })
  sockets.on('connection', (socket) => {
    socket.on('error', () => socket.terminate())
    for (const message of greet()) socket.send(JSON.stringify(message))
  })
  // The server's own errors arrive here too; `listen` tells of them.
  sockets.on('error', () => {})

  /** A page of another site may reach this machine too, by its address or a name that it made up for it. */
  function isOurs({ headers }: IncomingMessage): boolean {
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
      for (const socket of sockets.clients) socket.terminate()
      const { promise, resolve } = Promise.withResolvers<void>()
      server.close(() => resolve())
      server.closeAllConnections()
      return promise
    },
  }
}

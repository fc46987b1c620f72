/**
 * Connections, as many as a machine bears. Who only waits keeps nobody out: with all places taken, whoever has
 * waited longest makes room for whoever comes, so that thousands of silent ones are let go before a caller is.
 */
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

export interface ConnectionLimits {
  /** Open at once. Each takes some 20 KB, and a file descriptor of the many that a system gives. */
  most: number
  /** Until the head of a request has come, counted from its first byte or from the connection's beginning. */
  headMs: number
  /** Until its body has come too. */
  bodyMs: number
  /** The same for a file that the owner sends, over a line as slow as his may be. */
  fileMs: number
  /** Longer than a proxy keeps its connections, or it posts into one that we are just closing. */
  keptMs: number
  /** Until a connection is closed on which nothing moves, in the middle of an answer that nobody reads. */
  stillMs: number
}

/** Twilio gives a whole request 15 s: https://www.twilio.com/docs/api/errors/11205 */
export const CONNECTION_LIMITS: ConnectionLimits = {
  most: 2_000,
  headMs: 10_000,
  bodyMs: 10_000,
  fileMs: 300_000,
  keptMs: 75_000,
  stillMs: 300_000,
}

export function serverOptions({ headMs, fileMs, keptMs }: ConnectionLimits): ServerOptions {
  return {
    headersTimeout: headMs,
    requestTimeout: fileMs,
    keepAliveTimeout: keptMs,
    // Node looks for late ones every 30 s, and until then lets them be.
    connectionsCheckingInterval: Math.min(1_000, headMs),
  }
}

export interface Guarding extends ConnectionLimits {
  /** Whether this request may take as long as a file. */
  bringsFile(path: string): boolean
  /** One had to go, or to be turned away where all others were being answered. */
  onFull(what: 'made room' | 'turned away'): void
}

/** Gives what a connection is told that has become a socket: it waits for nothing any more, and makes no room. */
export function guardConnections(server: Server, guarding: Guarding): (socket: Duplex) => unknown {
  const { most, bodyMs, stillMs, bringsFile, onFull } = guarding
  const open = new Set<Socket>()
  /** Those from which something has to come before anything can be done, longest first. */
  const waiting = new Set<Socket>()
  /** Requests that are being answered: several where they come before the answers. */
  const answering = new WeakMap<Socket, number>()
  // Should any be forgotten here, Node still counts them.
  server.maxConnections = most + 1
  server.timeout = stillMs

  server.on('connection', (socket: Socket) => {
    open.add(socket)
    waiting.add(socket)
    socket.once('close', () => {
      open.delete(socket)
      waiting.delete(socket)
    })
    if (open.size > most) makeRoom(socket)
  })
  server.on('drop', () => onFull('turned away'))
  for (const event of ['request', 'checkContinue'] as const) server.prependListener(event, follow)
  return (socket) => waiting.delete(socket as Socket)

  function follow(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { socket } = incoming
    answering.set(socket, (answering.get(socket) ?? 0) + 1)
    waiting.delete(socket)
    if (bringsBody(incoming)) awaitBody(incoming, outgoing)
    outgoing.once('close', () => {
      const left = answering.get(socket)! - 1
      answering.set(socket, left)
      if (left === 0 && open.has(socket)) waiting.add(socket)
    })
  }

  function awaitBody(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { socket, url = '' } = incoming
    waiting.add(socket)
    const late = () => incoming.complete || socket.destroy()
    const timer = bringsFile(url) ? undefined : setTimeout(late, bodyMs).unref()
    incoming.once('end', () => waiting.delete(socket))
    for (const over of [incoming, outgoing]) over.once('close', () => clearTimeout(timer))
  }

  function makeRoom(newest: Socket): void {
    const gone = longestWaiting(newest) ?? unread() ?? newest
    open.delete(gone)
    waiting.delete(gone)
    gone.destroy()
    onFull(gone === newest ? 'turned away' : 'made room')
  }

  function longestWaiting(newest: Socket): Socket | undefined {
    const [longest] = waiting
    return longest === newest ? undefined : longest
  }

  /** One whose answer waits to be taken. */
  function unread(): Socket | undefined {
    for (const socket of open) if (socket.writableLength > 0) return socket
    return undefined
  }
}

function bringsBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

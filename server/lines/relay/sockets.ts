/** The sockets of this line: who may open one, how many there are, and which of a call's goes on with it. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { Overheard } from '../../calls/overheard.ts'
import { overheardCarrier } from './overheard-carrier.ts'
import { createSession, type Session, type SessionDependencies } from './session.ts'
import { MOST_FRAME_BYTES } from './carrier.ts'

export interface RelayLimits {
  /** Open at once. */
  most: number
  /** Of them, those that have not shown yet which call they are of. */
  mostUnbound: number
  /** Until they have. */
  bindMs: number
  /** Between two questions whether the other end is there. */
  pingMs: number
}

const LIMITS: RelayLimits = { most: 1_000, mostUnbound: 50, bindMs: 10_000, pingMs: 20_000 }

export interface Relay {
  /** Whether a request asks for a socket of ours; one that does not is for the app. */
  accepts(request: IncomingMessage): boolean
  /** Refuses it, in HTTP, or opens the socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Has a call hear at once what is new, if its socket is here. `revision`: of the answer that is to be fetched. */
  fetchNow(callSid: string, revision: number): boolean
  /** Sends every call away, to come back wherever it is answered; resolves when all have been told. */
  leave(): Promise<void>
}

export interface RelayDependencies extends Omit<SessionDependencies, 'onUnread'> {
  /** Null where nobody but this machine reaches us. */
  isSigned: ((request: IncomingMessage) => boolean) | null
  onRefused(request: IncomingMessage, callSid: string): void
  /** Hears what is said while it is said, of calls whose sockets have shown whose they are. */
  overheard: Pick<Overheard, 'tell'>
  /** Something was let be, in no word of the caller's. */
  onOdd(what: string, callSid: string): void
  limits?: Partial<RelayLimits>
}

const PATH = /^\/twilio\/relay\/([A-Za-z0-9]{1,34})\/([1-9]\d{0,8})$/

/** A longer one is not even taken in, and closes its socket; from `MOST_FRAME_BYTES` on it is only let be. */
const MOST_PAYLOAD_BYTES = 16 * MOST_FRAME_BYTES

/** Whoever does not read what is said to them has gone. */
const MOST_UNREAD_BYTES = 1024 * 1024

interface Open {
  ws: WebSocket
  callSid: string
  session: Session
  isThere: boolean
  /** It has shown that it is the call's: one that is let go never will have. */
  isBound: boolean
}

export function createRelay(deps: RelayDependencies): Relay {
  const { isSigned, onRefused, onOdd } = deps
  const limits = { ...LIMITS, ...deps.limits }
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MOST_PAYLOAD_BYTES,
  })
  const open = new Set<Open>()
  const unbound = new Set<Open>()
  let isLeaving = false

  const pinging = setInterval(() => {
    for (const one of open) {
      if (!one.isThere) one.ws.terminate()
      one.isThere = false
      one.ws.ping()
    }
  }, limits.pingMs)
  pinging.unref()

  function begin(ws: WebSocket, callSid: string, turn: number): void {
    const carrier = overheardCarrier(deps.carrier, (words) => {
      if (one.isBound) deps.overheard.tell(callSid, words)
    })
    const session = createSession(
      { ...deps, carrier, onUnread: (why) => onOdd(why, callSid) },
      {
        callSid,
        turn,
        send(frame) {
          if (ws.readyState !== ws.OPEN) return
          if (ws.bufferedAmount > MOST_UNREAD_BYTES) return ws.terminate()
          ws.send(frame)
        },
        close: (code, why) => ws.close(code, why),
        bound() {
          one.isBound = true
          unbound.delete(one)
        },
        advanced: (revision) => overtake(one, revision),
      },
    )
    const one: Open = { ws, callSid, session, isThere: true, isBound: false }
    open.add(one)
    unbound.add(one)
    if (unbound.size > limits.mostUnbound) letGo(unbound.values().next().value!)
    const unless = deps.timers.after(limits.bindMs, () => unbound.has(one) && letGo(one))
    ws.on('message', (data, isBinary) => session.take(isBinary ? '' : textOf(data)))
    ws.on('pong', () => (one.isThere = true))
    // What ws says of a frame may have parts of it, which are the caller's.
    ws.on('error', () => onOdd('not a WebSocket', callSid))
    ws.on('close', () => {
      unless()
      session.end()
      open.delete(one)
      unbound.delete(one)
    })
  }

  function letGo(one: Open): void {
    onOdd('nobody’s for too long', one.callSid)
    unbound.delete(one)
    one.ws.terminate()
  }

  /** Of several sockets of a call the one goes on whose event was taken in. */
  function overtake(first: Open, revision: number): void {
    for (const one of open) {
      const other = one !== first && one.callSid === first.callSid ? one.session.revision() : null
      if (other !== null && other < revision) one.session.overtaken()
    }
  }

  /** Where the caller is: one that was lost may stay open here until nobody answers on it. */
  function newestOf(callSid: string): Session | null {
    let newest: Session | null = null
    for (const one of open) {
      const its = one.callSid === callSid ? one.session.revision() : null
      if (its !== null && its >= (newest?.revision() ?? 0)) newest = one.session
    }
    return newest
  }

  return {
    accepts({ method, url = '', headers }) {
      return method === 'GET' && /^websocket$/i.test(headers.upgrade ?? '') && PATH.test(url)
    },
    upgrade(request, socket, head) {
      const [, callSid, turn] = PATH.exec(request.url ?? '') ?? []
      socket.on('error', () => socket.destroy())
      if (!callSid) return refuse(socket, '404 Not Found')
      if (isSigned && !isSigned(request)) {
        onRefused(request, callSid)
        return refuse(socket, '403 Forbidden')
      }
      if (isLeaving || open.size >= limits.most) {
        onOdd('all places are taken', callSid)
        return refuse(socket, '503 Service Unavailable')
      }
      server.handleUpgrade(request, socket, head, (ws) => begin(ws, callSid, Number(turn)))
    },
    fetchNow(callSid, revision) {
      const newest = newestOf(callSid)
      newest?.comeBack(revision)
      return newest !== null
    },
    async leave() {
      isLeaving = true
      clearInterval(pinging)
      for (const one of unbound) one.ws.terminate()
      await Promise.all([...open].map(({ session }) => session.leave()))
      for (const { ws } of open) ws.close(1001, 'going away')
    },
  }
}

function textOf(data: RawData): string {
  return (data as Buffer).toString()
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () =>
    socket.destroy(),
  )
}

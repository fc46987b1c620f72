/** Opens a WebSocket as Twilio does: signed over the address that it was given, wherever that really is. */
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { WebSocket } from 'ws'
import { PhoneError } from './phone-error.ts'

export interface PhoneSocket {
  send(frame: string): void
  close(code: number): void
  /** At once, as a network does. */
  terminate(): void
}

export interface Hearing {
  message(text: string): void
  close(): void
}

/** Rejects with a `PhoneError` where the server does not open it. */
export type OpenSocket = (url: string, hearing: Hearing) => Promise<PhoneSocket>

export interface SocketOptions {
  url: string
  publicUrl?: string | undefined
  authToken?: string | undefined
  /** Where sockets really go, like ws://127.0.0.1:8000; by default to `url`. */
  socketUrl?: (() => string | Promise<string>) | undefined
}

export function createOpenSocket(options: SocketOptions): OpenSocket {
  const { url, publicUrl = url, authToken, socketUrl = () => url } = options
  const known = asSocket(publicUrl)

  return async function openSocket(target, hearing) {
    const isOurs = target.startsWith(`${known}/`)
    const base = isOurs ? (await socketUrl()).replace(/^http/, 'ws').replace(/\/+$/, '') : ''
    const address = isOurs ? base + target.slice(known.length) : target
    const { promise, resolve, reject } = Promise.withResolvers<PhoneSocket>()
    const ws = new WebSocket(address, {
      headers: {
        'user-agent': 'TwilioProxy/1.1',
        ...(authToken && {
          'x-twilio-signature': getExpectedTwilioSignature(authToken, target, {}),
        }),
      },
      perMessageDeflate: false,
    })
    ws.on('open', () =>
      resolve({
        send: (frame) => ws.send(frame),
        close: (code) => ws.close(code),
        terminate: () => ws.terminate(),
      }),
    )
    ws.on('message', (data) => hearing.message((data as Buffer).toString()))
    ws.on('close', () => hearing.close())
    ws.on('error', (cause) => {
      const reason = `The server did not open the socket (${cause.message})`
      reject(new PhoneError(39001, reason, { url: target, cause }))
    })
    return promise
  }
}

function asSocket(url: string): string {
  return url.replace(/^https?:/i, 'wss:').replace(/\/+$/, '')
}

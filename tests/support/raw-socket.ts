/** A socket of nobody's phone: for whoever is hostile, late or twice. */
import { once } from 'node:events'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { WebSocket } from 'ws'
import type { PhoneCall } from '../../server/phone/phone.ts'
import { AUTH_TOKEN, PUBLIC_URL } from './concierge.ts'

export interface RawSocket {
  ws: WebSocket
  /** Every frame that came, parsed. */
  frames: Record<string, unknown>[]
  send(frame: object | string): void
  /** Resolves with the code that it was closed with. */
  closed: Promise<number>
}

interface Opening {
  signature?: string | null
  /** The address that is signed; by default ours with `wss://`. */
  signed?: string
}

/** Rejects with the status of the answer where the server opens none. */
export async function openRaw(
  base: string,
  path: string,
  { signed = `${PUBLIC_URL.replace('https', 'wss')}${path}`, ...given }: Opening = {},
): Promise<RawSocket> {
  const { signature = getExpectedTwilioSignature(AUTH_TOKEN, signed, {}) } = given
  const ws = new WebSocket(base + path, {
    headers: signature === null ? {} : { 'x-twilio-signature': signature },
  })
  const frames: Record<string, unknown>[] = []
  const closed = Promise.withResolvers<number>()
  ws.on('message', (data) =>
    frames.push(JSON.parse((data as Buffer).toString()) as Record<string, unknown>),
  )
  ws.on('close', (code) => closed.resolve(code))
  const refused = Promise.withResolvers<never>()
  ws.on('unexpected-response', (_request, { statusCode }) => {
    refused.reject(new Error(String(statusCode)))
    ws.terminate()
  })
  ws.on('error', (error) => refused.reject(error))
  refused.promise.catch(() => undefined)
  await Promise.race([once(ws, 'open'), refused.promise])
  return {
    ws,
    frames,
    closed: closed.promise,
    send: (frame) => ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
  }
}

/** What the latest document of a call says about its socket. */
export function socketOf(call: PhoneCall): { path: string; setup: object } {
  const twiml = call.exchanges.findLast(({ twiml: body }) =>
    body.includes('<ConversationRelay'),
  )!.twiml
  const [, path] = /url="wss:\/\/[^/]+([^"]+)"/.exec(twiml)!
  const customParameters = Object.fromEntries(
    [...twiml.matchAll(/<Parameter name="([^"]+)" value="([^"]+)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  )
  return { path: path!, setup: { type: 'setup', callSid: call.callSid, customParameters } }
}

export function prompt(voicePrompt: string, last = true): object {
  return { type: 'prompt', voicePrompt, lang: 'en-US', last }
}

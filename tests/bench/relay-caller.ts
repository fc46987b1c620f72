/** One caller over a socket, as bare as can be: it measures, and does not play. */
import { once } from 'node:events'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { WebSocket } from 'ws'
import { parseTwiml, type Connect } from '../../server/phone/twiml-document.ts'
import { AUTH_TOKEN } from './load.ts'
import { onAnyClock } from './model-server.ts'

export interface RelayCaller {
  prompt(voicePrompt: string, last: boolean): void
  /** When the first word is there, on the clock of this machine. */
  firstWord: Promise<number>
  close(): Promise<void>
}

/** `twiml`: the document that opens the socket. */
export async function openRelayCaller(url: string, twiml: string): Promise<RelayCaller> {
  const connect = parseTwiml(twiml).find(({ verb }) => verb === 'Connect') as Connect | undefined
  if (!connect) throw new Error(`No socket is opened by ${twiml}`)
  const { relay } = connect
  const callSid = /relay\/([A-Za-z0-9]+)\//.exec(relay.url)![1]
  const address = url.replace(/^http/, 'ws') + new URL(relay.url).pathname
  const ws = new WebSocket(address, {
    headers: { 'x-twilio-signature': getExpectedTwilioSignature(AUTH_TOKEN, relay.url, {}) },
    perMessageDeflate: false,
  })
  const first = Promise.withResolvers<number>()
  ws.on('message', (data) => {
    const at = onAnyClock()
    const { type, token } = JSON.parse((data as Buffer).toString()) as Record<string, string>
    if (type === 'text' && token) first.resolve(at)
    if (type === 'end') first.reject(new Error('The call was sent away'))
  })
  ws.on('close', () => first.reject(new Error('The socket was closed')))
  await once(ws, 'open')
  const tell = (frame: object) => ws.send(JSON.stringify(frame))
  tell({ type: 'setup', callSid, customParameters: relay.parameters })
  return {
    prompt: (voicePrompt, last) => tell({ type: 'prompt', voicePrompt, last }),
    firstWord: first.promise,
    async close() {
      const closed = once(ws, 'close')
      ws.close(1000)
      await closed
    },
  }
}

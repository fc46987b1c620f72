/** Whole calls against a server, many at a time: signed webhooks over kept-alive connections. */
import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'

export const AUTH_TOKEN = 'bench-token'
export const PUBLIC_URL = 'https://concierge.example.com'

export interface Load {
  /** Webhooks answered. */
  turns: number
  seconds: number
  /** Of each webhook, in ms. */
  latencies: number[]
}

const USUAL_FIELDS = {
  AccountSid: 'AC00000000000000000000000000000000',
  To: '+12125550142',
  CallStatus: 'in-progress',
  ApiVersion: '2010-04-01',
  Direction: 'inbound',
  FromCity: 'SAN FRANCISCO',
  FromState: 'CA',
  FromZip: '94105',
  FromCountry: 'US',
}

/** What the callers say; the first is vague, so that a call has a question in it. */
const CALLS: string[][] = [
  ['hi is this a good time', 'I am calling from the school, your daughter fell and hurt her arm'],
  ['hello', 'we have a special offer on solar panels for home owners this month'],
  ['um hello who is this', 'there is water coming through the ceiling from your apartment'],
]

/** One line into the server: calls, one after another, over a connection that is kept. */
export class Line {
  readonly #url: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })

  constructor(url: string) {
    this.#url = url
  }

  close(): void {
    this.#agent.destroy()
  }

  /** A new call from somebody new. */
  call(): { webhook(path: string, fields: Record<string, string>): Promise<string> } {
    const callSid = `CA${randomBytes(16).toString('hex')}`
    const from = fictitiousNumber()
    return {
      webhook: async (path, fields) => {
        const form = { ...USUAL_FIELDS, CallSid: callSid, From: from, ...fields }
        const headers = {
          'x-twilio-signature': getExpectedTwilioSignature(AUTH_TOKEN, PUBLIC_URL + path, form),
          'i-twilio-idempotency-token': randomBytes(16).toString('hex'),
          'content-type': 'application/x-www-form-urlencoded',
        }
        const sending = post(this.#agent, this.#url + path, headers, new URLSearchParams(form))
        const { status, body } = await sending
        if (status >= 300) throw new Error(`${path} answered ${status}: ${body}`)
        return body
      },
    }
  }
}

/** Runs calls one after another in each of `concurrency` lines, until the time is over. */
export async function load(
  url: string,
  { concurrency, seconds }: { concurrency: number; seconds: number },
): Promise<Load> {
  const latencies: number[] = []
  const began = performance.now()
  const until = began + seconds * 1000

  async function callUntilOver(): Promise<void> {
    const line = new Line(url)
    while (performance.now() < until) await wholeCall(line, latencies)
    line.close()
  }

  await Promise.all(Array.from({ length: concurrency }, callUntilOver))
  const took = (performance.now() - began) / 1000
  return { turns: latencies.length, seconds: took, latencies }
}

async function wholeCall(line: Line, latencies: number[]): Promise<void> {
  const call = line.call()
  const timed: typeof call.webhook = async (path, fields) => {
    const sent = performance.now()
    const body = await call.webhook(path, fields)
    latencies.push(performance.now() - sent)
    return body
  }
  const words = CALLS[Math.floor(Math.random() * CALLS.length)]!
  let twiml = await timed('/twilio/voice', {})
  for (const text of words) {
    const action = /action="([^"]*ai-response[^"]*)"/.exec(twiml)?.[1]
    const speech = { SpeechResult: text, Confidence: '0.93' }
    twiml = await timed(action ?? '/twilio/ai-response', speech)
  }
  const action = /action="([^"]*transfer-fallback[^"]*)"/.exec(twiml)?.[1]
  if (action) await timed(action, { DialCallStatus: 'no-answer' })
  await timed('/twilio/status', { CallStatus: 'completed', CallDuration: '20' })
}

/** 555-0100 to 555-0199 are kept for fiction, in every area. */
function fictitiousNumber(): string {
  return `+1${200 + Math.floor(Math.random() * 800)}5550${100 + Math.floor(Math.random() * 100)}`
}

function post(
  agent: Agent,
  url: string,
  headers: Record<string, string>,
  form: URLSearchParams,
): Promise<{ status: number; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>()
  const body = form.toString()
  const options = { agent, method: 'POST', headers: { ...headers, 'content-length': body.length } }
  const sending = request(url, options, (response) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => (text += chunk))
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    response.on('error', reject)
  })
  sending.on('error', reject)
  sending.end(body)
  return promise
}

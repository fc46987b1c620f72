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
  /** Of each webhook, in ms, in ascending order. */
  latencies: number[]
}

/** What the callers say; the first is vague, so that a call has a question in it. */
const CALLS: string[][] = [
  ['hi is this a good time', 'I am calling from the school, your daughter fell and hurt her arm'],
  ['hello', 'we have a special offer on solar panels for home owners this month'],
  ['um hello who is this', 'there is water coming through the ceiling from your apartment'],
]

/** Runs calls one after another in each of `concurrency` lines, until the time is over. */
export async function load(
  url: string,
  { concurrency, seconds }: { concurrency: number; seconds: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const latencies: number[] = []
  const began = performance.now()
  const until = began + seconds * 1000

  async function line(): Promise<void> {
    while (performance.now() < until) await call()
  }

  async function call(): Promise<void> {
    const callSid = `CA${randomBytes(16).toString('hex')}`
    const words = CALLS[Math.floor(Math.random() * CALLS.length)]!
    const from = fictitiousNumber()
    let twiml = await webhook(callSid, from, '/twilio/voice', {})
    for (const text of words) {
      const action = /action="([^"]*ai-response[^"]*)"/.exec(twiml)?.[1]
      twiml = await webhook(callSid, from, action ?? '/twilio/ai-response', {
        SpeechResult: text,
        Confidence: '0.93',
      })
    }
    const action = /action="([^"]*transfer-fallback[^"]*)"/.exec(twiml)?.[1]
    if (action) await webhook(callSid, from, action, { DialCallStatus: 'no-answer' })
    await webhook(callSid, from, '/twilio/status', { CallStatus: 'completed', CallDuration: '20' })
  }

  async function webhook(
    callSid: string,
    from: string,
    path: string,
    fields: Record<string, string>,
  ): Promise<string> {
    const form: Record<string, string> = {
      CallSid: callSid,
      AccountSid: 'AC00000000000000000000000000000000',
      From: from,
      To: '+14155550199',
      CallStatus: 'in-progress',
      ApiVersion: '2010-04-01',
      Direction: 'inbound',
      FromCity: 'SAN FRANCISCO',
      FromState: 'CA',
      FromZip: '94105',
      FromCountry: 'US',
      ...fields,
    }
    const headers = {
      'x-twilio-signature': getExpectedTwilioSignature(AUTH_TOKEN, PUBLIC_URL + path, form),
      'i-twilio-idempotency-token': randomBytes(16).toString('hex'),
      'content-type': 'application/x-www-form-urlencoded',
    }
    const sent = performance.now()
    const { status, body } = await post(agent, url + path, headers, new URLSearchParams(form))
    latencies.push(performance.now() - sent)
    if (status >= 300) throw new Error(`${path} answered ${status}: ${body}`)
    return body
  }

  await Promise.all(Array.from({ length: concurrency }, line))
  agent.destroy()
  const took = (performance.now() - began) / 1000
  latencies.sort((a, b) => a - b)
  return { turns: latencies.length, seconds: took, latencies }
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

export function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

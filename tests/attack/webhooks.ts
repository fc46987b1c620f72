/** Hostile and honest webhooks mixed: what is not Twilio's is refused, and callers notice nothing of it. */
import Sqlite from 'better-sqlite3'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { AUTH_TOKEN, PUBLIC_URL } from '../support/concierge.ts'
import { phoneTo } from '../support/phone-to.ts'
import type { Attack, Report } from './attack.ts'
import { drawPlan, play } from './plan.ts'
import type { Random } from './random.ts'
import { drawFormShape, drawShape, nameOf, written } from './shapes.ts'
import { timed } from './timed.ts'
import { withServers } from './with-servers.ts'

const AT_ONCE = 10
/** Whoever asks for nothing but a sign of life waits no longer, on a machine that is busy with all this. */
const AWAKE = { ms: 3_000, else: 'requests that nobody signed keep the server from answering' }

const ROUTES = [
  'voice',
  'ai-response',
  'transfer-fallback',
  'fallback',
  'status',
  'whisper',
  '%2e%2e/x',
  '',
  'voice/',
]
const QUERIES = [
  '',
  '?turn=1',
  '?held=1',
  '?turn=-1',
  '?turn=9e99',
  '?turn=%00',
  '?held=1&turn=2',
  '?a&a&a',
]
const TYPES = [
  'application/x-www-form-urlencoded',
  'application/json',
  'multipart/form-data; boundary=x',
  'text/plain',
]

export const webhooks: Attack = {
  name: 'webhooks',
  promise: 'what Twilio has not signed is refused at once, and no webhook ends in an error of ours',
  share: 4,
  run: (budget, random, report) =>
    withServers(async ({ file, start }) => {
      const { url } = await start()
      let honest = 0
      while (!budget.isSpent()) {
        const plan = drawPlan(random)
        const call = phoneTo(() => url)
          .ring({ from: `+1${random.whole(200, 989)}55501${random.whole(10, 99)}` })
          .then(async (caller) => {
            await play(plan, caller)
            for (const { message } of caller.failures)
              report.fault(`Twilio would complain: ${message}`)
          })
        const hostile = random.some(AT_ONCE, () => drawRequest(random))
        const sent = hostile.map(async (request) => {
          await send(url, request, report)
          report.tried()
        })
        const silence = await timed(async () => (await fetch(`${url}/healthz`)).arrayBuffer())
        const others = hostile.map(({ example }) => example).join(' | ')
        report.took(silence, AWAKE, `with ${others}`)
        await Promise.all([call, ...sent])
        honest += 1
        if (countCalls(file) !== honest) {
          report.fault('a request that nobody signed has begun a call')
          honest = countCalls(file)
        }
      }
    }),
}

interface Hostile {
  path: string
  init: { method: string; headers: Record<string, string>; body: string }
  /** What it is, in a few words. */
  example: string
}

function drawRequest(random: Random): Hostile {
  const path = `/twilio/${random.pick(ROUTES)}${random.pick(QUERIES)}`
  const shape = random.onceIn(2) ? drawFormShape(random) : drawShape(random)
  const size = random.pick([50, 1_000, 20_000, 60_000, 250_000])
  const body = random.onceIn(4) ? drawForm(random) : written(shape, size).toWellFormed()
  const headers: Record<string, string> = {
    'content-type': random.onceIn(3) ? random.pick(TYPES) : TYPES[0]!,
    ...(random.onceIn(2) && { 'i-twilio-idempotency-token': random.hex(8) }),
  }
  const signature = drawSignature(random, path)
  if (signature !== null) headers['x-twilio-signature'] = signature
  const example = `${path} of ${body.length} characters: ${nameOf(shape)}`
  return { path, init: { method: 'POST', headers, body }, example }
}

/** As Twilio might have sent it. */
function drawForm(random: Random): string {
  const fields = { CallSid: `CA${random.hex(32)}`, From: '+14155550123', SpeechResult: 'hello' }
  return new URLSearchParams(fields).toString()
}

/** None, chance, or that of another webhook. */
function drawSignature(random: Random, path: string): string | null {
  if (random.onceIn(3)) return null
  if (random.onceIn(2)) return Buffer.from(random.hex(40), 'hex').toString('base64')
  const form = { CallSid: `CA${random.hex(32)}`, From: '+14155550111' }
  return getExpectedTwilioSignature(random.onceIn(2) ? AUTH_TOKEN : '', PUBLIC_URL + path, form)
}

async function send(url: string, { path, init, example }: Hostile, report: Report): Promise<void> {
  const { status } = await fetch(url + path, init)
  if (status < 400) report.fault(`a request that nobody signed is answered with ${status}`, example)
  if (status >= 500) report.fault(`a request is answered with ${status}`, example)
}

function countCalls(file: string): number {
  const opened = new Sqlite(file, { readonly: true })
  const { count } = opened.prepare('select count(*) as count from calls').get() as { count: number }
  opened.close()
  return count
}

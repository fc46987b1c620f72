/** `npm run bench -- --relay`: how long callers wait for the first word, over sockets and by Gather, on the same scripted model. */
import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { quantile } from '../../server/basics/quantile.ts'
import { Line } from './load.ts'
import { onAnyClock, TIMING, type ModelTimes } from './model-server.ts'
import { openRelayCaller } from './relay-caller.ts'

/** What one caller said, and when the first word of the answer was there; on the clock of this machine. */
interface Heard {
  words: string
  /** When the caller's last word went out. */
  saidAt: number
  firstAt: number
}

export interface RelayBench {
  calls: number
  /** In ms, from the caller's last word to the first of ours. */
  byGather: number[]
  overRelay: number[]
  /** Where the verdict had been asked ahead for the same words; empty where none was. */
  cameTrue: number[]
  /** From the first token of the sentence, as the model sent it, to the first word on the socket. */
  fromToken: number[]
  /** From the second, which says that the first word is whole. */
  fromSecond: number[]
}

interface Wish {
  concurrency: number
  calls: number
  /** Calls before the measured ones, while code is still being compiled. */
  unmeasured: number
}

/** Long enough for a verdict to have come that is asked for as soon as the words stand still. */
const STILL_MS = 2_000

/** `start` gives the URL of a concierge with these settings. */
export async function benchRelay(
  start: (name: string, settings: Record<string, string>) => Promise<string>,
  { concurrency, calls, unmeasured }: Wish,
): Promise<RelayBench> {
  const model = fork(join(import.meta.dirname, 'model-server.ts'), ['asks'])
  const [modelUrl] = (await once(model, 'message')) as [string]
  const settings = (line: string, more = {}) => ({
    AZURE_OPENAI_ENDPOINT: modelUrl,
    AZURE_OPENAI_DEPLOYMENT: 'screening',
    AZURE_OPENAI_KEY: 'bench-key',
    VOICE_LINE: line,
    ...more,
  })
  async function measured(url: string, talk: Talk): Promise<Heard[]> {
    const heard: Heard[] = []
    let waiting = calls + unmeasured
    async function line(): Promise<void> {
      const caller = new Line(url)
      while (waiting-- > 0) {
        heard.push(await talk(url, caller))
        // People do not call in step.
        await delay(Math.random() * 50)
      }
      caller.close()
    }
    await Promise.all(Array.from({ length: concurrency }, line))
    return heard.slice(unmeasured)
  }

  const gather = await measured(await start('gather', settings('gather')), byGather)
  const relay = await measured(await start('relay', settings('relay')), overRelay)
  const speculating = await start('ahead', settings('relay', { SPECULATE: 'true' }))
  const ahead = await measured(speculating, overRelayAhead)
  const times = await timesOf(model)
  model.kill()
  const waits = (all: Heard[]) => all.map(({ saidAt, firstAt }) => firstAt - saidAt)
  const from = (moment: 'sentenceAt' | 'secondAt') =>
    relay.flatMap(({ words, firstAt }) => {
      const asked = times.get(words)
      return asked ? [firstAt - asked[moment]] : []
    })
  return {
    calls: relay.length,
    byGather: waits(gather),
    overRelay: waits(relay),
    cameTrue: waits(
      ahead.filter(({ words, saidAt }) => (times.get(words)?.readAt ?? Infinity) < saidAt),
    ),
    fromToken: from('sentenceAt'),
    fromSecond: from('secondAt'),
  }
}

type Talk = (url: string, caller: Line) => Promise<Heard>

async function byGather(_: string, caller: Line): Promise<Heard> {
  const call = caller.call()
  const words = someWords()
  await call.webhook('/twilio/voice', {})
  const saidAt = onAnyClock()
  await call.webhook('/twilio/ai-response?turn=1', { SpeechResult: `about ${words}` })
  const firstAt = onAnyClock()
  await call.webhook('/twilio/status', { CallStatus: 'completed' })
  return { words, saidAt, firstAt }
}

const overRelay: Talk = (url, caller) => talkOverRelay(url, caller, false)
const overRelayAhead: Talk = (url, caller) => talkOverRelay(url, caller, true)

async function talkOverRelay(url: string, caller: Line, isPartial: boolean): Promise<Heard> {
  const call = caller.call()
  const words = someWords()
  const socket = await openRelayCaller(url, await call.webhook('/twilio/voice', {}))
  if (isPartial) {
    socket.prompt(`about ${words}`, false)
    await delay(STILL_MS)
  }
  const saidAt = onAnyClock()
  socket.prompt(`About ${words}.`, true)
  const firstAt = await socket.firstWord
  await socket.close()
  await call.webhook('/twilio/status', { CallStatus: 'completed' })
  return { words, saidAt, firstAt }
}

/** No digits: a row of them would be masked like a phone number. */
function someWords(): string {
  const letters = Array.from(randomBytes(16), (byte) => String.fromCharCode(97 + (byte % 16)))
  return `said-${letters.join('')}`
}

/** The first request of each call, by its words. */
async function timesOf(model: ChildProcess): Promise<Map<string, ModelTimes>> {
  model.send('times')
  const [times] = (await once(model, 'message')) as [ModelTimes[]]
  return new Map(times.toReversed().map((time) => [time.words, time]))
}

export function printRelayBench({ calls, ...measured }: RelayBench): void {
  const figures = (of: string, values: number[]) => ({
    of,
    calls: values.length,
    ...Object.fromEntries(
      [0.5, 0.95, 0.99].map((share) => [
        `p${share * 100} ms`,
        values.length === 0 ? null : Number(quantile(values, share)!.toFixed(1)),
      ]),
    ),
  })
  console.log(
    `${calls} calls each, ${TIMING.firstTokenMs} ms to the first token, ${TIMING.tokensPerSecond} tokens/s`,
  )
  console.table([
    figures('Gather: from the webhook to its answer, behind 2 s of silence', measured.byGather),
    figures('relay: from the final prompt to the first word', measured.overRelay),
    figures('relay: from the first token of the sentence to the first word', measured.fromToken),
    figures(
      'relay: from the token behind it, which says that the word is whole',
      measured.fromSecond,
    ),
    figures('relay: from the final prompt, where it was asked ahead', measured.cameTrue),
  ])
}

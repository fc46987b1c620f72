/** `npm run bench -- --model`: what our own code adds on top of a model that takes its time. */
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import type { Verdict } from '../../machines/verdict.ts'
import { quantile } from '../../server/basics/quantile.ts'
import { Line } from './load.ts'
import { SAID, TIMING, type ModelTimes } from './model-server.ts'

export interface ModelBench {
  calls: number
  /** Of each turn, in ms: from the caller's last word to our answer. */
  total: number[]
  /** Of that, what was not the model. */
  added: number[]
  /** From the token that carries the decision to our knowing it. */
  known: number[]
}

/** `start` gives the URL of a concierge that asks the model at this address, with this database. */
export async function benchModel(
  start: (modelUrl: string) => Promise<{ url: string; file: string }>,
  { concurrency, calls, unmeasured }: { concurrency: number; calls: number; unmeasured: number },
): Promise<ModelBench> {
  const model = fork(join(import.meta.dirname, 'model-server.ts'))
  const [modelUrl] = (await once(model, 'message')) as [string]
  const { url, file } = await start(modelUrl)
  const turns: { words: string; ms: number }[] = []
  let waiting = calls + unmeasured

  async function line(): Promise<void> {
    const caller = new Line(url)
    while (waiting-- > 0) {
      const words = `said-${randomLetters()}`
      const call = caller.call()
      await call.webhook('/twilio/voice', {})
      const began = performance.now()
      await call.webhook('/twilio/ai-response?turn=1', { SpeechResult: `about ${words}` })
      turns.push({ words, ms: performance.now() - began })
      await call.webhook('/twilio/status', { CallStatus: 'completed' })
      // People do not call in step.
      await delay(Math.random() * 50)
    }
    caller.close()
  }
  await Promise.all(Array.from({ length: concurrency }, line))

  // Not while the code is still being compiled.
  const measured = turns.slice(unmeasured)
  const decided = decisionTimes(file)
  model.send('times')
  const [times] = (await once(model, 'message')) as [ModelTimes[]]
  model.kill()
  const byWords = new Map(times.map((time) => [time.words, time]))
  return {
    calls: measured.length,
    total: measured.map(({ ms }) => ms),
    added: measured.map(({ words, ms }) => ms - byWords.get(words)!.completeMs),
    known: measured.map(({ words }) => decided.get(words)! - byWords.get(words)!.decidedMs),
  }
}

/** No digits: a row of them would be masked like a phone number. */
function randomLetters(): string {
  return Array.from(randomBytes(16), (byte) => String.fromCharCode(97 + (byte % 16))).join('')
}

/** By the words of the call, as the journal has it. */
function decisionTimes(file: string): Map<string, number> {
  const database = new Sqlite(file, { readonly: true })
  const rows = database
    .prepare(
      `select answer.payload as answer, event.payload as event from journal answer
       join journal event on event.call_id = answer.call_id and event.payload like '%said-%'
       where answer.kind = 'answer' and answer.payload like '%decidedMs%'`,
    )
    .all() as { answer: string; event: string }[]
  database.close()
  return new Map(
    rows.map(({ answer, event }) => {
      const { output } = JSON.parse(answer) as { output: Verdict }
      return [SAID.exec(event)![0], output.decidedMs!]
    }),
  )
}

export function printModelBench({ calls, total, added, known }: ModelBench): void {
  const figures = (name: string, measured: number[]) => ({
    of: name,
    'p50 ms': Number(quantile(measured, 0.5)!.toFixed(1)),
    'p95 ms': Number(quantile(measured, 0.95)!.toFixed(1)),
    'p99 ms': Number(quantile(measured, 0.99)!.toFixed(1)),
  })
  console.log(
    `${calls} calls, ${TIMING.firstTokenMs} ms to the first token, ${TIMING.tokensPerSecond} tokens/s`,
  )
  console.table([
    figures('a turn, from the caller’s last word to our answer', total),
    figures('of it ours, on top of the model', added),
    figures('from the token that decides to our knowing it', known),
  ])
}

/** Parsers: texts of growing size, of every shape, and the time that each takes to read. */
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Attack, Report } from './attack.ts'
import type { ReadingEnd } from './parser-worker.ts'
import { PARSERS } from './parsers.ts'
import { drawShape, nameOf, written, type Shape } from './shapes.ts'

/** Longer is not waited for: what is linear has read all that reaches us in a tenth of it. */
const PATIENCE_MS = 20_000
/** In characters. */
const SHORTEST = 512
/** Below, nothing can be told. */
const WORTH_A_LOOK_MS = 50
/** Four times the text may take four times as long; sixteen times would be quadratic. */
const MOST_FACTOR = 8

export const growth: Attack = {
  name: 'parsers',
  promise:
    'no text takes longer to read than its size explains, and none is answered with an accident',
  share: 4,
  async run(budget, random, report) {
    const names = Object.keys(PARSERS)
    const reader = createReader()
    try {
      while (!budget.isSpent()) {
        await tryShape(reader, random.pick(names), drawShape(random), report)
        report.tried()
      }
    } finally {
      await reader.close()
    }
  },
}

type Reader = ReturnType<typeof createReader>

async function tryShape(reader: Reader, parser: string, shape: Shape, report: Report) {
  const { most } = PARSERS[parser]!
  const text = (length: number) => written(shape, length)
  for (let length = SHORTEST; length <= most; length *= 4) {
    const end = await reader.read(parser, text(length))
    if ('threw' in end) return report.fault(`${parser}: ${end.threw}`, nameOf(shape))
    if (end.ms < WORTH_A_LOOK_MS || length === SHORTEST) continue
    const [little, much] = [
      await reader.quickest(parser, text(length / 4)),
      await reader.quickest(parser, text(length)),
    ]
    if (much > WORTH_A_LOOK_MS && much > little * MOST_FACTOR) {
      const example = `${Math.round(length / 1024)} KB take ${Math.round(much)} ms: ${nameOf(shape)}`
      report.fault(`${parser}: time grows faster than size`, example)
      return
    }
    if (end.ms > WORTH_A_LOOK_MS * 20) return
  }
}

function createReader() {
  let worker = start()

  async function read(parser: string, text: string): Promise<ReadingEnd> {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage({ parser, text })
    const waiting = new AbortController()
    const { signal } = waiting
    try {
      const answered = once(worker, 'message', { signal }).then(([end]) => end as ReadingEnd)
      const late = delay(PATIENCE_MS, null, { signal })
      const end = await Promise.race([answered, late])
      if (end) return end
      await worker.terminate()
      worker = start()
      return { threw: `no end within ${PATIENCE_MS / 1000} s` }
    } finally {
      waiting.abort()
    }
  }

  return {
    read,
    /** Of three times: the least, in ms. */
    async quickest(parser: string, text: string): Promise<number> {
      const times: number[] = []
      for (let time = 0; time < 3; time++) {
        const end = await read(parser, text)
        times.push('ms' in end ? end.ms : PATIENCE_MS)
      }
      return Math.min(...times)
    },
    close: () => worker.terminate(),
  }
}

function start(): Worker {
  return new Worker(new URL('parser-worker.ts', import.meta.url))
}

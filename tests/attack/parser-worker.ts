/** Reads texts in a thread of its own, which can be ended where it hangs; tells how long its processor took. */
import { parentPort } from 'node:worker_threads'
import { PARSERS, readBy } from './parsers.ts'

export interface Reading {
  parser: string
  text: string
}

/** `ms` of the thread's own time, whatever else the machine does. */
export type ReadingEnd = { ms: number } | { threw: string }

parentPort?.on('message', (reading: Reading) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  void timed(reading).then((end) => parentPort!.postMessage(end))
})

async function timed({ parser, text }: Reading): Promise<ReadingEnd> {
  const before = process.threadCpuUsage()
  try {
    await readBy(PARSERS[parser]!, text)
  } catch (error) {
    return { threw: String(error).slice(0, 100) }
  }
  const { user, system } = process.threadCpuUsage(before)
  return { ms: (user + system) / 1000 }
}

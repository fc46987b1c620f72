/** A thread of its own for what takes SQLite long: it has its own way into the file, and stops nobody else. */
import { setTimeout as delay } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { blankSlice } from './blank.ts'
import { isLocked } from './lock-patience.ts'

export interface UpkeepJob {
  id: number
  /** `flush the log`: into the file, as far as nobody is in the way. `scrub`: that nothing erased is left anywhere. */
  task: 'flush the log' | 'scrub' | 'check'
  /** Of the file, open for writing: for `scrub`. */
  fd: number
}

/** With what was found; an error's code, where it has one. */
export type UpkeepDone = { id: number } & ({ found: string } | { failed: string; code: unknown })

/** So long nobody else writes, where a reader keeps the log from being emptied. */
const BUSY_MS = 100
const MOST_TRIES = 30

const file = new Sqlite((workerData as { path: string }).path, {
  timeout: BUSY_MS,
  fileMustExist: true,
})
file.pragma('wal_autocheckpoint = 0')
file.pragma('synchronous = NORMAL')

const TASKS: Record<UpkeepJob['task'], (fd: number) => Promise<string>> = {
  'flush the log': async () => checkpoint('PASSIVE'),
  scrub: async (fd) => scrub(fd),
  check: async () => file.pragma('quick_check(1)', { simple: true }) as string,
}

parentPort!.on('message', ({ id, task, fd }: UpkeepJob) => {
  TASKS[task](fd).then(
    (found) => answer({ id, found }),
    (error: Error & { code?: unknown }) => answer({ id, failed: error.message, code: error.code }),
  )
})

function answer(done: UpkeepDone): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort!.postMessage(done)
}

/** https://sqlite.org/pragma.html#pragma_wal_checkpoint */
function checkpoint(mode: 'PASSIVE' | 'TRUNCATE'): 'done' | 'busy' {
  const [{ busy }] = file.pragma(`wal_checkpoint(${mode})`) as [{ busy: number }]
  return busy === 0 ? 'done' : 'busy'
}

/** Empties the log, where erased words stand until then, and overwrites what lies about in the file. */
async function scrub(fd: number): Promise<string> {
  await emptyLog()
  for (let from: number | null = 1; from !== null;) {
    const next = await patiently(() => blankSlice(file, fd, from!))
    if (next === 'written') await emptyLog()
    else from = next
    // Whoever waits for the lock has a moment to get it.
    await delay(2)
  }
  await emptyLog()
  return 'done'
}

async function emptyLog(): Promise<void> {
  // The most of it without keeping anybody from writing.
  checkpoint('PASSIVE')
  await patiently(() => {
    if (checkpoint('TRUNCATE') === 'busy')
      throw Object.assign(new Error('Somebody is reading'), { code: 'SQLITE_BUSY' })
  })
}

async function patiently<Result>(task: () => Result): Promise<Result> {
  for (let tries = 1; ; tries++)
    try {
      return task()
    } catch (error) {
      if (!isLocked(error) || tries === MOST_TRIES) throw error
      await delay(BUSY_MS * (1 + Math.random()))
    }
}

/** What takes SQLite long is done beside: by a thread that is there while there is something to do. */
import { closeSync, openSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { UpkeepDone, UpkeepJob } from './upkeep-worker.ts'

export interface Upkeep {
  /** Rejects where it could not be done: the file is locked elsewhere, or somebody reads for long. */
  run(task: UpkeepJob['task']): Promise<string>
  /** Waits for what is under way. To be called before the database is closed; gives what is to be called after. */
  end(): Promise<() => void>
}

/** A thread takes 15 MB. */
const IDLE_MS = 5_000

export function createUpkeep(path: string): Upkeep {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let fd: number | undefined
  let lastId = 0
  const jobs = new Map<number, { resolve(found: string): void; reject(error: Error): void }>()

  function start(): Worker {
    const started = new Worker(new URL('./upkeep-worker.ts', import.meta.url), {
      workerData: { path },
      // Else it would close the file as it ends, and with that the process would lose its locks on it.
      trackUnmanagedFds: false,
    })
    started.on('message', (done: UpkeepDone) => {
      const job = jobs.get(done.id)
      jobs.delete(done.id)
      if (jobs.size === 0) rest(started)
      if ('found' in done) job?.resolve(done.found)
      else job?.reject(Object.assign(new Error(done.failed), { code: done.code }))
    })
    started.on('error', (error) => {
      if (worker === started) worker = undefined
      for (const { reject } of jobs.values()) reject(error as Error)
      jobs.clear()
    })
    return started
  }

  function rest(resting: Worker): void {
    resting.unref()
    idle = setTimeout(() => {
      if (worker === resting) worker = undefined
      void resting.terminate()
    }, IDLE_MS).unref()
  }

  return {
    run(task) {
      clearTimeout(idle)
      worker ??= start()
      worker.ref()
      // Closed only with the database: whoever closes a file loses all locks that the process has on it.
      // https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
      fd ??= openSync(path, 'r+')
      const id = ++lastId
      const { promise, resolve, reject } = Promise.withResolvers<string>()
      jobs.set(id, { resolve, reject })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
      worker.postMessage({ id, task, fd } satisfies UpkeepJob)
      return promise
    },
    async end() {
      clearTimeout(idle)
      await worker?.terminate()
      const ended = new Error('The database is closed')
      for (const { reject } of jobs.values()) reject(ended)
      jobs.clear()
      return () => {
        if (fd !== undefined) closeSync(fd)
        fd = undefined
      }
    },
  }
}

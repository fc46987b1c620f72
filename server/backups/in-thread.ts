/** Looks in a thread of its own whether a backup is due, and has it written there. */
import { Worker } from 'node:worker_threads'
import type { BackupAnswer } from './backup-thread.ts'
import type { DueBackup, Looked } from './write-due.ts'

/** What is never copied whole needs little. */
const MOST_MEMORY_MB = 256

/** Rejects with what kept it from being written, with the system's code where it has one; or with the signal's reason. */
export async function writeDueInThread(due: DueBackup, signal: AbortSignal): Promise<Looked> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./backup-thread.ts', import.meta.url), {
    workerData: due,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    // Else it would close the database's file as it ends, and with that the process would lose its locks on it.
    trackUnmanagedFds: false,
  })
  worker.unref()
  const { promise, resolve, reject } = Promise.withResolvers<Looked>()
  const stop = () => reject(signal.reason as Error)
  signal.addEventListener('abort', stop, { once: true })
  worker.once('message', (answer: BackupAnswer) => {
    if ('looked' in answer) resolve(answer.looked)
    else reject(Object.assign(new Error(answer.failed), { code: answer.code }))
  })
  worker.once('error', reject)
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

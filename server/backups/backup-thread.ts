/** A thread of its own: a gigabyte is copied, checked and encrypted while calls are answered. */
import { parentPort, workerData } from 'node:worker_threads'
import { writeDue, type DueBackup, type Looked } from './write-due.ts'

export type BackupAnswer = { looked: Looked } | { failed: string; code: unknown }

const answer: BackupAnswer = await writeDue(workerData as DueBackup).then(
  (looked) => ({ looked }),
  (error: Error & { code?: unknown }) => ({ failed: error.message, code: error.code }),
)
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
parentPort!.postMessage(answer)

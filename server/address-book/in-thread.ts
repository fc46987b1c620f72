/** Reads an address book in a thread of its own, bounded in time and memory. */
import { Worker } from 'node:worker_threads'
import { AddressBookError } from './address-book-error.ts'
import type { BookAnswer, BookTask } from './book-thread.ts'
import type { Book, BookChanges, BookToRead } from './read-book.ts'

/** 20,000 cards with pictures, over a line at home. */
const DEADLINE_MS = 15 * 60_000
const MOST_MEMORY_MB = 512

export function findBooksInThread(to: BookToRead, signal?: AbortSignal): Promise<Book[]> {
  return inThread<Book[]>({ task: 'find', to }, signal)
}

export function readBookInThread(to: BookToRead, signal?: AbortSignal): Promise<BookChanges> {
  return inThread<BookChanges>({ task: 'read', to }, signal)
}

/** Rejects with `AddressBookError`, or with the signal's reason. */
async function inThread<Result>(task: BookTask, signal?: AbortSignal): Promise<Result> {
  signal?.throwIfAborted()
  const worker = new Worker(new URL('./book-thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  })
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const late = setTimeout(
    () => reject(new AddressBookError('is not read to its end in time')),
    DEADLINE_MS,
  )
  const stop = () => reject(signal?.reason as Error)
  signal?.addEventListener('abort', stop, { once: true })
  worker.once('message', (answer: BookAnswer) => {
    if ('found' in answer) resolve(answer.found as Result)
    else reject(answer.isOurs ? new AddressBookError(answer.failed) : new Error(answer.failed))
  })
  worker.once('error', (error: NodeJS.ErrnoException) =>
    reject(
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new AddressBookError('answers with more than can be read')
        : error,
    ),
  )
  try {
    return await promise
  } finally {
    clearTimeout(late)
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

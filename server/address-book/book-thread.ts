/** A thread of its own for somebody else's XML: however large or odd it is, calls are answered meanwhile. */
import { parentPort, workerData } from 'node:worker_threads'
import { AddressBookError } from './address-book-error.ts'
import { findBooks, readBook, type BookToRead } from './read-book.ts'

export type BookTask = { task: 'find' | 'read'; to: BookToRead }
export type BookAnswer = { found: unknown } | { failed: string; isOurs: boolean }

const { task, to } = workerData as BookTask
const work: Promise<unknown> = task === 'find' ? findBooks(to) : readBook(to)
const answer: BookAnswer = await work.then(
  (found) => ({ found }),
  (error: Error) => ({ failed: error.message, isOurs: error instanceof AddressBookError }),
)
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
parentPort!.postMessage(answer)

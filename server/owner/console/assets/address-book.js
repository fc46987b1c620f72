// How it stands with the address book out of which contacts keep themselves.
import { ask, attempt } from './page.js'
import { the } from './elements.js'
import { count, dayAndClock } from './in-words.js'

/** So often it is looked whether it has been read. */
const POLL_MS = 2000
const NOT_SET = 'None is set up: with CARDDAV_URL contacts keep themselves as your phone has them.'

async function load() {
  const book = await ask('address-book')
  the('#book-state').textContent = book.is_set ? inWords(book) : NOT_SET
  const isTold = book.is_set && book.failure !== null && !book.is_being_read
  if (book.is_being_read) setTimeout(() => void attempt(load), POLL_MS)
  the('#book-failed').textContent = isTold ? `The last time: ${book.failure}` : ''
}

/** @param {{ contacts: number, read_at: string | null, is_being_read: boolean }} book */
function inWords({ contacts, read_at: readAt, is_being_read: isBeingRead }) {
  const many = contacts === 1 ? '1 contact' : `${count(contacts)} contacts`
  if (isBeingRead) return `${many} out of it, is being read…`
  return readAt === null ? 'Not read yet.' : `${many} out of it, read ${dayAndClock(readAt)}.`
}

await attempt(load)
the('#book').ariaBusy = 'false'

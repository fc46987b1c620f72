/** What a server sends event by event: https://html.spec.whatwg.org/multipage/server-sent-events.html */
import { ConciergeError } from '../../storage/concierge-error.ts'

/** An event is longer than any that a model sends. */
class EndlessEventError extends ConciergeError {
  readonly code = 'ENDLESS_EVENT'
  readonly disposition = 'carry on'
}

/** A chunk is a few hundred bytes; with the log probabilities of every token some thousands. */
const MOST_CHARACTERS = 1_000_000

/**
 * The `data` of each event. Comments, as OpenRouter and proxies send to keep a connection open, names and ids
 * are skipped. The last event counts also where no empty line follows.
 */
export async function* eventData(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let data: string[] = []
  let length = 0
  for await (const line of lines(body)) {
    if (line === '') {
      if (data.length > 0) yield data.join('\n')
      data = []
      length = 0
    } else if (line.startsWith('data:')) {
      length += line.length
      if (length > MOST_CHARACTERS) throw tooLong()
      data.push(line.slice(line[5] === ' ' ? 6 : 5))
    }
  }
  if (data.length > 0) yield data.join('\n')
}

async function* lines(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder()
  let pieces: string[] = []
  let length = 0
  let endedInReturn = false
  for await (const bytes of body) {
    let text = decoder.decode(bytes, { stream: true })
    if (text === '') continue
    // The other half of a CRLF.
    if (endedInReturn && text.startsWith('\n')) text = text.slice(1)
    endedInReturn = text.endsWith('\r')
    const [first = '', ...others] = text.split(/\r\n|\r|\n/)
    pieces.push(first)
    length += first.length
    if (length > MOST_CHARACTERS) throw tooLong()
    for (const next of others) {
      yield pieces.join('')
      pieces = [next]
      length = next.length
    }
  }
  yield pieces.join('') + decoder.decode()
}

function tooLong(): EndlessEventError {
  return new EndlessEventError('The model sent an event without an end')
}

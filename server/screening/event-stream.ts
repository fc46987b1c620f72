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
 * are skipped. The last event counts also where no empty line follows. Throws where a line or an event is endless.
 */
export async function* eventData(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const events = createEvents()
  for await (const bytes of body) yield* events.take(bytes)
  yield* events.end()
}

/** Many lines at once, for a piece of the body may have tens of thousands: no promise for each. */
function createEvents() {
  const decoder = new TextDecoder()
  let endedInReturn = false
  let line: string[] = []
  let lineLength = 0
  let data: string[] = []
  let dataLength = 0

  function add(piece: string): void {
    line.push(piece)
    lineLength += piece.length
    if (lineLength > MOST_CHARACTERS) throw tooLong()
  }

  function endEvent(ended: string[]): void {
    if (data.length > 0) ended.push(data.join('\n'))
    data = []
    dataLength = 0
  }

  function endLine(ended: string[]): void {
    const whole = line.join('')
    line = []
    lineLength = 0
    if (whole === '') return endEvent(ended)
    if (!whole.startsWith('data:')) return
    dataLength += whole.length
    if (dataLength > MOST_CHARACTERS) throw tooLong()
    data.push(whole.slice(whole[5] === ' ' ? 6 : 5))
  }

  return {
    take(bytes: Uint8Array): string[] {
      let text = decoder.decode(bytes, { stream: true })
      if (text === '') return []
      // The other half of a CRLF.
      if (endedInReturn && text.startsWith('\n')) text = text.slice(1)
      endedInReturn = text.endsWith('\r')
      const [first = '', ...others] = text.split(/\r\n|\r|\n/)
      const ended: string[] = []
      add(first)
      for (const next of others) {
        endLine(ended)
        add(next)
      }
      return ended
    },
    end(): string[] {
      const ended: string[] = []
      add(decoder.decode())
      endLine(ended)
      endEvent(ended)
      return ended
    },
  }
}

function tooLong(): EndlessEventError {
  return new EndlessEventError('The model sent an event without an end')
}

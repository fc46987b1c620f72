/** A chat completion as its makers send it, read for its text: what is no text is skipped. */
import { BrokenOffError, NoCompletionError } from './completion-errors.ts'
import { eventData } from './event-stream.ts'
import { readChunk } from './read-chunk.ts'

const REST_MS = 1_000

/** Longer than what any model answers in one piece. */
const MOST_CHARACTERS = 1_000_000

/**
 * Yields the text as it arrives. Ends where the model said that it is done: with any reason that is not one
 * of the above, or with `[DONE]`, where no reason was given (some proxies for Gemini give none).
 * Throws one of the errors above, and what reading the body throws.
 */
export async function* completionText(response: Response): AsyncIterable<string> {
  const type = response.headers.get('content-type') ?? ''
  if (response.body === null || /html/i.test(type))
    throw new NoCompletionError('What answers is no model')
  const body = readToItsEnd(response.body)
  const isWhole = /\bjson\b/i.test(type) && !/stream|ndjson/i.test(type)
  const pieces = isWhole ? wholeText(body) : eventData(body)
  let ended = false
  let seen = false
  for await (const data of pieces) {
    if (data.trim() === '') continue
    if (data.trim() === '[DONE]') {
      ended ||= seen
      break
    }
    const { text, isEnd, isChoice } = readChunk(parsed(data))
    seen ||= isChoice
    ended ||= isEnd
    if (text) yield text
  }
  if (!ended) {
    if (!seen) throw new NoCompletionError('What answers sends no answer of a model')
    throw new BrokenOffError('The answer broke off')
  }
}

/**
 * A connection is free for the next question only when its body has been read to the end, which comes a moment after
 * `[DONE]`: nobody waits for it.
 */
async function* readToItsEnd(body: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = body.getReader()
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
  } finally {
    const tooLong = setTimeout(() => void reader.cancel().catch(() => undefined), REST_MS)
    void readRest(reader).finally(() => clearTimeout(tooLong))
  }
}

async function readRest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // Aborted or broken off: the connection is gone anyway.
  }
}

/** A server that cannot stream answers in one piece. */
async function* wholeText(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder()
  let whole = ''
  for await (const bytes of body) {
    whole += decoder.decode(bytes, { stream: true })
    if (whole.length > MOST_CHARACTERS) throw new NoCompletionError('The answer has no end')
  }
  yield whole
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch (cause) {
    throw new NoCompletionError('What answers sends no JSON', { cause })
  }
}

/** A chat completion as its makers send it, read for its text: what is no text is skipped. */
import { BrokenOffError, CutOffError, NoCompletionError } from './completion-errors.ts'
import { eventData } from './event-stream.ts'
import { readChunk } from './read-chunk.ts'

/** What comes behind the end, as usage and annotations do, comes at once. */
const REST_MS = 1_000

/** Longer than what any model answers in one piece. */
const MOST_CHARACTERS = 1_000_000

/** Some hundred bytes for each of more tokens than fit into the time that a caller waits. */
const MOST_BYTES = 16_000_000

/** What is behind the end is small, or it is no end. */
const MOST_REST_BYTES = 256 * 1024

/**
 * Yields the text as it arrives. Ends where the model said that it is done: with any reason that is not one
 * of the above, or with `[DONE]`, where no reason was given (some proxies for Gemini give none). Whether the
 * connection is closed then, is no matter of the answer.
 * Throws one of the errors above, and what reading the body throws.
 */
export async function* completionText(response: Response): AsyncIterable<string> {
  const type = response.headers.get('content-type') ?? ''
  if (response.body === null || /html/i.test(type))
    throw new NoCompletionError('What answers is no model')
  const { promise: isOver, resolve: end } = Promise.withResolvers<'over'>()
  let atLatest: NodeJS.Timeout | undefined
  const body = readToItsEnd(response.body, isOver)
  const isWhole = /\bjson\b/i.test(type) && !/stream|ndjson/i.test(type)
  const pieces = isWhole ? wholeText(body) : eventData(body)
  let ended = false
  let seen = false
  try {
    for await (const data of pieces) {
      if (data.trim() === '') continue
      if (data.trim() === '[DONE]') {
        ended ||= seen
        break
      }
      const { text, isEnd, isChoice } = readChunk(parsed(data))
      seen ||= isChoice
      ended ||= isEnd
      if (isEnd) atLatest ??= setTimeout(end, REST_MS, 'over')
      if (text) yield text
    }
  } finally {
    clearTimeout(atLatest)
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
async function* readToItsEnd(
  body: ReadableStream<Uint8Array>,
  isOver: Promise<'over'>,
): AsyncIterable<Uint8Array> {
  const reader = body.getReader()
  let length = 0
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), isOver])
      if (read === 'over' || read.done) break
      length += read.value.length
      if (length > MOST_BYTES) throw new CutOffError('The answer has no end')
      yield read.value
    }
  } finally {
    const tooLong = setTimeout(
      () => void reader.cancel().catch(() => undefined),
      length > MOST_BYTES ? 0 : REST_MS,
    )
    void readRest(reader).finally(() => clearTimeout(tooLong))
  }
}

async function readRest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      length += value.length
      if (length > MOST_REST_BYTES) return await reader.cancel()
    }
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

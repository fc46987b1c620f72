/** Carries out one step of a script on an open request. */
import type { ServerResponse } from 'node:http'
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import { completion, errorBody, promptFiltered, streamWire } from './chat-wire.ts'
import type { Answer, Nonsense, Step } from './script.ts'
import type { ModelRequest } from './scripted-model.ts'

const EVENTS = 'text/event-stream; charset=utf-8'

export async function perform(
  step: Step,
  request: ModelRequest,
  response: ServerResponse,
  leaving: AbortSignal,
): Promise<void> {
  response.setHeader('x-request-id', '00000000-0000-4000-8000-000000000000')
  switch (step.does) {
    case 'answer':
      return request.body.stream
        ? streamed(step, request, response, leaving)
        : inOnePiece(step, request, response, leaving)
    case 'fail': {
      const body = step.body ?? errorBody(step.status, request.dialect, step.headers['retry-after'])
      const isText = typeof body === 'string'
      response.writeHead(step.status, {
        'content-type': isText ? 'text/plain' : 'application/json',
        ...step.headers,
      })
      response.end(isText ? body : JSON.stringify(body))
      return
    }
    case 'filter':
      response.writeHead(400, { 'content-type': 'application/json' })
      response.end(JSON.stringify(promptFiltered(step.category)))
      return
    case 'hang':
      if (step.after === 'headers') {
        response.writeHead(200, {
          'content-type': request.body.stream ? EVENTS : 'application/json',
        })
        response.flushHeaders()
      }
      return
    case 'drop':
      response.destroy()
      return
    case 'cut':
      response.writeHead(200, { 'content-type': EVENTS })
      response.write(Buffer.from(step.body).subarray(0, step.at))
      if (step.ending === 'end') response.end()
      if (step.ending === 'hang') return
      // Once what was written has left.
      await delay(5, undefined, { signal: leaving })
      if (step.ending === 'break') response.destroy()
      return
    case 'babble':
      babble(step.nonsense, request, response)
  }
}

async function streamed(
  step: Answer,
  request: ModelRequest,
  response: ServerResponse,
  leaving: AbortSignal,
): Promise<void> {
  const countUsage = request.body.stream_options?.include_usage === true
  const wire = streamWire(facts(request), countUsage)

  async function send(event: object | string): Promise<void> {
    const data = typeof event === 'string' ? event : JSON.stringify(event)
    const bytes = Buffer.from(`data: ${data}\n\n`)
    const size = step.bytesPerWrite || bytes.length
    for (let at = 0; at < bytes.length; at += size) {
      response.write(bytes.subarray(at, at + size))
      // A turn of the loop, or the pieces leave as one.
      if (step.bytesPerWrite) await turn(undefined, { signal: leaving })
    }
  }

  // The headers come with the first token: no client may take them for a sign that words follow soon.
  const { tokens, tokensPerChunk } = step
  if (tokens.length > 0) await until(dueAt(step, 0), request, leaving)
  response.writeHead(200, { 'content-type': EVENTS, 'cache-control': 'no-cache' })
  for (const chunk of wire.opening()) await send(chunk)
  for (let at = 0; at < tokens.length; at += tokensPerChunk) {
    const lot = tokens.slice(at, at + tokensPerChunk)
    await until(dueAt(step, at + lot.length - 1), request, leaving)
    await step.before?.(at)
    for (const _ of lot) request.tokensAt.push(performance.now())
    await send(step.refusing ? wire.refusal(lot.join('')) : wire.words(lot.join('')))
  }
  switch (step.ending) {
    case 'hang':
      return
    case 'break':
      // Once what was written has left.
      await delay(5, undefined, { signal: leaving })
      response.destroy()
      return
    case 'error':
      await send(errorBody(500, 'openai'))
      response.end()
      return
    default:
      for (const chunk of wire.closing(step.ending, tokens.length)) await send(chunk)
      await send('[DONE]')
      response.end()
  }
}

async function inOnePiece(
  step: Answer,
  request: ModelRequest,
  response: ServerResponse,
  leaving: AbortSignal,
): Promise<void> {
  const { tokens, ending } = step
  if (tokens.length > 0) await until(dueAt(step, tokens.length - 1), request, leaving)
  if (ending === 'hang') return
  if (ending === 'error') {
    response.writeHead(500, { 'content-type': 'application/json' })
    response.end(JSON.stringify(errorBody(500, request.dialect)))
    return
  }
  const words = tokens.join('')
  const message = {
    content: step.refusing ? null : words,
    refusal: step.refusing ? words : null,
  }
  const finish = ending === 'break' ? 'stop' : ending
  const body = Buffer.from(
    JSON.stringify(completion(facts(request), message, finish, tokens.length)),
  )
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  for (const _ of tokens) request.tokensAt.push(performance.now())
  if (ending !== 'break') {
    response.end(body)
    return
  }
  response.write(body.subarray(0, body.length / 2))
  await delay(5, undefined, { signal: leaving })
  response.destroy()
}

function babble(nonsense: Nonsense, { body }: ModelRequest, response: ServerResponse): void {
  if (nonsense === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<html><body><h1>Welcome</h1>{TRANSFER} Please log in?</body></html>')
    return
  }
  response.writeHead(200, { 'content-type': body.stream ? EVENTS : 'application/json' })
  const words = { garbage: '{"choices":[{"del', shape: '{"transfer":true}', silence: '' }[nonsense]
  response.end(body.stream && words ? `data: ${words}\n\ndata: [DONE]\n\n` : words)
}

function facts({ dialect, model, text }: ModelRequest) {
  return { dialect, model, promptTokens: Math.ceil(text.length / 4) }
}

/** When a token is due, in ms from the request: each is timed from the start, so delays do not add up. */
function dueAt({ firstTokenMs, tokensPerSecond }: Answer, index: number): number {
  return firstTokenMs + (index * 1000) / tokensPerSecond
}

async function until(due: number, { at }: ModelRequest, leaving: AbortSignal): Promise<void> {
  const left = at + due - performance.now()
  if (left > 0) await delay(left, undefined, { signal: leaving })
}

/** A model to test against: speaks the HTTP of Azure OpenAI chat completions, does what a script says. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { GREETING } from '../../server/screening/chat-screener.ts'
import { errorBody, type Dialect } from './chat-wire.ts'
import { perform } from './perform.ts'
import { answers, type Step } from './script.ts'

export interface ModelRequest {
  method: string
  /** Path and query. */
  url: string
  headers: Record<string, string | string[] | undefined>
  /** As it came. */
  text: string
  body: ChatRequest
  dialect: Dialect
  /** The deployment of the path, else the model of the body. */
  model: string
  /** Which connection it came on, counted from 1. */
  connection: number
  /** `performance.now()` when it had been read. */
  at: number
  /** `performance.now()` when each token was written. */
  tokensAt: number[]
  /** Whether the client left before the answer was complete. */
  abandoned: boolean
}

export interface ChatRequest {
  model?: string
  messages?: { role: string; content: unknown }[]
  stream?: boolean
  stream_options?: { include_usage?: boolean }
  [setting: string]: unknown
}

/** A queue of steps, one for each request, or a function that decides. */
export type Script =
  | readonly Step[]
  | ((request: ModelRequest, index: number) => Step | Promise<Step>)

export interface ScriptedModel extends AsyncDisposable {
  /** `http://127.0.0.1:…`: an Azure endpoint; add `/v1` for an OpenAI-compatible base URL. */
  url: string
  /** The chat requests, in their order. */
  requests: readonly ModelRequest[]
  /** What it was asked only to see whether it is there; no step of the script is for these. */
  greetings: readonly ModelRequest[]
  /** Every other request as `METHOD path`, those that only warm a connection too. */
  visits: readonly string[]
  /** Connections ever opened. */
  readonly connections: number
  /** Adds steps to a queue. */
  play(...steps: Step[]): void
  /** Throws `ScriptError` where steps are left over or were missing. */
  assertPlayedOut(): void
  close(): Promise<void>
}

class ScriptError extends Error {
  override name = 'ScriptError'
}

const AZURE_DEPLOYMENT = /^\/openai\/deployments\/([^/]+)\/chat\/completions$/

/**
 * `key` is the only key or token let in, as `api-key` or as Bearer; without it anybody is.
 * `greeted` is what it does when it is asked to say that it is there.
 */
export async function startScriptedModel(
  script: Script,
  {
    key,
    port = 0,
    greeted = () => answers('OK'),
  }: { key?: string; port?: number; greeted?: () => Step | Promise<Step> } = {},
): Promise<ScriptedModel> {
  const queue = typeof script === 'function' ? [] : [...script]
  const requests: ModelRequest[] = []
  const greetings: ModelRequest[] = []
  const visits: string[] = []
  const connections = new WeakMap<Socket, number>()
  let connected = 0
  let missing = 0

  function nextStep(request: ModelRequest): Step | Promise<Step> | undefined {
    if (typeof script === 'function') return script(request, requests.length - 1)
    const step = queue.shift()
    if (!step) missing += 1
    return step
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://model.test')
    const deployment = AZURE_DEPLOYMENT.exec(url.pathname)?.[1]
    const dialect = url.pathname.startsWith('/openai/') ? 'azure' : 'openai'
    const isChat =
      url.pathname === '/openai/v1/chat/completions' || url.pathname === '/v1/chat/completions'
    const words = await text(incoming)
    const isGreeting = words.includes(JSON.stringify(GREETING))
    if (!isGreeting) visits.push(`${incoming.method} ${url.pathname}`)
    if (key !== undefined && !carries(incoming, key)) {
      return sendJson(response, 401, errorBody(401, dialect))
    }
    if (incoming.method === 'GET' && /^\/(?:openai\/)?v1\/models$/.test(url.pathname)) {
      return sendJson(response, 200, { object: 'list', data: [] })
    }
    const versioned = !deployment || url.searchParams.has('api-version')
    if (incoming.method !== 'POST' || !(isChat || deployment) || !versioned) {
      return sendJson(response, 404, { error: { code: '404', message: 'Resource not found' } })
    }
    const body = parse(words)
    if (!Array.isArray(body?.messages) || body.messages.length === 0) {
      const message = 'Invalid body: `messages` must be a non-empty array.'
      const error = { message, type: 'invalid_request_error', param: 'messages', code: null }
      return sendJson(response, 400, { error })
    }
    const request: ModelRequest = {
      method: incoming.method,
      url: incoming.url!,
      headers: incoming.headers,
      text: words,
      body,
      dialect,
      model: deployment ?? body.model ?? '',
      connection: connections.get(incoming.socket) ?? 0,
      at: performance.now(),
      tokensAt: [],
      abandoned: false,
    }
    ;(isGreeting ? greetings : requests).push(request)
    const leaving = new AbortController()
    response.once('close', () => {
      request.abandoned = !response.writableFinished
      leaving.abort()
    })
    const step = await (isGreeting ? greeted() : nextStep(request))
    if (!step) {
      const message = `The script has no step for request ${requests.length}`
      return sendJson(response, 500, { error: { message, type: 'script', code: 'script_over' } })
    }
    await perform(step, request, response, leaving.signal)
  }

  const server = createServer((incoming, response) => {
    // A client that leaves, or a function of the script that throws.
    serve(incoming, response).catch(() => response.destroy())
  })
  // Never closed for being idle, and no `Keep-Alive` hint to the client: Azure sends none either.
  server.keepAliveTimeout = 0
  server.on('connection', (socket: Socket) => connections.set(socket, ++connected))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  async function close(): Promise<void> {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    greetings,
    visits,
    get connections() {
      return connected
    },
    play(...steps) {
      queue.push(...steps)
    },
    assertPlayedOut() {
      if (missing > 0) throw new ScriptError(`${missing} request(s) came after the script was over`)
      if (queue.length > 0) throw new ScriptError(`${queue.length} step(s) were never asked for`)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Where nobody listens: connections are refused. */
export async function closedUrl(): Promise<string> {
  const model = await startScriptedModel([])
  await model.close()
  return model.url
}

function carries({ headers }: IncomingMessage, key: string): boolean {
  return headers['api-key'] === key || headers.authorization === `Bearer ${key}`
}

function parse(words: string): ChatRequest | null {
  try {
    return JSON.parse(words) as ChatRequest | null
  } catch {
    return null
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

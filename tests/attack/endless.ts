/** A model's endpoint that never stops sending: to a question, to a greeting, to whoever only warms a connection. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { phoneTo } from '../support/phone-to.ts'
import type { ServerProcess } from '../support/server-process.ts'
import type { Attack, Report } from './attack.ts'
import { withServers } from './with-servers.ts'

/** More than whatever an answer can need, many times over. */
const MOST_GROWTH = 256 * 2 ** 20
const PIECE = 64 * 1024

const KINDS = {
  'a line': ['text/event-stream', '', 'x'],
  'data in one event': ['text/event-stream', '', 'data: x\n'],
  'events without a choice': ['text/event-stream', '', 'data: {"choices":[]}\n\n'],
  'events that say nothing': [
    'text/event-stream',
    '',
    'data: {"choices":[{"delta":{"content":""}}]}\n\n',
  ],
  words: ['text/event-stream', '', 'data: {"choices":[{"delta":{"content":"word "}}]}\n\n'],
  comments: ['text/event-stream', '', ': still here\n'],
  'empty lines': ['text/event-stream', '', '\n'],
  JSON: ['application/json', '{"choices":[{"message":{"content":"', 'x'],
  'a page': ['text/html', '<html>', '<p>x</p>'],
} as const

export const endless: Attack = {
  name: 'endless',
  promise: 'a model’s endpoint that never stops sending takes neither the memory nor the call',
  share: 2,
  async run(budget, random, report) {
    while (!budget.isSpent()) {
      const kind = random.pick(Object.keys(KINDS) as (keyof typeof KINDS)[])
      const status = random.pick([200, 200, 200, 429, 500])
      await tryKind(kind, status, report)
      report.tried()
    }
  },
}

async function tryKind(kind: keyof typeof KINDS, status: number, report: Report): Promise<void> {
  const [type, begins, piece] = KINDS[kind]
  const bytes = Buffer.from(piece.repeat(Math.ceil(PIECE / piece.length)))
  const model = createServer((request, response) => {
    request.resume()
    response.writeHead(status, { 'content-type': type })
    response.write(begins)
    // Ends where the other side leaves.
    pipeline(Readable.from(again(bytes)), response).catch(() => undefined)
  })
  model.listen(0, '127.0.0.1')
  await once(model, 'listening')
  const { port } = model.address() as AddressInfo
  await withServers(async ({ start }) => {
    const server = await start({
      SCREENED_BY: 'settings',
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
      OPENAI_MODEL: 'endless',
      SCREENING_DEADLINE_MS: '3000',
    })
    const before = await server.memory()
    const call = await phoneTo(() => server.url).ring()
    const said = call.say('hello, is this a good time')
    const grown = (await mostMemory(server, said)) - before
    await said.catch(() => undefined)
    if (grown > MOST_GROWTH)
      return report.fault(
        'it takes the memory',
        `${kind}, status ${status}: ${Math.round(grown / 2 ** 20)} MB`,
      )
    for (const { message } of call.failures) report.fault(`Twilio would complain: ${message}`)
  })
  model.closeAllConnections()
  model.close()
}

function* again(bytes: Buffer): Iterable<Buffer> {
  for (;;) yield bytes
}

/** Until the work is done, or the bound is passed twice over: then the server has to go. */
async function mostMemory(server: ServerProcess, work: Promise<unknown>): Promise<number> {
  const done = new AbortController()
  void work.catch(() => undefined).finally(() => done.abort())
  let most = 0
  while (!done.signal.aborted) {
    most = Math.max(most, await server.memory())
    if (most > MOST_GROWTH * 3) await server.kill()
    if (server.child.signalCode !== null) return most
    await delay(100)
  }
  return Math.max(most, await server.memory())
}

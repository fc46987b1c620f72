import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createOpenAiModel } from '../../server/screening/chat-model.ts'
import { createChatScreener } from '../../server/screening/chat-screener.ts'
import { completionText } from '../../server/screening/completion-stream.ts'
import { failureOf } from '../../server/screening/failure-of.ts'
import { speechIn } from '../../prompts/speech/speech-in.ts'
import { sends } from '../support/script.ts'
import { startScriptedModel, type ScriptedModel } from '../support/scripted-model.ts'
import { COMPLETE, INCOMPLETE } from './stream-shapes.ts'

let scripted: ScriptedModel
beforeAll(async () => {
  scripted = await startScriptedModel([])
})
afterAll(() => scripted.close())

async function textOf(response: Response): Promise<string> {
  let words = ''
  for await (const piece of completionText(response)) words += piece
  return words
}

/** What a caller would be answered with. */
function ask(url = scripted.url) {
  const model = createOpenAiModel({ baseUrl: `${url}/v1`, model: 'small', key: null })
  const speech = speechIn('en-US', '')
  const screener = createChatScreener({
    model,
    ownerName: '',
    language: 'en-US',
    timeZone: 'UTC',
    speech,
    now: () => new Date(),
  })
  const said = [{ speaker: 'caller' as const, text: 'it is her heart' }]
  const input = { callSid: 'CA1', said, withheld: false, attestation: 'none' as const }
  return screener.screen(input, new AbortController().signal, () => undefined)
}

test.each(COMPLETE)('%s is understood', async (_, stream, type) => {
  scripted.play(sends(stream, type))
  expect(await ask()).toMatchObject({
    decision: 'transfer',
    kind: 'medical',
    reply: 'I am putting you through.',
  })
})

test.each(COMPLETE)('%s is the same, however it is cut on its way', async (_, stream, type) => {
  const bytes = new TextEncoder().encode(stream)
  async function* oneByOne() {
    for (const byte of bytes) yield Uint8Array.of(byte)
  }
  const headers = { 'content-type': type ?? 'text/event-stream' }
  const whole = new Response(bytes, { headers })
  const cut = new Response(ReadableStream.from(oneByOne()), { headers })
  expect(await textOf(cut)).toBe(await textOf(whole))
})

test.each(INCOMPLETE)('what is %s is no verdict', async (_, stream, code, type) => {
  scripted.play(sends(stream, type))
  const error: unknown = await ask().then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(failureOf(error).code).toBe(code)
})

/** A server that answers as no model should; gives its address. */
async function answering(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    answer(response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('an answer that is complete counts though the connection is never closed, and no [DONE] comes', async () => {
  const [, stream] = COMPLETE[0]!
  const url = await answering((response) => response.write(stream.replace(/data: \[DONE\]\s*/, '')))
  expect(await ask(url)).toMatchObject({ decision: 'transfer', reply: 'I am putting you through.' })
})

test.each([
  ['words', COMPLETE[0]![1].split('\n\n')[1]!],
  ['comments', ': still here'],
])('%s without an end are not read until the deadline, and nobody listens on', async (_, event) => {
  const closed = Promise.withResolvers<void>()
  const url = await answering((response) => {
    response.once('close', () => closed.resolve())
    const many = `${event}\n\n`.repeat(1_000)
    const flood = () => {
      while (response.write(many));
      response.once('drain', flood)
    }
    flood()
  })
  const error: unknown = await ask(url).catch((reason: unknown) => reason)
  expect(failureOf(error).code).toBe('cut_off')
  await closed.promise
})

test('a connection is kept though the body ends a moment after the answer', async () => {
  let connections = 0
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(COMPLETE[0]![1])
    setTimeout(() => response.end(), 20)
  })
  server.on('connection', () => connections++)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await ask(url)
  await delay(60)
  await ask(url)
  server.closeAllConnections()
  server.close()
  expect(connections).toBe(1)
})

/** What answers in the place of a model may have no end: it is read no further than a verdict could be. */
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createOpenAiModel } from '../../server/screening/chat-model.ts'
import { failureOf } from '../../server/screening/failure-of.ts'
import { startEndlessPeer } from '../support/endless.ts'

const MB = 2 ** 20
const EVENTS = { 'content-type': 'text/event-stream' }
const JSON_TYPE = { 'content-type': 'application/json' }
const word = (content: string) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`

async function codeOf(url: string): Promise<string> {
  const model = createOpenAiModel({ baseUrl: `${url}/v1`, model: 'small', key: null })
  const messages = [{ role: 'user' as const, content: 'Help!' }]
  try {
    for await (const _ of model.answer(messages, new AbortController().signal));
    return 'none'
  } catch (error) {
    return failureOf(error).code
  }
}

/** What the buffers of two sockets take besides. */
const BUFFERS = 16 * MB

test.each<[string, string, number, Record<string, string>, string, number, string?]>([
  ['words', 'cut_off', 200, EVENTS, word('a'), 16],
  ['comments', 'cut_off', 200, EVENTS, ': still here\n\n', 16],
  ['empty lines', 'cut_off', 200, EVENTS, '\n', 16],
  ['a line', 'no_model', 200, EVENTS, 'a', 1, 'data: '],
  ['an event', 'no_model', 200, EVENTS, 'data: a\n', 2],
  ['an event of empty lines of data', 'no_model', 200, EVENTS, 'data:\n', 2],
  ['a name of an event', 'no_model', 200, EVENTS, 'a', 1, 'event: '],
  ['JSON', 'no_model', 200, JSON_TYPE, ' ', 1, '{'],
  ['brackets', 'no_model', 200, JSON_TYPE, '[', 1],
  ['an error', 'server_error', 500, JSON_TYPE, 'a', 1, '{"error":{"message":"'],
  ['an error without a type', 'unauthorized', 401, {}, 'a', 1],
  ['a redirect', 'not_found', 302, { location: '/elsewhere' }, 'a', 1],
  ['a page', 'no_model', 200, { 'content-type': 'text/html' }, '<p>', 1],
])(
  '%s without an end are %s, and nobody reads on',
  async (_, code, status, headers, piece, megabytes, begins) => {
    const peer = await startEndlessPeer(status, headers, piece, begins)
    expect(await codeOf(peer.url)).toBe(code)
    await peer.left()
    expect(peer.taken()).toBeLessThan(megabytes * MB + BUFFERS)
  },
)

test('what is small only on its way is measured as it is read', async () => {
  const zeros = gzipSync(Buffer.alloc(64 * MB, 'a'))
  const peer = await startEndlessPeer(
    200,
    { ...EVENTS, 'content-encoding': 'gzip' },
    Buffer.concat(Array(20).fill(zeros)),
  )
  expect(await codeOf(peer.url)).toBe('no_model')
  await peer.left()
})

test('a warm-up reads no answer that is longer than an error', async () => {
  const peer = await startEndlessPeer(200, {}, 'a')
  await createOpenAiModel({ baseUrl: `${peer.url}/v1`, model: 'small', key: null }).warmUp()
  await peer.left()
  expect(peer.taken()).toBeLessThan(MB + BUFFERS)
})

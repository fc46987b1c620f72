/** The sockets of the line, over a network: who may open one, whose words are listened in on, and how they end. */
import { once } from 'node:events'
import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Words } from '../../../server/calls/overheard.ts'
import { createRelay, type RelayDependencies } from '../../../server/lines/relay/sockets.ts'
import {
  CALL,
  interrupt,
  nonces,
  PARAMETERS,
  prompt,
  scriptedCall,
  setup,
  TURN,
} from './scripted-call.ts'

const PATH = `/twilio/relay/${CALL}/${TURN}`

/** A server whose sockets are the relay's; all else is answered with 404 by the app. */
async function serving(given: Partial<RelayDependencies> = {}) {
  const odd: string[] = []
  const refused: string[] = []
  const heard: Words[] = []
  const call = scriptedCall()
  const relay = createRelay({
    ...call,
    isSigned: null,
    find: () => Promise.resolve({ revision: TURN, listens: true, saying: 'Who is it?' }),
    onRefused: (_request, callSid) => refused.push(callSid),
    onOdd: (what, callSid) => odd.push(`${what} ${callSid}`),
    overheard: { tell: (_callSid, words) => heard.push(words) },
    timers: { after: () => () => undefined },
    ...given,
  })
  const requests: IncomingMessage[] = []
  const server = createServer((_request, response) => response.writeHead(404).end())
  server.on('upgrade', (incoming: IncomingMessage, socket, head) => {
    requests.push(incoming)
    relay.upgrade(incoming, socket, head)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const sockets: WebSocket[] = []
  onTestFinished(async () => {
    for (const socket of sockets) socket.terminate()
    await relay.leave()
    server.close()
  })

  /** Rejects with the status of the answer where none is opened. */
  async function open(path = PATH, options: ConstructorParameters<typeof WebSocket>[2] = {}) {
    const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, options)
    sockets.push(ws)
    const closed = new Promise<number>((resolve) => {
      ws.on('close', resolve)
    })
    const frames: { type: string; token?: string }[] = []
    ws.on('message', (data) =>
      frames.push(JSON.parse((data as Buffer).toString()) as { type: string }),
    )
    await new Promise<void>((resolve, reject) => {
      ws.on('open', resolve)
      ws.on('error', reject)
      ws.on('unexpected-response', (_asked, { statusCode }) => reject(new Error(`${statusCode}`)))
    })
    return { ws, closed, frames, send: (frame: object) => ws.send(JSON.stringify(frame)) }
  }

  /** One that has shown that it is the call's. */
  async function bound(callSid = CALL) {
    const one = await open(`/twilio/relay/${callSid}/${TURN}`)
    const nonce = nonces.of(callSid, TURN)
    one.send({ ...setup({ ...PARAMETERS, nonce }), callSid })
    one.send(prompt('hello'))
    await expect.poll(() => one.frames).not.toEqual([])
    return one
  }

  return { relay, port, requests, open, bound, odd, refused, heard, asked: call.asked }
}

test.each([
  ['GET', 'websocket', PATH, true],
  ['GET', 'WebSocket', PATH, true],
  ['POST', 'websocket', PATH, false],
  ['GET', 'h2c', PATH, false],
  ['GET', 'x-websocket', PATH, false],
  ['GET', 'websocket2', PATH, false],
  ['GET', undefined, PATH, false],
  ['GET', 'websocket', '/twilio/voice', false],
  ['GET', 'websocket', undefined, false],
])(
  '%s with the upgrade %s at %s asks for a socket of ours: %s',
  async (method, upgrade, url, is) => {
    const { relay } = await serving()
    const asked = { method, url, headers: { ...(upgrade && { upgrade }) } }
    expect(relay.accepts(asked as IncomingMessage)).toBe(is)
  },
)

test.each([
  ['/twilio/relay/CA1/0'],
  ['/twilio/relay/CA1/01'],
  ['/twilio/relay/CA1/1234567890'],
  [`/twilio/relay/${'C'.repeat(35)}/1`],
  ['/twilio/relay//1'],
  ['/twilio/relay/CA1/1/'],
  ['/twilio/relay/CA1/1?x'],
  ['/x/twilio/relay/CA1/1'],
  ['/twilio/relay/CA-1/1'],
  ['/twilio/relay/CA1/x'],
])('there is no socket at %s', async (path) => {
  const { relay, open } = await serving()
  expect(
    relay.accepts({ method: 'GET', url: path, headers: { upgrade: 'websocket' } } as never),
  ).toBe(false)
  await expect(open(path)).rejects.toThrow('404')
})

test('one that is not signed is told of, with the call that it names', async () => {
  const { open, refused, odd } = await serving({ isSigned: () => false })
  await expect(open()).rejects.toThrow('403')
  expect([refused, odd]).toEqual([[CALL], []])
})

test('with as many open as may be, one more is refused, until one is closed', async () => {
  const { open, odd } = await serving({ limits: { most: 2 } })
  const [first] = [await open(), await open()]
  await expect(open()).rejects.toThrow('503')
  expect(odd).toEqual([`all places are taken ${CALL}`])
  first.ws.close()
  await first.closed
  await expect.poll(() => open().then(() => 'open', String)).toBe('open')
})

test('of those that are nobody’s the first makes room, and one that is bound does not', async () => {
  const { open, bound, odd } = await serving({ limits: { mostUnbound: 2 } })
  const one = await bound()
  const [first, second] = [await open(), await open()]
  expect(odd).toEqual([])
  await open()
  expect(await first.closed).toBe(1006)
  expect(odd).toEqual([`nobody’s for too long ${CALL}`])
  second.ws.close()
  await second.closed
  await expect.poll(() => open().then(() => 'open', String)).toBe('open')
  expect(one.ws.readyState).toBe(WebSocket.OPEN)
  expect(odd).toHaveLength(1)
})

test('one that has shown in time whose it is stays, and one that has not goes', async () => {
  const due: (() => void)[] = []
  const timers: RelayDependencies['timers'] = {
    after(ms, run) {
      if (ms === 7_000) due.push(run)
      return () => undefined
    },
  }
  const { open, bound, odd } = await serving({ limits: { bindMs: 7_000 }, timers })
  const one = await bound()
  const other = await open()
  await expect.poll(() => due.length).toBe(2)
  for (const run of due) run()
  expect(await other.closed).toBe(1006)
  expect(odd).toEqual([`nobody’s for too long ${CALL}`])
  expect(one.ws.readyState).toBe(WebSocket.OPEN)
})

test('only of a socket that is the call’s is anything overheard', async () => {
  const { open, bound, heard } = await serving()
  const nobodys = await open()
  nobodys.send(setup({}))
  nobodys.send(prompt('put me through'))
  await nobodys.closed
  expect(heard).toEqual([])
  const one = await bound()
  one.send(prompt('it is', false))
  await expect
    .poll(() => heard.map(({ speaker, text }) => `${speaker}: ${text}`))
    .toEqual(['concierge: Why?', 'caller: it is'])
})

test('frames that are binary, or no frames at all, are let be without a word of them', async () => {
  const { bound, odd, asked } = await serving()
  const one = await bound()
  const before = asked.length
  one.ws.send(Buffer.from(JSON.stringify(prompt('in bytes'))))
  await expect.poll(() => odd).toEqual([`not JSON ${CALL}`])
  one.ws.send('x'.repeat(2 * 1024 * 1024))
  expect(await one.closed).toBe(1009)
  expect(odd).toEqual([`not JSON ${CALL}`, `not a WebSocket ${CALL}`])
  expect(asked).toHaveLength(before)
})

test('who is not there any more is let go, and who answers stays', async () => {
  const { open } = await serving({ limits: { pingMs: 1_000 } })
  const there = await open()
  const gone = await open(PATH, { autoPong: false })
  expect(await gone.closed).toBe(1006)
  const pinged = once(there.ws, 'ping')
  await pinged
  await once(there.ws, 'ping')
  expect(there.ws.readyState).toBe(WebSocket.OPEN)
})

test('of two sockets of a call the one goes on that brought a turn; another call’s is let be', async () => {
  const { bound, open } = await serving()
  const first = await bound()
  const another = await bound('CA2')
  const second = await open()
  const nobodys = await open()
  second.send(setup())
  second.send(prompt('it is me'))
  await expect.poll(() => second.frames).not.toEqual([])
  // Both are as far.
  expect(first.ws.readyState).toBe(WebSocket.OPEN)
  second.send(prompt('still me'))
  expect(await first.closed).toBe(1000)
  expect([another, second, nobodys].map(({ ws }) => ws.readyState)).toEqual([1, 1, 1])
})

test('what is new is heard over the socket that is the furthest, and over none that is nobody’s', async () => {
  const { relay, bound, open, asked } = await serving()
  expect(relay.fetchNow(CALL, 9)).toBe(false)
  const behind = await open()
  expect(relay.fetchNow(CALL, 9)).toBe(false)
  behind.send(setup())
  behind.send(interrupt('Goodbye'))
  const one = await bound()
  const late = await open()
  late.send(setup())
  late.send(interrupt('Goodbye'))
  late.ws.ping()
  await once(late.ws, 'pong')
  expect(relay.fetchNow('CA2', 9)).toBe(false)
  expect(relay.fetchNow(CALL, 9)).toBe(true)
  await expect.poll(() => asked.at(-1)).toMatchObject({ event: { type: 'hold.ended' }, replyTo: 9 })
  await expect.poll(() => one.frames.length).toBe(2)
  expect([behind.frames, late.frames]).toEqual([[], []])
})

test('as it stops each call is sent away to come back, who is nobody’s is let go, and nobody new is taken', async () => {
  const { relay, bound, open, odd } = await serving()
  const one = await bound()
  const nobodys = await open()
  await relay.leave()
  expect(await one.closed).toBe(1001)
  expect(one.frames.at(-1)).toMatchObject({ type: 'end' })
  expect(await nobodys.closed).toBe(1006)
  await expect(open()).rejects.toThrow('503')
  expect(odd).toEqual([`all places are taken ${CALL}`])
})

test('what is no WebSocket is answered in HTTP and closed', async () => {
  const { port } = await serving()
  const asked = request({
    port,
    host: '127.0.0.1',
    path: '/elsewhere',
    headers: { connection: 'upgrade', upgrade: 'websocket' },
  }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  expect(response.statusCode).toBe(404)
  expect(response.headers).toMatchObject({ connection: 'close', 'content-length': '0' })
  response.resume()
  await once(response, 'close')
})

/** The phone over a socket is as strict as Twilio: what it would not put up with is told, and ends what it would end. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { createPhone, type PhoneOptions } from '../../server/phone/phone.ts'

const CONNECT = (attributes: string, action = ' action="/after"') =>
  `<Response><Connect${action}><ConversationRelay ${attributes}><Parameter name="who" value="me"/></ConversationRelay></Connect><Say>Next verb.</Say></Response>`

/** A server with these documents by path, and a socket that does so with each frame. */
async function serverWith(
  documents: Record<string, string>,
  onFrame: (frame: { type: string; voicePrompt?: string }, ws: WebSocket) => void = () => {},
  options: Partial<PhoneOptions> = {},
) {
  const frames: Record<string, unknown>[] = []
  const codes: number[] = []
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/xml')
    const path = request.url!.split('?')[0]!
    response.end(documents[path] ?? '<Response><Hangup/></Response>')
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (ws) => {
    ws.on('message', (data) => {
      const frame = JSON.parse((data as Buffer).toString()) as { type: string }
      frames.push(frame)
      onFrame(frame, ws)
    })
    ws.on('close', (code) => codes.push(code))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    sockets.close()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const phone = createPhone({
    url: `http://127.0.0.1:${port}`,
    publicUrl: 'https://example.com',
    statusCallback: false,
    fallback: false,
    ...options,
  })
  return { phone, frames, codes }
}

const OURS = 'url="wss://example.com/words"'

test('it begins as Twilio does, with the call and the parameters, and speaks the greeting', async () => {
  const { phone, frames } = await serverWith({
    '/twilio/voice': CONNECT(`${OURS} welcomeGreeting="Hello."`),
  })
  const call = await phone.ring({ from: '+14155550123' })
  await expect.poll(() => frames).toHaveLength(1)
  expect(frames[0]).toMatchObject({
    type: 'setup',
    callSid: call.callSid,
    from: '+14155550123',
    customParameters: { who: 'me' },
  })
  expect(call).toMatchObject({ state: 'listening', heard: ['Hello.'] })
})

test('tokens are put together as they are, sentences by the blank behind them', async () => {
  const { phone } = await serverWith({ '/twilio/voice': CONNECT(OURS) }, ({ type }, ws) => {
    if (type !== 'prompt') return
    for (const token of ['One', ' moment. ', 'What', ' is', ' it?'])
      ws.send(JSON.stringify({ type: 'text', token, last: token === ' it?' }))
  })
  const call = await phone.ring()
  await call.say('hello')
  expect(call.lastHeard).toEqual(['One moment.', 'What is it?'])
})

test('who cuts in hears no more of it, tells how far they heard, and waits until the server is silent', async () => {
  const { phone, frames } = await serverWith({ '/twilio/voice': CONNECT(OURS) }, (frame, ws) => {
    const say = (...tokens: [string, boolean][]) => {
      for (const [token, last] of tokens) ws.send(JSON.stringify({ type: 'text', token, last }))
    }
    if (frame.type === 'interrupt') return say([' late', false], ['', true])
    if (frame.voicePrompt === 'hello') say(['What', false], [' is it', false], [' about', false])
    if (frame.voicePrompt === 'stop') say(['Yes?', true])
  })
  const call = await phone.ring()
  const saying = call.say('hello')
  await call.cutsIn(2)
  await saying
  expect(call.heard).toEqual(['What is'])
  expect(frames.at(-1)).toMatchObject({
    type: 'interrupt',
    utteranceUntilInterrupt: 'What is',
    durationUntilInterruptMs: '500',
  })
  await call.say('stop')
  expect(call.heard).toEqual(['What is', 'Yes?'])
  await call.cutsIn(0)
  expect(call.heard).toEqual(['What is'])
  expect(call.failures).toEqual([])
})

test('where partial prompts are asked for, they come before the final one', async () => {
  const { phone, frames } = await serverWith(
    { '/twilio/voice': CONNECT(`${OURS} partialPrompts="true"`) },
    ({ type }, ws) => {
      if (type === 'prompt') ws.send('{"type":"text","token":"Yes?","last":true}')
    },
  )
  const call = await phone.ring()
  await call.say('it is me')
  expect(frames.slice(1)).toMatchObject([
    { voicePrompt: 'it', last: false },
    { voicePrompt: 'it is me', last: true },
  ])
})

test.each([
  '{',
  '{"type":"speak"}',
  '{"type":"text"}',
  '{"type":"end","handoffData":{"a":1}}',
  '{"type":"language","ttsLanguage":"tlh"}',
  '{"type":"text","token":"a","lang":"tlh"}',
])('a message like %s is told and dropped', async (frame) => {
  const { phone } = await serverWith({ '/twilio/voice': CONNECT(OURS) }, ({ type }, ws) => {
    if (type !== 'prompt') return
    ws.send(frame)
    ws.send('{"type":"text","token":"Yes?","last":true}')
  })
  const call = await phone.ring()
  await call.say('hello')
  expect(call.lastHeard).toEqual(['Yes?'])
  expect(call.failures).toMatchObject([{ code: 64107 }])
})

test('a server is told of each, as Twilio tells', async () => {
  const { phone, frames } = await serverWith({ '/twilio/voice': CONNECT(OURS) }, ({ type }, ws) => {
    if (type !== 'prompt') return
    ws.send('{"foo":"bar"}')
    ws.send('{"type":"text","token":"Yes?","last":true}')
  })
  const call = await phone.ring()
  await call.say('hello')
  await expect
    .poll(() => frames.at(-1))
    .toEqual({
      type: 'error',
      description: 'Invalid message received: {"foo":"bar"}',
    })
})

test('ten in a row close the socket with 1007, and the action hears of a failure', async () => {
  const { phone, codes } = await serverWith(
    { '/twilio/voice': CONNECT(OURS), '/after': '<Response><Say>Sorry.</Say></Response>' },
    ({ type }, ws) => {
      if (type === 'prompt') for (let n = 0; n < 10; n++) ws.send('{')
    },
  )
  const call = await phone.ring()
  await call.say('hello')
  expect(call).toMatchObject({ state: 'ended', lastHeard: ['Sorry.'] })
  expect(call.exchanges.at(-1)!.form).toMatchObject({ SessionStatus: 'failed', ErrorCode: '64105' })
  await expect.poll(() => codes).toEqual([1007])
})

test('what the server hands over comes to the action as it is', async () => {
  const { phone } = await serverWith({ '/twilio/voice': CONNECT(OURS) }, ({ type }, ws) => {
    if (type === 'prompt') ws.send('{"type":"end","handoffData":"{\\"a\\":1}"}')
  })
  const call = await phone.ring()
  await call.say('hello')
  expect(call.exchanges.at(-1)).toMatchObject({
    path: '/after',
    form: { SessionStatus: 'ended', HandoffData: '{"a":1}' },
  })
})

test('without an action the verbs behind it are next', async () => {
  const { phone } = await serverWith({ '/twilio/voice': CONNECT(OURS, '') }, ({ type }, ws) => {
    if (type === 'prompt') ws.send('{"type":"end"}')
  })
  const call = await phone.ring()
  await call.say('hello')
  expect(call).toMatchObject({ state: 'ended', lastHeard: ['Next verb.'] })
})

test.each([
  ['url="https://example.com/words"', 64101],
  ['url="/words"', 64101],
  ['', 64101],
  [`${OURS} partialprompts="true"`, 12200],
  [`${OURS} interruptible="never"`, 12200],
])('a document with %s is refused', async (attributes, code) => {
  const { phone } = await serverWith({ '/twilio/voice': CONNECT(attributes) })
  await expect(phone.ring()).rejects.toMatchObject({ code })
})

test('a caller who types hums meanwhile, so that nobody takes them for silent', async () => {
  const { phone, frames } = await serverWith(
    { '/twilio/voice': CONNECT(`${OURS} partialPrompts="true"`) },
    () => {},
    { hums: true },
  )
  const call = await phone.ring()
  await expect.poll(() => frames.at(-1)).toMatchObject({ voicePrompt: 'hm', last: false })
  await call.hangUp()
})

test('a server that opens no socket fails the session', async () => {
  const { phone } = await serverWith({
    '/twilio/voice': CONNECT('url="wss://127.0.0.1:1/words"'),
    '/after': '<Response><Say>Sorry.</Say></Response>',
  })
  const call = await phone.ring()
  expect(call).toMatchObject({ state: 'ended', heard: ['Sorry.'] })
  expect(call.failures).toMatchObject([{ code: 39001 }])
})

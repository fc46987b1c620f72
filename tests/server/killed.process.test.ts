import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { PUBLIC_URL, STRANGER, temporaryFile } from '../support/concierge.ts'
import { phoneTo, untilAnswered } from '../support/phone-to.ts'
import { storedCall } from '../support/stored-call.ts'
import { startProcess, type ServerProcess } from '../support/server-process.ts'

const started: ServerProcess[] = []

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill()))
})

async function start(file: string, settings?: Record<string, string>): Promise<ServerProcess> {
  const server = await startProcess(file, settings)
  started.push(server)
  return server
}

async function spoken(file: string, callSid: string): Promise<string[]> {
  return (await storedCall(file, callSid)).spoken
}

test('two processes on one database take turns of the same call', async () => {
  const file = await temporaryFile()
  const servers = [await start(file), await start(file)]
  let turn = 0
  const phone = phoneTo(() => servers[turn++ % 2]!.url)
  const caller = await phone.ring({ from: STRANGER })
  for (const words of ['one', 'two', 'three']) {
    await caller.say(words)
    expect(caller.lastHeard).toEqual([`You said ${words}. Go on?`])
  }
  await caller.say('the house is on fire')
  expect(caller.state).toBe('dialing')
  await caller.dialEnds('completed')
  expect(caller.failures).toEqual([])
  expect((await spoken(file, caller.callSid)).slice(1)).toEqual([
    'caller: one',
    'concierge: You said one. Go on?',
    'caller: two',
    'concierge: You said two. Go on?',
    'caller: three',
    'concierge: You said three. Go on?',
    'caller: the house is on fire',
    'concierge: If a life is at risk, call 9 1 1 now. I am putting you through.',
  ])
})

test('the same webhook at two processes at once is one turn, with one answer', async () => {
  const file = await temporaryFile()
  const servers = [
    await start(file, { SCREENING_MS: '50' }),
    await start(file, { SCREENING_MS: '60' }),
  ]
  let turn = 0
  const phone = phoneTo(() => servers[turn++ % 2]!.url)
  const caller = await phone.ring({ from: STRANGER })
  const doubles = [1, 2].map(() =>
    caller.post(
      '/twilio/ai-response?turn=1',
      { SpeechResult: 'hello' },
      { 'i-twilio-idempotency-token': 'the-same' },
    ),
  )
  const answers = await Promise.all((await Promise.all(doubles)).map((answer) => answer.text()))
  expect(answers[0]).toContain('You said hello')
  expect(answers[1]).toBe(answers[0])
  expect(await spoken(file, caller.callSid)).toHaveLength(3)
})

test.each(['the webhook is repeated', 'the fallback URL is asked'])(
  'killed in the middle of a turn, the call goes on when %s',
  async (how) => {
    const file = await temporaryFile()
    const first = await start(file, { SCREENING_MS: '60000' })
    const second = await start(file)
    let url = first.url
    const caller = await phoneTo(() => url).ring({ from: STRANGER })
    const fields = { SpeechResult: 'the house is on fire' }
    const token = { 'i-twilio-idempotency-token': 'words' }
    const screening = first.screening()
    const lost = caller.post('/twilio/ai-response?turn=1', fields, token).catch(() => 'lost')
    await screening
    await first.kill()
    expect(await lost).toBe('lost')

    url = second.url
    const answer =
      how === 'the webhook is repeated'
        ? await caller.post('/twilio/ai-response?turn=1', fields, token)
        : await caller.post('/twilio/fallback', {
            ErrorCode: '11200',
            ErrorUrl: `${PUBLIC_URL}/twilio/ai-response?turn=1`,
          })
    expect(await answer.text()).toContain('<Dial')
    expect((await spoken(file, caller.callSid)).slice(1)).toEqual([
      'caller: the house is on fire',
      'concierge: If a life is at risk, call 9 1 1 now. I am putting you through.',
    ])
  },
)

test('a caller told to hold on by one process gets the verdict from another', async () => {
  const file = await temporaryFile()
  const slow = await start(file, { SCREENING_MS: '60000', SCREENING_PATIENCE_MS: '200' })
  const other = await start(file)
  let url = slow.url
  const caller = await phoneTo(() => url).ring({ from: STRANGER })
  const held = await caller.post('/twilio/ai-response?turn=1', { SpeechResult: 'the barn, fire' })
  expect(await held.text()).toMatch(/One moment.*<Redirect/)
  await slow.kill()
  url = other.url
  const answer = await caller.post('/twilio/ai-response?held=2')
  expect(await answer.text()).toContain('<Dial')
})

test('killed again and again at any moment, no call loses or doubles a word', async () => {
  const file = await temporaryFile()
  let server = await start(file, { SCREENING_MS: '5', MESSAGES: 'none' })
  const post = untilAnswered(() => server.url)
  let answers = 0
  const phone = phoneTo(() => server.url, {
    async fetch(url, init) {
      const response = await post(url, init)
      answers++
      return response
    },
  })
  /** However slow the machine is, callers do not wait through start after start. */
  async function untilAllHaveBeenAnswered(): Promise<void> {
    const before = answers
    await expect.poll(() => answers - before, { timeout: 60_000 }).toBeGreaterThanOrEqual(4)
  }
  const calling = new AbortController()
  const killer = (async () => {
    for (let kills = 0; kills < 5; kills++) {
      await untilAllHaveBeenAnswered()
      await delay(Math.random() * 400)
      await server.kill()
      server = await start(file, { SCREENING_MS: '5', MESSAGES: 'none' })
    }
    calling.abort()
  })()

  async function call(): Promise<void> {
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('one')
    await caller.say('two')
    await caller.say('goodbye')
    expect(caller.failures).toEqual([])
    expect(caller.state).toBe('ended')
    expect((await spoken(file, caller.callSid)).slice(1)).toEqual([
      'caller: one',
      'concierge: You said one. Go on?',
      'caller: two',
      'concierge: You said two. Go on?',
      'caller: goodbye',
      // Whoever calls again hears another.
      expect.stringMatching(
        /^concierge: (Please send a text message|I have noted|You have called)/,
      ),
    ])
  }
  async function line(): Promise<number> {
    let calls = 0
    for (; !calling.signal.aborted; calls++) await call()
    return calls
  }
  const calls = await Promise.all([line(), line(), line(), line()])
  await killer
  expect(Math.min(...calls)).toBeGreaterThan(0)
})

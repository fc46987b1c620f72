/** Each webhook of Twilio's, read as an event of its call with what tells it from others; answers are as the test gives them. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Answer, Incoming } from '../../../server/calls/incoming.ts'
import { identityOf } from '../../../server/lines/twilio/identity.ts'
import { simulation, streamedSimulation } from '../../../server/lines/twilio/simulated.ts'
import type { TwilioLine } from '../../../server/lines/twilio/twilio-line.ts'
import { createWebhooks, type WebhookDependencies } from '../../../server/lines/twilio/webhooks.ts'
import { PLAYED_ACCOUNT } from '../../../server/settings/played-account.ts'

const CALL = 'CA00000000000000000000000000000001'
const FORM = { CallSid: CALL, From: '+14155550123', To: '+12125550142' }
const SIGNATURE = `${'A'.repeat(27)}=`

/** Says which of its ways was taken. */
const line: TwilioLine = {
  name: 'gather',
  pauseMs: 2_000,
  render: () => '<usual/>',
  renderPlainly: () => '<plain/>',
  renderStreamed: () => '<streamed/>',
  apology: '<apology/>',
  ownerApology: '<ownerApology/>',
  callerGone: '<callerGone/>',
  statusOf: () => 200,
}

let asked: Incoming[]
let order: string[]
beforeEach(() => {
  asked = []
  order = []
})

function webhooks(given: Partial<WebhookDependencies> = {}) {
  return createWebhooks({
    line,
    checkSignature: null,
    watch: { requestRefused() {} },
    answerInTime(incoming) {
      asked.push(incoming)
      order.push('answer')
      return Promise.resolve('<answer/>')
    },
    ...given,
  })
}

function post(
  path: string,
  form: Record<string, string> = FORM,
  {
    app = webhooks(),
    headers = {},
    env,
  }: { app?: ReturnType<typeof webhooks>; headers?: Record<string, string>; env?: object } = {},
) {
  const init = { method: 'POST', headers, body: new URLSearchParams(form) }
  return app.request(`https://calls.example.com${path}`, init, env)
}

/** As of an answer that brings this revision. */
const rendered = (revision: number) => asked.at(-1)!.render({ revision } as Answer)

describe('what comes in', () => {
  const reads = [
    ['/voice', {}, { type: 'call.arrived', called: '+12125550142' }, true],
    ['/ai-response?turn=3', { SpeechResult: 'hello' }, { type: 'caller.spoke' }, true],
    ['/ai-response?turn=3', {}, { type: 'caller.silent' }, true],
    ['/ai-response?held=3', { SpeechResult: 'hello' }, { type: 'hold.ended' }, true],
    ['/relay-ended?turn=3', { SessionStatus: 'ended' }, { type: 'hold.ended' }, true],
    ['/relay-ended?turn=3', { SessionStatus: 'failed' }, { type: 'answer.lost' }, true],
    ['/transfer-fallback?turn=3', { DialCallStatus: 'busy' }, { type: 'dial.ended' }, true],
    ['/fallback', { ErrorUrl: 'https://x/twilio/voice' }, { type: 'answer.lost' }, true],
    ['/status', { CallStatus: 'completed' }, { type: 'call.ended' }, false],
  ] as const

  test.each(reads)('%s with %j', async (path, form, event, begins) => {
    const answer = await post(path, { ...FORM, ...form })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.text()).toBe('<answer/>')
    expect(asked).toMatchObject([{ callSid: CALL, event, simulated: false, isPlayed: false }])
    const arrival = { type: 'call.arrived', callSid: CALL }
    expect(asked).toMatchObject([{ arrival: begins ? arrival : null }])
  })

  test('a status in which a call goes on is no event, and is answered with nothing', async () => {
    const answer = await post('/status', { ...FORM, CallStatus: 'in-progress' })
    expect([answer.status, await answer.text(), asked]).toEqual([204, '', []])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('what nobody hears is answered with nothing', async () => {
    const app = webhooks({ answerInTime: () => Promise.resolve('') })
    const answer = await post('/voice', FORM, { app })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('what the owner’s leg tells begins no call', async () => {
    await post('/status', { ...FORM, CallStatus: 'completed' })
    await post('/voice', { ...FORM, ParentCallSid: CALL })
    expect(asked.map(({ arrival }) => arrival)).toEqual([null, null])
  })

  test('our own phone says so by its account, and the console’s by what nobody can send', async () => {
    await post('/voice', { ...FORM, AccountSid: PLAYED_ACCOUNT })
    await post('/voice', FORM, { env: simulation })
    expect(asked.map(({ isPlayed, simulated }) => [isPlayed, simulated])).toEqual([
      [true, false],
      [false, true],
    ])
  })
})

describe('what it replies to', () => {
  test.each([
    ['/ai-response?turn=3', {}, 3],
    ['/ai-response?held=4', {}, 4],
    ['/ai-response', {}, null],
    ['/fallback', { ErrorUrl: 'https://x/twilio/ai-response?turn=5' }, 5],
    ['/fallback?turn=3', { ErrorUrl: 'https://x/twilio/ai-response?turn=5' }, 3],
    ['/fallback', { ErrorUrl: 'not an address' }, null],
    ['/relay-ended?turn=3', { SessionStatus: 'ended' }, 3],
    [
      '/relay-ended?turn=3',
      { SessionStatus: 'ended', HandoffData: JSON.stringify({ call: CALL, revision: 9 }) },
      9,
    ],
  ])('%s with %j is a reply to %s', async (path, form, replyTo) => {
    await post(path, { ...FORM, ...(form as Record<string, string>) })
    expect(asked[0]!.replyTo).toBe(replyTo)
  })

  test('its identity is of its route, however that is spelled, and of what Twilio tells', async () => {
    const headers = { 'i-twilio-idempotency-token': 'a-token' }
    await post('/ai%2Dresponse', { ...FORM, SpeechResult: 'hello' }, { headers })
    const [{ event, identity }] = asked as [Incoming]
    const facts = { event, replyTo: null, token: 'a-token', errorUrl: undefined }
    expect(identity).toEqual(identityOf({ ...facts, route: '/twilio/ai-response' }))
  })

  test('a call ends once, whichever webhook is the first to tell', async () => {
    const over = { ...FORM, CallStatus: 'completed' }
    await post('/status', over)
    await post('/relay-ended?turn=3', over)
    expect(asked[0]!.identity).toMatchObject({ route: '/twilio/status' })
    expect(asked[1]!.identity).toEqual(asked[0]!.identity)
    await post('/relay-ended?turn=3', { ...FORM, SessionStatus: 'ended' })
    expect(asked[2]!.identity).toMatchObject({ route: '/twilio/relay-ended' })
  })
})

describe('how it is answered', () => {
  test('as the line does, plainly where the question was, and streamed where it is played so', async () => {
    await post('/ai-response?turn=3')
    expect(rendered(4)).toBe('<usual/>')
    await post('/ai-response?turn=3&line=gather')
    expect(rendered(4)).toBe('<plain/>')
    await post('/ai-response?turn=3&line=other')
    expect(rendered(4)).toBe('<usual/>')
    await post('/ai-response?turn=3', FORM, { env: simulation })
    expect(rendered(4)).toBe('<plain/>')
    await post('/ai-response?turn=3', FORM, { env: streamedSimulation })
    expect(rendered(4)).toBe('<streamed/>')
  })

  test('plainly where a socket broke over which nothing had come about', async () => {
    const broken = { ...FORM, SessionStatus: 'failed' }
    await post('/relay-ended?turn=3', broken)
    expect([rendered(4), rendered(5)]).toEqual(['<plain/>', '<usual/>'])
    await post('/relay-ended', broken)
    expect([rendered(1), rendered(2)]).toEqual(['<plain/>', '<usual/>'])
    await post('/relay-ended?turn=3', { ...FORM, SessionStatus: 'ended' })
    expect(rendered(4)).toBe('<usual/>')
    await post('/fallback?turn=3', FORM)
    expect(rendered(4)).toBe('<usual/>')
  })

  test('an answer for a socket is asked for again, once, as one that was lost', async () => {
    const bodies = ['{"revision":4}', '<again/>']
    const app = webhooks({
      answerInTime(incoming) {
        asked.push(incoming)
        return Promise.resolve(bodies.shift()!)
      },
    })
    expect(await (await post('/ai-response?turn=3', FORM, { app })).text()).toBe('<again/>')
    expect(asked[1]).toMatchObject({ callSid: CALL, event: { type: 'answer.lost' }, replyTo: 3 })
    expect(asked[1]!.identity).toEqual({
      route: '/twilio/ai-response',
      token: expect.stringMatching(/^again ./),
    })
    bodies.push('{"revision":4}', '{"revision":5}')
    expect(await (await post('/ai-response?turn=3', FORM, { app })).text()).toBe('<apology/>')
    expect(asked[3]!.identity).toEqual(asked[1]!.identity)
  })

  test('after what Twilio is being told to leave, but for what comes of that', async () => {
    const settled = (callSid: string) => {
      order.push(`settled ${callSid}`)
      return Promise.resolve()
    }
    const app = webhooks({ settled })
    await post('/voice', FORM, { app })
    await post('/ai-response?held=3', FORM, { app })
    expect(order).toEqual(['answer', `settled ${CALL}`, 'answer'])
  })
})

describe('the owner’s leg', () => {
  const leg = { CallSid: 'CA00000000000000000000000000000002', ParentCallSid: CALL }

  test('is of the call that its path names', async () => {
    await post(`/whisper/${CALL}/1`, leg)
    await post(`/whisper/${CALL}/2/key`, { ...leg, Digits: '1' })
    expect(asked).toMatchObject([
      { callSid: CALL, event: { type: 'owner.answered', dial: 1 }, arrival: null },
      { callSid: CALL, event: { type: 'owner.accepted', dial: 2 }, arrival: null },
    ])
    expect(asked.map(({ identity }) => identity.route)).toEqual([
      '/twilio/whisper',
      '/twilio/whisper/key',
    ])
  })

  test.each([
    [`/whisper/${CALL}/1`, { CallSid: leg.CallSid }],
    [`/whisper/${CALL}/0`, leg],
    [`/whisper/${CALL}/1000`, leg],
    [`/whisper/${CALL}x/1`, { ...leg, ParentCallSid: `${CALL}x` }],
    ['/whisper/CA%2F1/1', { ...leg, ParentCallSid: 'CA/1' }],
    ['/whisper/CA1%0A/1', { ...leg, ParentCallSid: 'CA1\n' }],
  ])('%s with %j is of none', async (path, form) => {
    const answer = await post(path, form)
    expect([answer.status, await answer.text(), asked]).toEqual([200, '<callerGone/>', []])
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8')
  })

  test('always gets a document: one without would join it to whoever is on the line', async () => {
    const app = webhooks({ answerInTime: () => Promise.resolve('') })
    const answer = await post(`/whisper/${CALL}/1`, leg, { app })
    expect([answer.status, await answer.text()]).toEqual([200, '<callerGone/>'])
  })
})

describe('what callers have said so far', () => {
  const partly = (heard: string[]) =>
    webhooks({ partly: (call, turn, text) => heard.push(`${call} ${turn} ${text}`) })
  const form = { ...FORM, UnstableSpeechResult: 'hel' }

  test('is heard of a call and its turn, and answered with nothing', async () => {
    const heard: string[] = []
    const answer = await post('/partial?turn=3', form, { app: partly(heard) })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect([heard, asked]).toEqual([[`${CALL} 3 hel`], []])
  })

  test('is not heard of one that is only played, or where nobody listens', async () => {
    const heard: string[] = []
    await post('/partial?turn=3', form, { app: partly(heard), env: simulation })
    expect(heard).toEqual([])
    expect((await post('/partial?turn=3', form)).status).toBe(204)
  })
})

describe('what is refused', () => {
  test.each([
    {},
    { CallSid: '' },
    { CallSid: 'C'.repeat(35) },
    { CallSid: '../calls' },
    { CallSid: 'CA1 ' },
  ])('%j names no call', async (form) => {
    for (const path of ['/voice', '/partial?turn=3', `/whisper/${CALL}/1`]) {
      const answer = await post(path, form as Record<string, string>)
      expect([answer.status, await answer.text()]).toEqual([400, 'CallSid is missing'])
    }
    expect(asked).toEqual([])
  })

  test.each([
    [{ 'content-length': String(256 * 1024) }, 200],
    [{ 'content-length': String(256 * 1024 + 1) }, 413],
    [{ 'content-encoding': 'Identity' }, 200],
    [{ 'content-encoding': 'gzip' }, 415],
    [{ 'content-type': 'application/json' }, 415],
  ])('with %j the answer is %i', async (headers, status) => {
    expect((await post('/voice', FORM, { headers })).status).toBe(status)
  })

  test('a body without its length that is larger than it may be', async () => {
    const answer = await post('/voice', { ...FORM, SpeechResult: 'x'.repeat(256 * 1024) })
    expect([answer.status, asked]).toEqual([413, []])
  })

  test('more fields than Twilio ever sends', async () => {
    const many = Object.fromEntries(Array.from({ length: 301 }, (_, at) => [`f${at}`, '']))
    const answer = await post('/voice', many)
    expect([answer.status, await answer.text()]).toEqual([413, 'The form has more than 300 fields'])
  })

  test('what is not signed as it should be is told of, with the call where one is named', async () => {
    const refused: object[] = []
    const app = webhooks({
      checkSignature: () => false,
      watch: { requestRefused: (request) => refused.push(request) },
    })
    for (const [headers, form] of [
      [{}, FORM],
      [{ 'x-twilio-signature': 'none' }, FORM],
      [{ 'x-twilio-signature': SIGNATURE }, FORM],
      [{ 'x-twilio-signature': SIGNATURE }, { CallSid: '../calls' }],
    ] as const) {
      const answer = await post('/voice', form, { app, headers })
      expect(answer.status).toBe(403)
      expect(await answer.text()).toContain('BASE_URL and TWILIO_AUTH_TOKEN')
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    const route = '/twilio/voice'
    expect(refused).toMatchObject([
      { callSid: null, route, signed: false, status: 403 },
      { callSid: null, route, signed: true, status: 403 },
      { callSid: CALL, route, signed: true, status: 403 },
      { callSid: null, route, signed: true, status: 403 },
    ])
    expect(asked).toEqual([])
  })

  test('a signature is checked of the path as it came, the host that was named, and each value', async () => {
    const checked: object[] = []
    const app = webhooks({
      checkSignature(request) {
        checked.push(request)
        return true
      },
    })
    const headers = { 'x-twilio-signature': SIGNATURE, host: 'Calls.example.com' }
    await post('/voice?a=1#b', FORM, { app, headers })
    const env = { incoming: { url: `HTTPS://Calls.example.com/x/voice?who=O'Brien` } }
    await post('/voice', FORM, { app, headers, env })
    expect(checked).toMatchObject([
      { signature: SIGNATURE, pathAndQuery: '/voice?a=1', host: 'Calls.example.com', fields: FORM },
      { pathAndQuery: "/x/voice?who=O'Brien" },
    ])
  })
})

import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createPhone, type PhoneOptions } from '../../server/phone/phone.ts'

const DIAL = '<Dial action="/dialed" timeout="15"><Number>+14155550100</Number></Dial>'

function phoneTo(answers: Record<string, string>, options: Partial<PhoneOptions> = {}) {
  const app = new Hono().all('*', (c) =>
    c.body(`<Response>${answers[c.req.path] ?? ''}</Response>`, 200, {
      'content-type': 'text/xml',
    }),
  )
  return createPhone({ url: 'http://localhost', fetch: app.request, ...options })
}

test('<Dial> rings the owner, and the phone shows how', async () => {
  const call = await phoneTo({
    '/twilio/voice': `<Say>One moment.</Say>
      <Dial callerId="+14155550123" timeout="15" answerOnBridge="true">
        <Number>+14155550100</Number>
      </Dial>`,
  }).ring({ from: '+14155550123' })
  expect(call.state).toBe('dialing')
  expect(call.heard).toEqual(['One moment.'])
  expect(call.dialed).toEqual({
    number: '+14155550100',
    callerId: '+14155550123',
    timeout: 15,
    answerOnBridge: true,
  })
})

test('<Dial> takes the number as text too', async () => {
  const call = await phoneTo({ '/twilio/voice': '<Dial> +14155550100 </Dial>' }).ring()
  expect(call.dialed).toEqual({ number: '+14155550100', answerOnBridge: false })
})

test.each(['completed', 'busy', 'no-answer', 'failed', 'canceled'] as const)(
  'A dial that ends as %s is told to its action, whose document takes over',
  async (outcome) => {
    const call = await phoneTo({
      '/twilio/voice': `${DIAL}<Say>Not reached</Say>`,
      '/dialed': '<Say>That was that.</Say>',
    }).ring()
    await call.dialEnds(outcome, 42)
    expect(call.heard).toEqual(['That was that.'])
    const { path, form } = call.exchanges[1]!
    expect(path).toBe('/dialed')
    expect(form).toMatchObject({
      CallStatus: 'in-progress',
      DialCallStatus: outcome,
      DialCallSid: expect.stringMatching(/^CA[0-9a-f]{32}$/),
      DialBridged: String(outcome === 'completed'),
    })
    expect(form.DialCallSid).not.toBe(call.callSid)
    expect(form.DialCallDuration).toBe(outcome === 'completed' ? '42' : undefined)
  },
)

test('A voicemail that takes the call completes the dial without a bridge', async () => {
  const call = await phoneTo({ '/twilio/voice': DIAL }).ring()
  await call.dialEnds('completed', 3, false)
  expect(call.exchanges[1]!.form).toMatchObject({
    DialCallStatus: 'completed',
    DialBridged: 'false',
  })
})

test('The minutes of a dial count towards the call', async () => {
  const call = await phoneTo({ '/twilio/voice': DIAL }).ring()
  await call.dialEnds('completed', 90)
  expect(call.exchanges.at(-1)!.form).toMatchObject({ CallDuration: '91', Duration: '2' })
})

test('Without an action the call goes on after the <Dial>', async () => {
  const call = await phoneTo({
    '/twilio/voice': '<Dial>+14155550100</Dial><Say>Nobody there.</Say>',
  }).ring()
  await call.dialEnds('busy')
  expect(call.heard).toEqual(['Nobody there.'])
  expect(call.exchanges.map(({ path }) => path)).toEqual(['/twilio/voice', '/twilio/status'])
})

test('answerOnBridge keeps a call ringing that nothing answered, until the owner does', async () => {
  const verbs = '<Dial answerOnBridge="true" action="/dialed">+14155550100</Dial>'
  const missed = await phoneTo({ '/twilio/voice': verbs }).ring()
  await missed.dialEnds('no-answer')
  expect(missed.exchanges[1]!.form.CallStatus).toBe('ringing')

  const answered = await phoneTo({ '/twilio/voice': verbs }).ring()
  await answered.dialEnds('completed')
  expect(answered.exchanges[1]!.form.CallStatus).toBe('in-progress')
})

test('A caller who hangs up during the dial cancels it; what the action answers is not heard', async () => {
  const call = await phoneTo({ '/twilio/voice': DIAL, '/dialed': '<Say>Too late</Say>' }).ring()
  await call.hangUp()
  expect(call.state).toBe('ended')
  expect(call.heard).toEqual([])
  expect(call.exchanges.slice(1)).toMatchObject([
    {
      path: '/dialed',
      form: { CallStatus: 'completed', DialCallStatus: 'canceled', DialBridged: 'false' },
    },
    { path: '/twilio/status', form: { CallStatus: 'completed' } },
  ])
})

test('A caller who hangs up on the owner had been put through', async () => {
  const call = await phoneTo({ '/twilio/voice': DIAL }).ring()
  await call.hangUp(42)
  expect(call.exchanges[1]!.form).toMatchObject({
    CallStatus: 'completed',
    DialCallStatus: 'completed',
    DialBridged: 'true',
    DialCallDuration: '42',
  })
  expect(call.exchanges[2]!.form.CallDuration).toBe('43')
})

test('A caller who hangs up before anything answered was never on the phone', async () => {
  const verbs = '<Dial answerOnBridge="true">+14155550100</Dial>'
  const call = await phoneTo({ '/twilio/voice': verbs }).ring()
  await call.hangUp()
  expect(call.exchanges.map(({ path }) => path)).toEqual(['/twilio/voice', '/twilio/status'])
  expect(call.exchanges[1]!.form).toMatchObject({ CallStatus: 'no-answer', CallDuration: '0' })
})

test('A caller who was put through had been on the phone, whoever answered first', async () => {
  const verbs = '<Dial answerOnBridge="true">+14155550100</Dial>'
  const call = await phoneTo({ '/twilio/voice': verbs }).ring()
  await call.hangUp(7)
  expect(call.exchanges[1]!.form).toMatchObject({ CallStatus: 'completed', CallDuration: '8' })
})

test('Hanging up twice is hanging up once', async () => {
  const call = await phoneTo({ '/twilio/voice': DIAL }).ring()
  await Promise.all([call.hangUp(), call.hangUp()])
  expect(call.exchanges).toHaveLength(3)
})

test.each([
  ['+12125550142', 'the number called'],
  ['+14155550123', 'the caller'],
  ['+13125550177', 'a verified number'],
])('A dial may show %s: %s', async (callerId) => {
  const verbs = `<Dial callerId="${callerId}">+14155550100</Dial>`
  const phone = phoneTo({ '/twilio/voice': verbs }, { verifiedNumbers: ['+13125550177'] })
  const call = await phone.ring({ from: '+14155550123', to: '+12125550142' })
  expect(call.dialed!.callerId).toBe(callerId)
})

test.each(['+13125550177', 'anonymous', '4155550123'])(
  'A dial may not show %s, which is 13214',
  async (callerId) => {
    const verbs = `<Dial callerId="${callerId}">+14155550100</Dial>`
    const ring = phoneTo({ '/twilio/voice': verbs }).ring({ from: 'anonymous' })
    await expect(ring).rejects.toMatchObject({ name: 'PhoneError', code: 13214 })
  },
)

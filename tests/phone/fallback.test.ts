import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createPhone, type PhoneOptions } from '../../server/phone/phone.ts'

const XML = { 'content-type': 'text/xml' }
const GATHER = '<Response><Gather input="speech" action="/heard?turn=1"/></Response>'
const SORRY = '<Response><Say>Sorry, again please.</Say><Gather input="speech"/></Response>'

function phoneTo(app: Hono, options: Partial<PhoneOptions> = {}) {
  return createPhone({ url: 'http://localhost', fetch: app.request, ...options })
}

test('The fallback learns what went wrong where, and carries the call on', async () => {
  const app = new Hono()
    .post('/twilio/voice', (c) => c.body(GATHER, 200, XML))
    .post('/heard', (c) => c.text('broken', 500))
    .post('/twilio/fallback', (c) => c.body(SORRY, 200, XML))
  const call = await phoneTo(app).ring()
  await call.say('hello')
  expect(call.state).toBe('listening')
  expect(call.lastHeard).toEqual(['Sorry, again please.'])
  expect(call.exchanges[2]).toMatchObject({
    path: '/twilio/fallback',
    form: {
      CallSid: call.callSid,
      CallStatus: 'in-progress',
      ErrorCode: '11217',
      ErrorUrl: 'http://localhost/heard?turn=1',
    },
  })
  expect(call.failures).toMatchObject([{ code: 11217, url: '/heard?turn=1', status: 500 }])
})

test.each([
  ['broken XML', '<Response><Say>a & b</Say></Response>', 'text/xml', '12100'],
  ['an odd content type', '{}', 'application/json', '12300'],
  ['too long a document', `<Response>${' '.repeat(65_536)}</Response>`, 'text/xml', '11750'],
])('%s leads to the fallback', async (_, body, type, code) => {
  const app = new Hono()
    .post('/twilio/voice', (c) => c.body(body, 200, { 'content-type': type }))
    .post('/twilio/fallback', (c) => c.body(SORRY, 200, XML))
  const call = await phoneTo(app).ring()
  expect(call.state).toBe('listening')
  expect(call.exchanges[1]!.form.ErrorCode).toBe(code)
})

test('What Twilio only warns of stops the phone, fallback or not', async () => {
  const app = new Hono()
    .post('/twilio/voice', (c) => c.body('<Response><say>Hi</say></Response>', 200, XML))
    .post('/twilio/fallback', (c) => c.body(SORRY, 200, XML))
    .post('/twilio/status', (c) => c.body(null, 204))
  const error = await phoneTo(app)
    .ring()
    .catch((failure: unknown) => failure)
  expect(error).toMatchObject({ name: 'PhoneError', code: 12200, url: '/twilio/voice' })
  const { call } = error as { call: { state: string; exchanges: { path: string }[] } }
  expect(call.state).toBe('ended')
  expect(call.exchanges.map(({ path }) => path)).toEqual(['/twilio/voice', '/twilio/status'])
})

test('A fallback that fails ends the call', async () => {
  const app = new Hono()
    .post('/twilio/voice', (c) => c.text('', 500))
    .post('/twilio/fallback', (c) => c.text('', 502))
    .post('/twilio/status', (c) => c.body(null, 204))
  const error = await phoneTo(app)
    .ring()
    .catch((failure: unknown) => failure)
  expect(error).toMatchObject({ url: '/twilio/fallback', status: 502 })
  expect(error).toMatchObject({ call: { failures: [{ status: 500 }, { status: 502 }] } })
})

test('Without a fallback a failed webhook ends the call, and its end is told', async () => {
  const app = new Hono()
    .post('/twilio/voice', (c) => c.body(GATHER, 200, XML))
    .post('/twilio/status', (c) => c.body(null, 204))
  const call = await phoneTo(app, { fallback: false }).ring()
  await expect(call.say('hello')).rejects.toMatchObject({ code: 11217, status: 404, call })
  expect(call.state).toBe('ended')
  expect(call.exchanges.at(-1)).toMatchObject({
    path: '/twilio/status',
    form: { CallStatus: 'completed' },
  })
})

test('The fallback and the status callback may be elsewhere', async () => {
  const app = new Hono()
    .post('/b/fallback', (c) => c.body('<Response/>', 200, XML))
    .post('/b/status', (c) => c.body(null, 204))
  const options = { voice: '/a', fallback: '/b/fallback', statusCallback: '/b/status' }
  const call = await phoneTo(app, options).ring()
  expect(call.exchanges.map(({ path }) => path)).toEqual(['/a', '/b/fallback', '/b/status'])
})

test('A status callback that fails is kept, and stops nothing', async () => {
  const app = new Hono().post('/twilio/voice', (c) => c.body('<Response/>', 200, XML))
  const call = await phoneTo(app).ring()
  expect(call.state).toBe('ended')
  expect(call.failures).toMatchObject([{ url: '/twilio/status', status: 404 }])
})

test('A fallback that sends the call back to what failed is found out', async () => {
  const back = '<Response><Redirect>/twilio/voice</Redirect></Response>'
  const app = new Hono()
    .post('/twilio/voice', (c) => c.text('', 500))
    .post('/twilio/fallback', (c) => c.body(back, 200, XML))
  await expect(phoneTo(app).ring()).rejects.toThrow(/in a circle/)
})

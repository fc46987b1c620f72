/** A call that is sent elsewhere from outside, as Twilio's Calls resource does it. */
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { startCallsResource } from '../../server/phone/calls-resource.ts'
import { createPhone, type PhoneCall, type PhoneOptions } from '../../server/phone/phone.ts'

const BASE = 'http://localhost'
const ACCOUNT = `AC${'0'.repeat(31)}1`
const GATHER = '<Gather input="speech" action="/heard"><Say>Yes?</Say></Gather>'
const DIAL = '<Dial action="/dialed">+14155550100</Dial>'
const WHISPER =
  '<Dial action="/dialed"><Number url="/whisper">+14155550100</Number></Dial><Say>Gone</Say>'

function phoneTo(
  answers: Record<string, string | Promise<string>>,
  options: Partial<PhoneOptions> = {},
) {
  const app = new Hono().all('*', async (c) =>
    c.body(`<Response>${(await answers[c.req.path]) ?? ''}</Response>`, 200, {
      'content-type': 'text/xml',
    }),
  )
  return createPhone({ url: BASE, fetch: app.request, fallback: false, ...options })
}

const paths = (call: PhoneCall) => call.exchanges.map(({ path }) => path)

test('A caller who waits leaves at once for what the update names', async () => {
  const call = await phoneTo({ '/twilio/voice': GATHER, '/now': DIAL }).ring()
  let moves = 0
  const stop = call.onMoved(() => moves++)
  await call.update({ url: `${BASE}/now?held=2` })
  expect(call.state).toBe('dialing')
  expect(paths(call)).toEqual(['/twilio/voice', '/now?held=2'])
  expect(moves).toBe(1)
  stop()
  await call.update({ status: 'completed' })
  expect(moves).toBe(1)
})

test('What the server answers to words of before is heard by nobody', async () => {
  const heard = Promise.withResolvers<string>()
  const call = await phoneTo({
    '/twilio/voice': GATHER,
    '/heard': heard.promise,
    '/now': '<Say>Now</Say><Gather action="/heard"/>',
  }).ring()
  const said = call.say('hello')
  await call.update({ url: `${BASE}/now` })
  heard.resolve('<Say>Too late</Say><Hangup/>')
  await said
  expect(call.heard).toEqual(['Yes?', 'Now'])
  expect(call.state).toBe('listening')
})

test('A sentence that is broken off is the last of its document', async () => {
  const passes = Promise.withResolvers<void>()
  const ringing = phoneTo(
    { '/twilio/voice': '<Say>One</Say><Pause length="9"/><Say>Two</Say>', '/now': GATHER },
    { wait: () => passes.promise },
  )
  const rung = ringing.ring({ callSid: 'CA1' })
  await expect.poll(() => ringing.find('CA1')?.heard).toEqual(['One'])
  await ringing.find('CA1')!.update({ url: `${BASE}/now` })
  passes.resolve()
  const call = await rung
  expect(call.heard).toEqual(['One', 'Yes?'])
  expect(call.state).toBe('listening')
})

test.each([
  ['rings', async () => {}, 'canceled', 'false'],
  ['is told who calls', (call: PhoneCall) => call.ownerAnswers(), 'completed', 'false'],
])(
  'A dial that %s ends with an update: its action is told, and its answer heard by nobody',
  async (_, before, status, bridged) => {
    const call = await phoneTo({
      '/twilio/voice': `<Say>Wait</Say>${WHISPER}`,
      '/whisper': '<Gather numDigits="1" action="/key"><Say>Who</Say></Gather>',
      '/dialed': '<Say>Never heard</Say><Hangup/>',
      '/now': GATHER,
    }).ring()
    await before(call)
    const { owner } = call
    await call.update({ url: `${BASE}/now` })
    expect(owner!.state).toBe('ended')
    expect(paths(call)).toEqual(['/twilio/voice', '/dialed', '/now'])
    expect(call.exchanges[1]!.form).toMatchObject({ DialCallStatus: status, DialBridged: bridged })
    expect(call.heard).toEqual(['Wait', 'Yes?'])
  },
)

test('Only a call in progress is updated: not one that rings, nor one that is over', async () => {
  const phone = phoneTo({
    '/twilio/voice': '<Dial answerOnBridge="true">+14155550100</Dial>',
    '/now': GATHER,
  })
  const call = await phone.ring()
  await expect(call.update({ url: `${BASE}/now` })).rejects.toMatchObject({ code: 21220 })
  await call.hangUp()
  await expect(call.update({ status: 'completed' })).rejects.toMatchObject({ code: 21220 })
})

test('Calls that are long over are forgotten, none that goes on', async () => {
  const phone = phoneTo({ '/twilio/voice': GATHER })
  const call = await phone.ring()
  const first = await phone.ring()
  await first.hangUp()
  for (let n = 0; n < 100; n++) await (await phone.ring()).hangUp()
  expect(phone.find(first.callSid)).toBeNull()
  expect(phone.find(call.callSid)).toBe(call)
})

test.each([
  [{ url: '/now' }, 21205],
  [{ twiml: `<Response><Say>${'a'.repeat(4000)}</Say></Response>` }, 32018],
  [{ twiml: `<Response>${GATHER}</Response>` }, 15004],
  [{ twiml: '<Response><Nothing/></Response>' }, 12200],
])('An update that Twilio would refuse changes nothing: %j', async (to, code) => {
  const call = await phoneTo({ '/twilio/voice': GATHER }).ring()
  await expect(call.update(to)).rejects.toMatchObject({ code })
  await call.silence()
  expect(call.state).toBe('ended')
})

async function resourceFor(answers: Record<string, string>) {
  const phone = phoneTo(answers)
  const resource = await startCallsResource({ phone, accountSid: ACCOUNT, authToken: 'secret' })
  onTestFinished(resource.stop)
  const call = await phone.ring()

  async function ask(
    form: Record<string, string> | string | null,
    {
      sid = call.callSid,
      token = 'secret',
      account = ACCOUNT,
      method = form ? 'POST' : 'GET',
    } = {},
  ) {
    const body = typeof form === 'string' ? form : form && new URLSearchParams(form)
    const path = `/2010-04-01/Accounts/${account}/Calls/${sid}.json`
    const headers = { authorization: `Basic ${btoa(`${ACCOUNT}:${token}`)}` }
    const response = await fetch(resource.url + path, {
      method,
      headers,
      ...(body !== null && { body }),
    })
    return { status: response.status, json: (await response.json()) as Record<string, unknown> }
  }
  return { call, ask }
}

test('Over HTTP, as Twilio has it: looked at, sent elsewhere, ended', async () => {
  const { call, ask } = await resourceFor({ '/twilio/voice': GATHER, '/now': DIAL })
  expect(await ask(null)).toMatchObject({
    status: 200,
    json: { sid: call.callSid, account_sid: ACCOUNT, status: 'in-progress' },
  })
  expect(await ask({ Url: `${BASE}/now`, Method: 'POST' })).toMatchObject({ status: 200 })
  await expect.poll(() => call.state).toBe('dialing')
  expect(await ask({ Twiml: '<Response><Say>Bye</Say></Response>' })).toMatchObject({ status: 200 })
  await expect.poll(() => call.state).toBe('ended')
  expect(call.lastHeard).toEqual(['Bye'])
  expect(await ask(null)).toMatchObject({ json: { status: 'completed' } })
  expect(await ask({ Status: 'completed' })).toMatchObject({ status: 400, json: { code: 21220 } })
})

test.each([
  [{ Url: `${BASE}/now` }, { token: 'wrong' }, 401, 20003],
  [{ Url: `${BASE}/now` }, { account: `AC${'f'.repeat(32)}` }, 404, 20404],
  [{ Url: `${BASE}/now` }, { sid: 'CA0' }, 404, 20404],
  [{ Url: `${BASE}/now` }, { method: 'PUT' }, 405, 20004],
  [{ Url: 'now' }, {}, 400, 21205],
  [{ Url: `${BASE}/now`, Twiml: '<Response/>' }, {}, 400, 21218],
  [{ Url: `${BASE}/now`, Method: 'PUT' }, {}, 400, 21218],
  [{ Status: 'busy' }, {}, 400, 21218],
  ['a'.repeat(70_000), {}, 413, 0],
])('What is wrong with %j, %j is said: %i', async (form, how, status, code) => {
  const { call, ask } = await resourceFor({ '/twilio/voice': GATHER, '/now': DIAL })
  expect(await ask(form, how)).toMatchObject({ status, json: { code, status } })
  expect(call.state).toBe('listening')
})

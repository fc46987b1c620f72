import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createPhone, type PhoneError, type PhoneOptions } from '../../server/phone/phone.ts'

type Answers = Record<string, string>

/** A phone, and a server that answers each path with the verbs given for it. */
function phoneTo(answers: Answers, options: Partial<PhoneOptions> = {}) {
  const app = new Hono().all('*', (c) => {
    const verbs = answers[c.req.path]
    if (verbs === undefined) return c.body(null, 204)
    return c.body(`<?xml version="1.0"?><Response>${verbs}</Response>`, 200, {
      'content-type': 'text/xml',
    })
  })
  return createPhone({ url: 'http://localhost', fetch: app.request, ...options })
}

const gather = (inside = '', attributes = '') =>
  `<Gather input="speech" action="/twilio/heard" ${attributes}>${inside}</Gather>`

test('A call rings the voice webhook with all that Twilio tells about a caller', async () => {
  const call = await phoneTo({ '/twilio/voice': '<Say>Hello</Say>' }).ring({
    from: '+14155550123',
    to: '+12125550142',
    forwardedFrom: '+12125550199',
    stirVerstat: 'TN-Validation-Passed-A',
    extra: { CallerName: 'ADA', FromCity: 'SAN FRANCISCO' },
  })
  expect(call.exchanges[0]!.path).toBe('/twilio/voice')
  expect(call.exchanges[0]!.form).toEqual({
    AccountSid: expect.stringMatching(/^AC[0-9a-f]{32}$/),
    ApiVersion: '2010-04-01',
    CallSid: call.callSid,
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: '+14155550123',
    Caller: '+14155550123',
    To: '+12125550142',
    Called: '+12125550142',
    FromCity: 'SAN FRANCISCO',
    FromState: '',
    FromZip: '',
    FromCountry: 'US',
    CallerCity: '',
    CallerState: '',
    CallerZip: '',
    CallerCountry: 'US',
    ToCity: '',
    ToState: '',
    ToZip: '',
    ToCountry: 'US',
    CalledCity: '',
    CalledState: '',
    CalledZip: '',
    CalledCountry: 'US',
    ForwardedFrom: '+12125550199',
    StirVerstat: 'TN-Validation-Passed-A',
    CallerName: 'ADA',
  })
  expect(call.callSid).toMatch(/^CA[0-9a-f]{32}$/)
})

test('What Twilio does not know of a caller is absent, and a withheld one has no country', async () => {
  const call = await phoneTo({ '/twilio/voice': '' }).ring({ from: 'anonymous', callSid: 'CA1' })
  expect(call.callSid).toBe('CA1')
  expect(call.exchanges[0]!.form).toMatchObject({ CallSid: 'CA1', From: 'anonymous' })
  expect(call.exchanges[0]!.form).toMatchObject({ FromCountry: '', ToCountry: 'US' })
  expect(call.exchanges[0]!.form).not.toHaveProperty('ForwardedFrom')
  expect(call.exchanges[0]!.form).not.toHaveProperty('StirVerstat')
})

test('A <Gather> plays what it nests, listens, and sends what was said to its action', async () => {
  const call = await phoneTo({
    '/twilio/voice': `<Say>Hello.</Say>${gather('<Say>Who is it?</Say><Play>a.mp3</Play>')}`,
    '/twilio/heard': gather('<Say>And why?</Say>'),
  }).ring()
  expect(call.state).toBe('listening')
  expect(call.heard).toEqual(['Hello.', 'Who is it?'])

  await call.say('Ada', 0.42)
  expect(call.exchanges[1]).toMatchObject({
    path: '/twilio/heard',
    status: 200,
    form: { CallStatus: 'in-progress', SpeechResult: 'Ada', Confidence: '0.42' },
  })
  expect(call.heard).toEqual(['Hello.', 'Who is it?', 'And why?'])
  expect(call.lastHeard).toEqual(['And why?'])
})

test('Confidence may be missing', async () => {
  const call = await phoneTo({ '/twilio/voice': gather(), '/twilio/heard': '' }).ring()
  await call.say('Ada', null)
  expect(call.exchanges[1]!.form).toMatchObject({ SpeechResult: 'Ada' })
  expect(call.exchanges[1]!.form).not.toHaveProperty('Confidence')
})

test('A <Gather> without an action asks its own document again', async () => {
  const call = await phoneTo({
    '/twilio/voice': '<Redirect>menu/start?turn=1</Redirect>',
    '/twilio/menu/start': '<Gather input="speech"/>',
  }).ring()
  await call.say('Ada')
  expect(call.exchanges.map(({ path }) => path)).toEqual([
    '/twilio/voice',
    '/twilio/menu/start?turn=1',
    '/twilio/menu/start?turn=1',
  ])
})

test('A silent caller reaches the verb after the <Gather>, and nothing is sent', async () => {
  const call = await phoneTo({
    '/twilio/voice': `${gather()}<Say>Nobody there?</Say>${gather()}`,
  }).ring()
  await call.silence()
  expect(call.state).toBe('listening')
  expect(call.lastHeard).toEqual(['Nobody there?'])
  expect(call.exchanges).toHaveLength(1)
})

test.each([
  ['timeout="7"', '8'],
  ['timeout="auto"', '6'],
  ['', '6'],
])('A silence takes the time that <Gather %s> gives it', async (attributes, seconds) => {
  const call = await phoneTo({ '/twilio/voice': gather('', attributes) }).ring()
  await call.silence()
  expect(call.exchanges[1]!.form.CallDuration).toBe(seconds)
})

test('With actionOnEmptyResult silence goes to the action, without a SpeechResult', async () => {
  const call = await phoneTo({
    '/twilio/voice': `${gather('', 'actionOnEmptyResult="true"')}<Say>Not reached</Say>`,
    '/twilio/heard': '<Say>Nobody there?</Say>',
  }).ring()
  await call.silence()
  expect(call.heard).toEqual(['Nobody there?'])
  expect(call.exchanges[1]!.path).toBe('/twilio/heard')
  expect(call.exchanges[1]!.form).not.toHaveProperty('SpeechResult')
})

test('A call with no verb left hangs up', async () => {
  const call = await phoneTo({ '/twilio/voice': gather('<Say>Hello</Say>') }).ring()
  await call.silence()
  expect(call.state).toBe('ended')
  expect(call.exchanges.at(-1)!.path).toBe('/twilio/status')
})

test('<Redirect> leaves the rest of its document, and keeps a call that nothing answered ringing', async () => {
  const call = await phoneTo({
    '/twilio/voice': '<Redirect method="GET">./other?a=1</Redirect><Say>Not reached</Say>',
    '/twilio/other': '<Say>Hello</Say>',
  }).ring()
  expect(call.heard).toEqual(['Hello'])
  const { path, form } = call.exchanges[1]!
  expect(form.CallStatus).toBe('ringing')
  expect(path).toBe(`/twilio/other?a=1&${new URLSearchParams(form).toString()}`)
})

test('Relative URLs belong to the document they stand in', async () => {
  const call = await phoneTo({
    '/twilio/voice': '<Redirect>deep/er/one</Redirect>',
    '/twilio/deep/er/one': '<Redirect>../two</Redirect>',
    '/twilio/deep/two': '<Redirect>/three</Redirect>',
    '/three': '<Redirect>http://localhost/four</Redirect>',
    '/four': '<Say>There</Say>',
  }).ring()
  expect(call.heard).toEqual(['There'])
})

test('<Say> is heard as its words, whatever SSML stands between them', async () => {
  const call = await phoneTo({
    '/twilio/voice': `<Say voice="Polly.Joanna-Neural">
      <s>One &amp; two.</s><s>Three</s><break time="1s"/>fo<emphasis>ur</emphasis>
      <sub alias="World Wide Web">WWW</sub> <![CDATA[<five>]]> <!-- six -->
    </Say>`,
  }).ring()
  expect(call.heard).toEqual(['One & two. Three four World Wide Web <five>'])
})

test('<Pause> takes its time before the next verb', async () => {
  const passed: number[] = []
  const wait = async (seconds: number) => void passed.push(seconds)
  const phone = phoneTo({ '/twilio/voice': '<Pause length="3"/><Pause/><Say>Hi</Say>' }, { wait })
  const call = await phone.ring()
  expect(passed).toEqual([3, 1])
  expect(call.heard).toEqual(['Hi'])
  expect(Number(call.exchanges.at(-1)!.form.CallDuration)).toBeGreaterThanOrEqual(4)
})

test('A <Pause> before anything else leaves the call unanswered', async () => {
  const call = await phoneTo({
    '/twilio/voice': '<Pause/><Redirect>/b</Redirect>',
    '/b': '',
  }).ring()
  expect(call.exchanges[1]!.form.CallStatus).toBe('ringing')
})

test('<Hangup> ends the call at once', async () => {
  const call = await phoneTo({
    '/twilio/voice': '<Say>Bye</Say><Hangup/><Say>Not reached</Say>',
  }).ring()
  expect(call.state).toBe('ended')
  expect(call.heard).toEqual(['Bye'])
})

test('<Hangup> as the first verb answers the call all the same', async () => {
  const call = await phoneTo({ '/twilio/voice': '<Hangup/>' }).ring()
  expect(call.exchanges[1]!.form).toMatchObject({ CallStatus: 'completed', CallDuration: '1' })
})

test.each([
  ['<Reject/><Say>Not reached</Say>', 'no-answer'],
  ['<Reject reason="busy"/>', 'busy'],
])('%s refuses the call unanswered, with status %s', async (verbs, status) => {
  const call = await phoneTo({ '/twilio/voice': verbs }).ring()
  expect(call.state).toBe('rejected')
  expect(call.heard).toEqual([])
  expect(call.exchanges.at(-1)!.form).toMatchObject({ CallStatus: status, CallDuration: '0' })
})

test('A call that was answered can no longer be rejected', async () => {
  const ring = phoneTo({ '/twilio/voice': gather(), '/twilio/heard': '<Reject/>' }).ring()
  await expect((await ring).say('hi')).rejects.toThrow(/answered already/)
})

test('The end of a call is told once, with how long it took', async () => {
  const call = await phoneTo({ '/twilio/voice': gather('<Say>Hi</Say>') }).ring()
  await call.hangUp()
  await call.hangUp()
  expect(call.state).toBe('ended')
  expect(call.lastHeard).toEqual([])
  expect(call.exchanges).toHaveLength(2)
  const { path, form } = call.exchanges[1]!
  expect(path).toBe('/twilio/status')
  expect(form).toMatchObject({
    CallStatus: 'completed',
    CallDuration: '1',
    Duration: '1',
    CallbackSource: 'call-progress-events',
    SequenceNumber: '0',
    Timestamp: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/),
  })
})

test('Without a status callback nobody learns of the end', async () => {
  const phone = phoneTo({ '/twilio/voice': '<Hangup/>' }, { statusCallback: false })
  expect((await phone.ring()).exchanges).toHaveLength(1)
})

test('A server that sends the call in a circle is found out', async () => {
  const phone = phoneTo({ '/twilio/voice': '<Redirect>/twilio/voice</Redirect>' })
  const error = await phone.ring().catch((failure: unknown) => failure)
  expect(error).toMatchObject({
    code: 0,
    message: expect.stringMatching(/in a circle: 50 doc[^(]*$/),
  })
  const { exchanges } = (error as PhoneError).call!
  expect(exchanges.filter(({ path }) => path === '/twilio/voice')).toHaveLength(50)
})

test('A caller who goes on talking is no circle', async () => {
  const call = await phoneTo({ '/twilio/voice': gather(), '/twilio/heard': gather() }).ring()
  for (let turn = 0; turn < 60; turn++) await call.say('and then')
  expect(call.state).toBe('listening')
})

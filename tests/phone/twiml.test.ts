import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createPhone } from '../../server/phone/phone.ts'

/** The call that a server answers with this body. */
function ring(body: string, type = 'text/xml') {
  const app = new Hono()
    .post('/twilio/voice', (c) => c.body(body, 200, type ? { 'content-type': type } : {}))
    .post('/twilio/status', (c) => c.body(null, 204))
  return createPhone({ url: 'http://localhost', fallback: false, fetch: app.request }).ring()
}

const long = (length: number) => 'a'.repeat(length)

test.each([
  ['a blank line before the declaration', '\n<?xml version="1.0"?><Response/>'],
  ['a blank line before the document', '\n<Response/>'],
  ['an unescaped ampersand', '<Response><Say>a & b</Say></Response>'],
  ['a verb that is not closed', '<Response><Say>Hi</Response>'],
  ['an unknown entity', '<Response><Say>&nbsp;</Say></Response>'],
  ['a control character', '<Response><Say>\u0000</Say></Response>'],
  ['two roots', '<Response/><Response/>'],
  ['nothing at all', ''],
  ['no <Response>', '<Say>Hi</Say>'],
  ['a <response> in lower case', '<response/>'],
])('A document with %s is 12100', async (_, body) => {
  await expect(ring(body)).rejects.toMatchObject({ code: 12100, url: '/twilio/voice' })
})

test.each([
  ['a verb in lower case', '<say>Hi</say>'],
  ['an unknown verb', '<Shout>Hi</Shout>'],
  ['a verb named like a property of every object', '<constructor/>'],
  ['an unknown attribute', '<Say tone="warm">Hi</Say>'],
  ['an attribute in the wrong case', '<Dial callerid="+14155550123">+14155550100</Dial>'],
  ['an attribute named like a property of every object', '<Say constructor="x">Hi</Say>'],
  ['an attribute of another verb', '<Dial statusCallbackEvent="answered">+14155550100</Dial>'],
  ['a value that is none of those known', '<Redirect method="PUT">/a</Redirect>'],
  ['a truth that is neither true nor false', '<Gather actionOnEmptyResult="yes"/>'],
  ['an unknown input', '<Gather input="voice"/>'],
  ['a timeout that is no number', '<Gather timeout="5s"/>'],
  ['a dial timeout under 5 s', '<Dial timeout="4">+14155550100</Dial>'],
  ['a dial timeout over 600 s', '<Dial timeout="601">+14155550100</Dial>'],
  ['a dial inside a gather', '<Gather><Dial>+14155550100</Dial></Gather>'],
  ['a gather inside a gather', '<Gather><Gather/></Gather>'],
  ['a redirect inside a gather', '<Gather><Redirect>/a</Redirect></Gather>'],
  ['SSML outside a <Say>', '<break/>'],
  ['a verb inside a <Say>', '<Say>Hi <Pause/></Say>'],
  ['SSML inside a <break>', '<Say>Hi <break><p>you</p></break></Say>'],
  ['a <Number> outside a dial', '<Number>+14155550100</Number>'],
  ['text between the verbs', '<Say>Hi</Say> you'],
  ['text inside a <Gather>', '<Gather>Hi</Gather>'],
  ['text inside a <Hangup>', '<Hangup>now</Hangup>'],
  ['text inside a <Pause>', '<Pause>now</Pause>'],
  ['text inside a <Reject>', '<Reject>now</Reject>'],
  ['a <Reject> that is not first', '<Pause/><Reject/>'],
  ['a reason that is none', '<Reject reason="rude"/>'],
  ['nothing to say', '<Say> <break/> </Say>'],
])('A document with %s is 12200', async (_, verbs) => {
  await expect(ring(`<Response>${verbs}</Response>`)).rejects.toMatchObject({ code: 12200 })
})

test('A <Response> has no attributes', async () => {
  await expect(ring('<Response lang="en"/>')).rejects.toMatchObject({ code: 12200 })
})

test.each([
  ['speechTimeout of 0', 13327, '<Gather speechTimeout="0"/>'],
  ['speechTimeout of half a second', 13327, '<Gather speechTimeout="0.5"/>'],
  ['auto with a speechModel', 13327, '<Gather speechTimeout="auto" speechModel="phone_call"/>'],
  ['auto with the default model', 13335, '<Gather speechTimeout="auto" speechModel="default"/>'],
  ['an empty redirect', 11100, '<Redirect> </Redirect>'],
  ['an action that is no web address', 11100, '<Gather action="mailto:ada@example.com"/>'],
  ['a <Play> of nothing', 11100, '<Play/>'],
  ['a local number', 13223, '<Dial>4155550100</Dial>'],
  ['a number with a space', 13223, '<Dial><Number>+1 4155550100</Number></Dial>'],
  ['no number', 13223, '<Dial/>'],
  ['4097 characters to say', 13521, `<Say>${long(4097)}</Say>`],
  ['3001 characters for Polly', 13521, `<Say voice="Polly.Joanna-Neural">${long(3001)}</Say>`],
  ['a verb beyond the phone', 0, '<Record/>'],
  ['two numbers', 0, '<Dial><Number>+14155550100</Number><Number>+14155550101</Number></Dial>'],
])('%s is %i', async (_, code, verbs) => {
  await expect(ring(`<Response>${verbs}</Response>`)).rejects.toMatchObject({ code })
})

test.each([
  '<Say voice="Polly.Joanna-Neural" language="en-US" loop="1">Hi</Say>',
  `<Say>${long(4096)}</Say>`,
  `<Say voice="Polly.Joanna">${long(3000)}</Say>`,
  '<Say><prosody rate="slow">Hi</prosody> <say-as interpret-as="date">1/1</say-as></Say>',
  '<Say>Grüße &lt;3 &#128512; 日本</Say>',
  '<Gather input="dtmf speech" speechTimeout="auto" timeout="auto" finishOnKey="" numDigits="1"/>',
  '<Gather speechTimeout="2" speechModel="deepgram_nova-3" hints="a, b" profanityFilter="false"/>',
  '<Play digits="ww1"/><Play loop="0">https://example.com/a.mp3</Play>',
  '<Dial timeout="600" record="do-not-record" hangupOnStar="true"><Number>+14155550100</Number></Dial>',
  '<!-- quiet --><?odd thing?>',
])('Twilio takes %.60s, and so does the phone', async (verbs) => {
  const call = await ring(`<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`)
  expect(call.failures).toEqual([])
})

test.each(['text/xml', 'application/xml; charset=utf-8', 'Text/HTML', 'text/plain'])(
  'A document may come as %s',
  async (type) => {
    expect((await ring('<Response><Say>Hi</Say></Response>', type)).heard).toEqual(['Hi'])
  },
)

test.each(['application/json', 'audio/mpeg', ''])(
  'An answer of type "%s" is 12300',
  async (type) => {
    const body = new TextEncoder().encode('<Response/>')
    const app = new Hono().post('/twilio/voice', () => {
      return new Response(body, { headers: type ? { 'content-type': type } : {} })
    })
    const options = { url: 'http://localhost', fallback: false, statusCallback: false }
    const call = createPhone({ ...options, fetch: app.request }).ring()
    await expect(call).rejects.toMatchObject({ code: 12300 })
  },
)

test('Plain text that is no TwiML is read to the caller, who then is alone', async () => {
  const call = await ring('Internal Server Error', 'text/plain')
  expect(call.heard).toEqual(['Internal Server Error'])
  expect(call.state).toBe('ended')
})

test('64 kB are counted in bytes', async () => {
  const filled = (length: number, letter: string) =>
    `<Response><!--${letter.repeat(length)}--></Response>`
  const room = 65_536 - filled(0, '').length
  expect((await ring(filled(room, 'e'))).state).toBe('ended')
  await expect(ring(filled(room + 1, 'e'))).rejects.toMatchObject({ code: 11750 })
  await expect(ring(filled(room / 2 + 1, 'é'))).rejects.toMatchObject({ code: 11750 })
})

test('A refusal says what is wrong, where, and which of Twilio’s errors it is', async () => {
  await expect(ring('<Response><Say tone="warm">Hi</Say></Response>')).rejects.toThrow(
    '<Say> has no attribute "tone" at /twilio/voice (Twilio error 12200)',
  )
})

import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { expect, test } from 'vitest'
import { createSignatureCheck } from '../../../server/lines/twilio/signature.ts'
import { AUTH_TOKEN, createConcierge, PUBLIC_URL, STRANGER } from '../../support/concierge.ts'

// https://www.twilio.com/docs/usage/security#test-the-validity-of-your-webhook-signature
const PUBLISHED = {
  token: '12345',
  url: 'https://example.com',
  pathAndQuery: '/myapp.php?foo=1&bar=2',
  signature: 'L/OH5YylLD5NRKLltdqwSvS0BnU=',
  fields: {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675310',
    Digits: '1234',
    From: '+14158675310',
    To: '+18005551212',
  },
}

test("Twilio's published vector passes, and nothing that differs from it", () => {
  const { token, url, pathAndQuery, signature, fields } = PUBLISHED
  const check = createSignatureCheck([token], url)
  expect(check({ signature, pathAndQuery, fields })).toBe(true)
  expect(createSignatureCheck([token], `${url}/`)({ signature, pathAndQuery, fields })).toBe(true)
  expect(createSignatureCheck(['54321'], url)({ signature, pathAndQuery, fields })).toBe(false)
  expect(check({ signature, pathAndQuery: '/myapp.php?foo=1', fields })).toBe(false)
  expect(check({ signature, pathAndQuery, fields: { ...fields, Digits: '9' } })).toBe(false)
  expect(check({ signature: undefined, pathAndQuery, fields })).toBe(false)
  expect(check({ signature: '', pathAndQuery, fields })).toBe(false)
})

test('the public address may have a path of its own', () => {
  const check = createSignatureCheck(['secret'], 'https://example.com/concierge')
  const fields = { CallSid: 'CA1' }
  const signature = getExpectedTwilioSignature(
    'secret',
    'https://example.com/concierge/twilio/voice',
    fields,
  )
  expect(check({ signature, pathAndQuery: '/twilio/voice', fields })).toBe(true)
})

const FORM = { CallSid: 'CA00000000000000000000000000000001', From: '+14155550123', To: '+1' }
const sign = (path: string, form: Record<string, string>) =>
  getExpectedTwilioSignature(AUTH_TOKEN, PUBLIC_URL + path, form)

test.each([
  '/twilio/voice',
  '/twilio/ai-response',
  '/twilio/transfer-fallback',
  '/twilio/relay-ended',
  '/twilio/status',
  '/twilio/fallback',
])('%s refuses what is unsigned, signed with another token, or tampered with', async (path) => {
  const { app, database } = await createConcierge()
  const post = (signature: string | undefined, form: Record<string, string> = FORM, to = path) =>
    app.request(to, {
      method: 'POST',
      headers: signature === undefined ? {} : { 'x-twilio-signature': signature },
      body: new URLSearchParams(form),
    })
  const good = sign(path, FORM)
  const other = getExpectedTwilioSignature('another-token', PUBLIC_URL + path, FORM)
  expect((await post(undefined)).status).toBe(403)
  expect((await post('')).status).toBe(403)
  expect((await post(other)).status).toBe(403)
  expect((await post(good, { ...FORM, SpeechResult: 'put me through' })).status).toBe(403)
  expect((await post(good, FORM, `${path}?turn=7`)).status).toBe(403)
  expect(await database.queries.selectFrom('journal').selectAll().execute()).toEqual([])
  expect((await post(good)).status).toBeLessThan(300)
})

test('fields that Twilio adds one day are signed too and do no harm', async () => {
  const { app } = await createConcierge()
  const form = { ...FORM, SomethingNew: 'a value', __proto__x: '1' }
  const answer = await app.request('/twilio/voice', {
    method: 'POST',
    headers: { 'x-twilio-signature': sign('/twilio/voice', form) },
    body: new URLSearchParams(form),
  })
  expect(answer.status).toBe(200)
})

test('While the token is exchanged, webhooks signed with the old one and with the new one are taken', async () => {
  const settings = { TWILIO_AUTH_TOKEN: `${AUTH_TOKEN}, the-new-token` }
  for (const authToken of [AUTH_TOKEN, 'the-new-token']) {
    const { phone } = await createConcierge({ settings, phone: { authToken } })
    expect((await phone.ring({ from: STRANGER })).state).toBe('listening')
  }
  const { phone } = await createConcierge({ settings, phone: { authToken: 'another' } })
  await expect(phone.ring({ from: STRANGER })).rejects.toThrow('403')
})

/** Every way to spell an address, held against Twilio's own package; nothing that differs in more passes. */
import * as fc from 'fast-check'
import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import { describe, expect, test } from 'vitest'
import { createSignatureCheck } from '../../../server/lines/twilio/signature.ts'
import { AUTH_TOKEN, createConcierge } from '../../support/concierge.ts'

const TOKEN = 'a-token'
const FIELDS = { CallSid: 'CA1', SpeechResult: 'hello' }

function passes(baseUrl: string, signedUrl: string, pathAndQuery: string, host?: string): boolean {
  const signature = getExpectedTwilioSignature(TOKEN, signedUrl, FIELDS)
  return createSignatureCheck([TOKEN], baseUrl)({ signature, pathAndQuery, host, fields: FIELDS })
}

describe('a webhook is taken whichever way its address was typed', () => {
  test.each([
    [
      'capitals in BASE_URL, and at Twilio',
      'https://Calls.Example.com',
      'https://Calls.Example.com/v',
    ],
    ['capitals in BASE_URL alone', 'https://Calls.Example.com', 'https://calls.example.com/v'],
    ['a scheme in capitals', 'HTTPS://calls.example.com', 'https://calls.example.com/v'],
    ['a slash at the end', 'https://calls.example.com/', 'https://calls.example.com/v'],
    ['several', 'https://calls.example.com//', 'https://calls.example.com/v'],
    ['the usual port', 'https://calls.example.com:443', 'https://calls.example.com/v'],
    ['the usual port at Twilio', 'https://calls.example.com', 'https://calls.example.com:443/v'],
    ['the usual port of http', 'http://calls.example.com', 'http://calls.example.com:80/v'],
    ['another port', 'https://calls.example.com:8443', 'https://calls.example.com/v'],
    [
      'another port that is signed',
      'http://calls.example.com:8080',
      'http://calls.example.com:8080/v',
    ],
    ['a path', 'https://calls.example.com/concierge', 'https://calls.example.com/concierge/v'],
    ['a path and a slash', 'https://calls.example.com/Con/', 'https://calls.example.com/Con/v'],
    ['a path with escapes', 'https://calls.example.com/a%7Eb', 'https://calls.example.com/a%7Eb/v'],
    ['a path with a quote', "https://calls.example.com/o'b", "https://calls.example.com/o'b/v"],
    ['a path with letters', 'https://calls.example.com/büro', 'https://calls.example.com/büro/v'],
    [
      'the same, escaped',
      'https://calls.example.com/büro',
      'https://calls.example.com/b%C3%BCro/v',
    ],
    ['a name with letters', 'https://büro.example', 'https://büro.example/v'],
    ['the same, as it is asked for', 'https://büro.example', 'https://xn--bro-hoa.example/v'],
    ['an address', 'http://[::1]:8000', 'http://[::1]:8000/v'],
    ['an address in capitals', 'http://[FE80::1]:8000', 'http://[FE80::1]:8000/v'],
    ['capitals and another port', 'http://Calls.example.com:81', 'http://calls.example.com:81/v'],
    ['capitals and a name', 'https://me:word@Calls.example.com', 'https://Calls.example.com/v'],
    ['capitals and slashes', 'https://Calls.example.com//', 'https://Calls.example.com/v'],
    ['a port left empty', 'https://Calls.example.com:', 'https://Calls.example.com:443/v'],
    ['a socket', 'wss://calls.example.com', 'wss://calls.example.com:443/v'],
    ['a socket in capitals', 'WSS://Calls.example.com', 'wss://Calls.example.com/v'],
    ['one that is not encrypted', 'WS://Calls.example.com', 'ws://Calls.example.com:80/v'],
  ])('%s', (_, baseUrl, signed) => {
    expect(passes(baseUrl, signed, '/v')).toBe(true)
    expect(passes(baseUrl, signed, '/w')).toBe(false)
    expect(passes('https://other.example.com', signed, '/v')).toBe(false)
  })

  test('capitals that only Twilio was given are told by the host, and only capitals', () => {
    const signed = 'https://CALLS.example.com/v'
    expect(passes('https://calls.example.com', signed, '/v', 'CALLS.example.com')).toBe(true)
    expect(passes('https://calls.example.com', signed, '/v', 'CALLS.example.com:443')).toBe(true)
    expect(passes('https://other.example.com', signed, '/v', 'CALLS.example.com')).toBe(false)
  })

  test.each([
    ["?name=O'Brien", "?name=O'Brien"],
    ["?name=O'Brien", '?name=O%27Brien'],
    ['?name=O%27Brien', "?name=O'Brien"],
    ['?name="me"', '?name="me"'],
    ['?name="me"', '?name=%22me%22'],
    ['?name=%22me%22', '?name="me"'],
    ["?a='&b=%22", "?a='&b=%22"],
    ['?a=1+2&b=%20', '?a=1+2&b=%20'],
    ['?a=%2B', '?a=%2B'],
    ['?', '?'],
    ['?a=%', '?a=%'],
    ['?a=é', '?a=%C3%A9'],
    ['?a={x|y}^`<>', '?a={x|y}^`<>'],
    ['?a={x|y}^`<>', '?a={x|y}^`%3C%3E'],
    ['?a={x|y}^`<>"\'%25', '?a=%7Bx%7Cy%7D%5E%60%3C%3E%22%27%25'],
    // As Twilio's package writes some anew before it signs them.
    ['?a=1%202&b=', '?a=1+2&b'],
  ])('signed with %s, asked with %s', (signed, asked) => {
    const base = 'https://calls.example.com'
    expect(passes(base, `${base}/v${signed}`, `/v${asked}`)).toBe(true)
    expect(passes(base, `${base}/v${signed}`, `/v${asked}&turn=7`)).toBe(false)
  })
})

test('what was escaped twice is another address', () => {
  const base = 'https://calls.example.com'
  expect(passes(base, `${base}/v?a=%20`, '/v?a=%2520')).toBe(false)
  expect(passes(base, `${base}/v?a="`, '/v?a=%2522')).toBe(false)
})

test('over HTTP too: what a request would escape is checked as it came', async () => {
  const { app } = await createConcierge({
    settings: { BASE_URL: 'https://Calls.Example.com/desk/' },
  })
  for (const query of [`?who=O'Brien&what="it"`, '?who=O%27Brien', '?x=%7B1%7D']) {
    const form = { CallSid: 'CA00000000000000000000000000000001', From: '+14155550123' }
    const signature = getExpectedTwilioSignature(
      AUTH_TOKEN,
      `https://Calls.Example.com/desk/twilio/voice${query}`,
      form,
    )
    const init = {
      method: 'POST',
      headers: { 'x-twilio-signature': signature },
      body: new URLSearchParams(form),
    }
    // As Node has it, and as a test has it.
    const incoming = { url: `/twilio/voice${query}` }
    expect((await app.request(`/twilio/voice${query}`, init, { incoming })).status).toBe(200)
    expect((await app.request(`/twilio/voice${query}`, init)).status).toBe(200)
  }
})

const word = fc.string({ maxLength: 12 })
const fields = fc.dictionary(word, fc.oneof(word, fc.array(word, { minLength: 2, maxLength: 4 })), {
  maxKeys: 8,
})
const query = fc.array(fc.constantFrom(...Array.from('ab=&%+\'"<>{}|^`~!()*,;:@/?-._é 漢')), {
  maxLength: 20,
})
const base = fc
  .tuple(
    fc.constantFrom('http', 'https'),
    fc.constantFrom('calls.example.com', 'Calls.Example.COM', '[::1]', '127.0.0.1'),
    fc.constantFrom('', ':80', ':443', ':8443'),
    fc.constantFrom('', '/', '/concierge', '/Con%7E/x/', "/o'b"),
  )
  .map(([scheme, host, port, path]) => `${scheme}://${host}${port}${path}`)

test("whatever Twilio's package takes is taken, at any address, with any fields", () => {
  fc.assert(
    fc.property(base, query, fields, (baseUrl, letters, form) => {
      const pathAndQuery = `/twilio/voice?${letters.join('').replaceAll('#', '')}`
      const url = `${baseUrl.replace(/\/+$/, '')}${pathAndQuery}`
      const signature = getExpectedTwilioSignature(TOKEN, url, form)
      expect(validateRequest(TOKEN, signature, url, form)).toBe(true)
      const check = createSignatureCheck(['another', TOKEN], baseUrl)
      expect(check({ signature, pathAndQuery, fields: form })).toBe(true)
    }),
  )
})

test('nothing passes that was changed in any way', () => {
  fc.assert(
    fc.property(fields, word, word, (form, name, value) => {
      const url = 'https://calls.example.com/twilio/voice'
      const signature = getExpectedTwilioSignature(TOKEN, url, form)
      const check = createSignatureCheck([TOKEN], 'https://calls.example.com')
      const pathAndQuery = '/twilio/voice'
      const request = { signature, pathAndQuery, fields: form }
      const more = { ...form, [`${name}!`]: `${value}?` }
      expect(check({ ...request, fields: more })).toBe(false)
      expect(check({ ...request, pathAndQuery: `/twilio/voice?x${name}` })).toBe(false)
      expect(createSignatureCheck([`${TOKEN}${name}!`], url)(request)).toBe(false)
      const other = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`
      for (const wrong of [other, signature.slice(1), `${signature}=`, ` ${signature}`, name])
        expect(check({ ...request, signature: wrong })).toBe(false)
    }),
  )
})

/**
 * Whatever a stranger can have read takes time in proportion to its size: repeats, nesting, one long word, nothing but
 * separators. It goes through the whole app, so that libraries are measured with what we make of them.
 */
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { describe, expect, test } from 'vitest'
import { parseTwiml } from '../../server/phone/twiml-document.ts'
import { readFields } from '../../server/lines/twilio/form.ts'
import { createSignatureCheck } from '../../server/lines/twilio/signature.ts'
import { originsOf, targetsOf } from '../../server/lines/twilio/signed-urls.ts'
import { AUTH_TOKEN, createConcierge, PUBLIC_URL, STRANGER } from '../support/concierge.ts'
import { growthOf } from '../support/growth.ts'
import { createManaged, KEY } from '../support/management.ts'

const OWNERS = { authorization: `Bearer ${KEY}` }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const SIGNED = { ...FORM, 'x-twilio-signature': `${'A'.repeat(27)}=` }
const JSON_TYPE = { ...OWNERS, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
const PARTS = { 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'same-origin' }

/** Of what an input is made, over and over. */
const PIECES = ['x', 'a&', 'a=b&', '&', '=', ';', ',', ' ', 'a;', 'a=1; ', 'a, ', 'a;q=0.1,', '"']
  .concat([
    '\\',
    '%',
    '%41',
    '%ff',
    '+',
    "'",
    '/',
    '//',
    '.',
    '../',
    '[',
    '{"a":',
    '("',
    '--x',
    ':',
    '@',
  ])
  .concat([
    '[],',
    '1',
    '-',
    '+1 (',
    'é',
    'W/"a",',
    'a.',
    '?',
    '*',
    'A',
    'Basic ',
    'bearer  ',
    '\t',
    '<',
    '<a>',
  ])

function filled(piece: string, size: number): string {
  return piece.repeat(Math.ceil(size / piece.length)).slice(0, size)
}

/** The pieces that it grows too fast with, each with how. */
async function tooFast(
  sizes: readonly number[],
  run: (text: string) => unknown,
  pieces = PIECES,
): Promise<string[]> {
  const found: string[] = []
  for (const piece of pieces) {
    const grown = await growthOf(sizes, (size) => run(filled(piece, size)))
    if (grown !== null) found.push(`${JSON.stringify(piece)}: ${grown}`)
  }
  return found
}

/** What a server takes of a head, and a little less. https://nodejs.org/docs/latest-v24.x/api/http.html#httpmaxheadersize */
const OF_A_HEAD = [900, 3_600, 14_400]

describe('bodies', () => {
  test.each([
    ['/twilio/voice', SIGNED, [6_000, 24_000, 240_000]],
    ['/twilio/ai-response?turn=1', SIGNED, [6_000, 24_000, 240_000]],
    ['/console/sign-in', { ...FORM, 'sec-fetch-site': 'same-origin' }, [1_000, 4_000, 16_000]],
    ['/console/sign-in', PARTS, [1_000, 4_000, 16_000]],
    ['/exceptions', JSON_TYPE, [4_000, 16_000, 64_000]],
    ['/console/phone/calls', JSON_TYPE, [4_000, 16_000, 64_000]],
    ['/console/simulate/twiml', JSON_TYPE, [8_000, 32_000, 256_000]],
  ] as const)('%s', async (path, headers, sizes) => {
    const { app } = await createManaged()
    const found = await tooFast(sizes, (body) =>
      app.request(path, { method: 'POST', headers, body }),
    )
    expect(found).toEqual([])
  })

  test('JSON that is whole: long texts, deep ones, many names', async () => {
    const { app } = await createManaged()
    const asJson: ((text: string) => object)[] = [
      (text) => ({ phone_number: text, contact_name: text, category: text }),
      (text) => ({ from: text, [text]: text }),
      (text) => Object.fromEntries(Array.from(text, (letter, at) => [letter + at, null])),
      (text) => ({
        moves: text.split(''),
        flow: 'concierge',
        limits: { maxTurns: 4, noSpeechRetries: 1 },
      }),
    ]
    for (const path of ['/exceptions', '/console/phone/calls', '/console/simulate/twiml'])
      for (const json of asJson) {
        const post = (text: string) => {
          const init = { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(json(text)) }
          return app.request(path, init)
        }
        const found = await tooFast([1_000, 8_000], post, ['x', ' ', '+1 (', '"'])
        expect([path, ...found]).toEqual([path])
      }
  })

  test('JSON that is deep', async () => {
    const { app } = await createManaged()
    for (const path of ['/exceptions', '/console/phone/calls', '/console/simulate/twiml']) {
      const post = (text: string) => {
        const depth = Math.floor(text.length / 4)
        const body = `{"limits":1,"flow":"concierge","moves":${'[['.repeat(depth)}${']]'.repeat(depth)}}`
        return app.request(path, { method: 'POST', headers: JSON_TYPE, body })
      }
      expect(await tooFast([4_000, 16_000, 60_000], post, ['x'])).toEqual([])
    }
  })

  test('many parts of a form, whole and broken', async () => {
    const { app } = await createManaged()
    const part = '--x\r\ncontent-disposition: form-data; name="key"\r\n\r\na\r\n'
    const pieces = [
      part,
      '--x\r\n',
      '\r\n',
      'content-disposition: form-data; name="',
      `${part}--x--`,
    ]
    const post = (body: string) =>
      app.request('/console/sign-in', {
        method: 'POST',
        headers: PARTS,
        body: `${part}${body}--x--`,
      })
    expect(await tooFast([1_000, 4_000, 15_000], post, pieces)).toEqual([])
  })

  test('what Twilio has signed, and what is said', async () => {
    const { app, phone } = await createConcierge()
    const post = (text: string) => {
      const form = {
        CallSid: 'CA00000000000000000000000000000001',
        From: text,
        StirVerstat: text,
        To: text,
      }
      const signature = getExpectedTwilioSignature(AUTH_TOKEN, `${PUBLIC_URL}/twilio/voice`, form)
      const headers = { 'x-twilio-signature': signature }
      return app.request('/twilio/voice', {
        method: 'POST',
        headers,
        body: new URLSearchParams(form),
      })
    }
    expect(await tooFast([1_000, 4_000, 16_000], post)).toEqual([])
    const say = async (text: string) => (await phone.ring({ from: STRANGER })).say(text)
    const words = [
      'help ',
      'my ',
      'no, ',
      'fire! ',
      'a',
      'é',
      '. ',
      '911 ',
      'not not ',
      'der die ',
      '- ',
    ]
    expect(await tooFast([500, 2_000, 8_000], say, words)).toEqual([])
  })
})

test.each([
  ['/console/sign-in', 'cookie'],
  ['/conversations', 'cookie'],
  ['/conversations', 'authorization'],
  ['/docs', 'authorization'],
  ['/readyz', 'authorization'],
  ['/', 'accept'],
  ['/nowhere', 'accept'],
  ['/exceptions/import', 'accept'],
  ['/console/calls', 'accept-language'],
  ['/console/assets/console.css', 'accept-encoding'],
  ['/console/assets/console.css', 'if-none-match'],
  ['/console/sign-in', 'referer'],
  ['/console/sign-in', 'origin'],
  ['/console/sign-in', 'sec-fetch-site'],
  ['/twilio/voice', 'content-type'],
  ['/twilio/voice', 'content-encoding'],
  ['/twilio/voice', 'x-twilio-signature'],
  ['/twilio/voice', 'i-twilio-idempotency-token'],
  ['/twilio/voice', 'host'],
  ['/exceptions', 'content-type'],
  ['/exceptions', 'x-forwarded-for'],
  ['/exceptions', 'forwarded'],
  ['/healthz', 'x-request-id'],
  ['/healthz', 'x-forwarded-proto'],
])('%s with a long %s', async (path, name) => {
  const { app } = await createManaged()
  const isPosted = path.startsWith('/twilio') || name === 'origin'
  const run = (value: string) => {
    const headers = {
      ...(path === '/exceptions' ? OWNERS : {}),
      ...(path === '/twilio/voice' && SIGNED),
    }
    const init = { headers: { ...headers, [name]: value.trim() || 'x' } }
    return app.request(path, isPosted ? { ...init, method: 'POST', body: 'a=b' } : init)
  }
  const pieces = PIECES.filter((piece) => /^[\t -~]*$/.test(piece))
  expect(await tooFast(OF_A_HEAD, run, pieces)).toEqual([])
})

test.each([
  ['/', {}],
  ['/nowhere/', OWNERS],
  ['/conversations/', OWNERS],
  ['/conversations?q=', OWNERS],
  ['/conversations?cursor=', OWNERS],
  ['/conversations?', OWNERS],
  ['/exceptions/', OWNERS],
  ['/statistics?from=', OWNERS],
  ['/console/', {}],
  ['/console/assets/', {}],
  ['/console/sign-in?next=', {}],
  ['/console/calls?', {}],
  ['/console/flow?', OWNERS],
  ['/twilio/voice?turn=', SIGNED],
  ['/twilio/', SIGNED],
])('an address that begins with %s', async (path, headers) => {
  const { app } = await createManaged()
  const method = path.startsWith('/twilio/voice') ? 'POST' : 'GET'
  const run = (text: string) => {
    const rest = encodeURI(text).replaceAll('#', '')
    return app.request(`http://localhost${path}${rest}`, { method, headers })
  }
  expect(await tooFast(OF_A_HEAD, run)).toEqual([])
})

test('the parts by themselves, far beyond what is let through to them', async () => {
  const sizes = [10_000, 40_000, 160_000]
  const check = createSignatureCheck([AUTH_TOKEN], PUBLIC_URL)
  const signature = SIGNED['x-twilio-signature']
  expect(await tooFast(sizes, readFields)).toEqual([])
  expect(await tooFast(sizes, targetsOf)).toEqual([])
  expect(await tooFast(sizes, (text) => originsOf(PUBLIC_URL, text))).toEqual([])
  expect(
    await tooFast(sizes, (text) =>
      check({ signature, pathAndQuery: `/${text}`, fields: { a: text.split('') } }),
    ),
  ).toEqual([])
  const twiml = (text: string) => {
    try {
      return parseTwiml(`<Response><Say>${text}</Say></Response>`)
    } catch {
      return null
    }
  }
  expect(await tooFast(sizes, twiml)).toEqual([])
})

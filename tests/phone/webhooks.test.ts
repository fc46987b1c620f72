import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import { expect, onTestFinished, test } from 'vitest'
import { createPhone } from '../../server/phone/phone.ts'

const HELLO = '<Response><Say>Hello</Say></Response>'
const XML = { 'content-type': 'text/xml' }

/** A server on a real socket; gives its URL. */
async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An app that notes each request as it came and says hello. */
function witness() {
  const seen: { url: string; headers: Record<string, string>; form: Record<string, string> }[] = []
  const app = new Hono().all('*', async (c) => {
    const form = Object.fromEntries(new URLSearchParams(await c.req.text()))
    seen.push({ url: c.req.url, headers: c.req.header(), form })
    return c.body(HELLO, 200, XML)
  })
  return { seen, app }
}

test('Webhooks are forms, signed for the public URL of the server', async () => {
  const { seen, app } = witness()
  await createPhone({
    url: 'http://127.0.0.1:8000',
    publicUrl: 'https://example.com/concierge',
    voice: '/twilio/voice?a=1&b=%20x',
    authToken: 'secret',
    fetch: app.request,
  }).ring({ extra: { CallerName: 'Ünï & Söns' } })
  expect(seen.map(({ url }) => url)).toEqual([
    'http://127.0.0.1:8000/twilio/voice?a=1&b=%20x',
    'http://127.0.0.1:8000/twilio/status',
  ])
  const { headers, form } = seen[0]!
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded; charset=UTF-8')
  expect(headers['user-agent']).toBe('TwilioProxy/1.1')
  expect(form.CallerName).toBe('Ünï & Söns')
  const signature = headers['x-twilio-signature']!
  const publicUrl = 'https://example.com/concierge/twilio/voice?a=1&b=%20x'
  expect(validateRequest('secret', signature, publicUrl, form)).toBe(true)
  expect(validateRequest('other', signature, publicUrl, form)).toBe(false)
})

test('An https port is not signed, an http port is', async () => {
  const { seen, app } = witness()
  const ring = (publicUrl: string) =>
    createPhone({ url: 'http://localhost', publicUrl, authToken: 's', fetch: app.request }).ring()
  await ring('https://example.com:8443')
  await ring('http://example.com:8080')
  const [https, , http] = seen.map(
    ({ headers, form }) =>
      (url: string) =>
        validateRequest('s', headers['x-twilio-signature']!, url, form),
  )
  expect(https!('https://example.com/twilio/voice')).toBe(true)
  expect(http!('http://example.com:8080/twilio/voice')).toBe(true)
  expect(http!('http://example.com/twilio/voice')).toBe(false)
})

test('Neither user and password nor fragment are signed; the former become a header', async () => {
  const { seen, app } = witness()
  await createPhone({
    url: 'http://ada:l%40ve@localhost',
    voice: '/twilio/voice#rc=2',
    authToken: 's',
    fetch: app.request,
  }).ring()
  const { url, headers, form } = seen[0]!
  expect(url).toBe('http://localhost/twilio/voice')
  expect(headers.authorization).toBe(`Basic ${btoa('ada:l@ve')}`)
  expect(validateRequest('s', headers['x-twilio-signature']!, url, form)).toBe(true)
})

test('A GET webhook is signed over its URL alone', async () => {
  const seen: { url: string; signature: string }[] = []
  const app = new Hono()
    .post('/twilio/voice', (c) =>
      c.body('<Response><Redirect method="GET">/next</Redirect></Response>', 200, XML),
    )
    .get('/next', (c) => {
      seen.push({ url: c.req.url, signature: c.req.header('x-twilio-signature')! })
      return c.body(HELLO, 200, XML)
    })
  await createPhone({ url: 'http://localhost', authToken: 's', fetch: app.request }).ring()
  expect(seen[0]!.url).toMatch(/\/next\?AccountSid=AC.*&CallSid=CA/)
  expect(validateRequest('s', seen[0]!.signature, seen[0]!.url, {})).toBe(true)
})

test('Without a token webhooks go unsigned', async () => {
  const { seen, app } = witness()
  await createPhone({ url: 'http://localhost', fetch: app.request }).ring()
  expect(seen[0]!.headers).not.toHaveProperty('x-twilio-signature')
})

test('Each webhook has an idempotency token of its own', async () => {
  const { seen, app } = witness()
  await createPhone({ url: 'http://localhost', fetch: app.request }).ring()
  const tokens = seen.map(({ headers }) => headers['i-twilio-idempotency-token'])
  expect(tokens[0]).toMatch(/^[\w-]{20,}$/)
  expect(new Set(tokens).size).toBe(2)
})

test('A connection that fails is tried once more, with the same token', async () => {
  const { seen, app } = witness()
  const tokens: unknown[] = []
  const call = await createPhone({
    url: 'http://localhost',
    async fetch(url, init) {
      tokens.push(new Headers(init.headers).get('i-twilio-idempotency-token'))
      if (tokens.length > 1) return app.request(url, init)
      throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
    },
  }).ring()
  expect(call.heard).toEqual(['Hello'])
  expect(tokens[1]).toBe(tokens[0])
  expect(call.exchanges.map(({ status }) => status)).toEqual([0, 200, 200])
  expect(seen).toHaveLength(2)
})

test('A server that cannot be reached is 11205 after two tries', async () => {
  const nobody = createServer().listen(0, '127.0.0.1')
  await once(nobody, 'listening')
  const free = (nobody.address() as AddressInfo).port
  nobody.close()
  await once(nobody, 'close')
  const phone = createPhone({ url: `http://127.0.0.1:${free}`, fallback: false })
  const error = await phone.ring().catch((failure: unknown) => failure)
  expect(error).toMatchObject({ name: 'PhoneError', code: 11205, url: '/twilio/voice' })
  expect(error).toMatchObject({
    call: { state: 'ended', exchanges: [{ status: 0 }, { status: 0 }, {}, {}] },
  })
})

test('A server that hangs up in mid-request is 11206, and is not asked twice', async () => {
  let asked = 0
  const url = await listen((request, response) => {
    if (request.url === '/twilio/voice') asked++
    response.destroy()
  })
  const ring = createPhone({ url, fallback: false }).ring()
  await expect(ring).rejects.toMatchObject({ code: 11206 })
  expect(asked).toBe(1)
})

test('A server that hangs up in the middle of its answer is 11206 too', async () => {
  const url = await listen((_, response) => {
    response.writeHead(200, XML).write('<Response>', () => response.destroy())
  })
  const options = { url, fallback: false, statusCallback: false }
  await expect(createPhone(options).ring()).rejects.toMatchObject({ code: 11206 })
})

test.each([
  ['ECONNREFUSED', 11205, 2],
  ['UND_ERR_CONNECT_TIMEOUT', 11205, 2],
  ['ENOTFOUND', 11210, 2],
  ['EAI_AGAIN', 11210, 2],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 11220, 2],
  ['CERT_HAS_EXPIRED', 11237, 2],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 11237, 2],
  ['ECONNRESET', 11206, 1],
  ['EPIPE', 11206, 1],
  ['UND_ERR_SOCKET', 11206, 1],
])('A line that fails with %s is %i after %i tries', async (code, twilioCode, tries) => {
  let tried = 0
  const fetch = async () => {
    tried++
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) })
  }
  const options = { url: 'http://localhost', fallback: false, statusCallback: false, fetch }
  const error = await createPhone(options)
    .ring()
    .catch((failure: unknown) => failure)
  expect(error).toMatchObject({ code: twilioCode, message: expect.stringContaining(code) })
  expect(tried).toBe(tries)
})

test('A server that does not speak TLS is 11220', async () => {
  const url = (await listen(() => {})).replace('http:', 'https:')
  const options = { url, fallback: false, statusCallback: false }
  await expect(createPhone(options).ring()).rejects.toMatchObject({ code: 11220 })
})

test('A call that is over leaves no clock running', async () => {
  const clocks = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const { app } = witness()
  const url = await listen((request, response) => {
    request.resume().on('end', () => response.writeHead(200, XML).end(HELLO))
  })
  const before = clocks()
  for (let calls = 0; calls < 20; calls++) {
    await createPhone({ url: 'http://localhost', fetch: app.request }).ring()
    await createPhone({ url }).ring()
  }
  // The kept connection has a clock of its own.
  expect(clocks()).toBeLessThan(before + 5)
})

test('Over a socket the phone keeps its connection', async () => {
  const ports = new Set<number>()
  const url = await listen((request, response) => {
    ports.add(request.socket.remotePort!)
    request.resume().on('end', () => response.writeHead(200, XML).end(HELLO))
  })
  const phone = createPhone({ url })
  for (let calls = 0; calls < 3; calls++) expect((await phone.ring()).heard).toEqual(['Hello'])
  expect(ports.size).toBe(1)
})

test.each(['a socket', 'fetch'])('Over %s a server that takes too long is 11205', async (way) => {
  const app = new Hono().all('*', () => Promise.withResolvers<Response>().promise)
  const url = way === 'fetch' ? 'http://localhost' : await listen(() => {})
  const fetch = way === 'fetch' ? { fetch: app.request } : {}
  const options = { url, voice: '/twilio/voice#tt=100', fallback: false, statusCallback: false }
  const ring = createPhone({ ...options, ...fetch }).ring()
  const error = await ring.catch((failure: unknown) => failure)
  expect(error).toMatchObject({
    code: 11205,
    message: expect.stringContaining('No answer within 100 ms'),
  })
  const { exchanges } = (error as { call: { exchanges: { ms: number }[] } }).call
  expect(exchanges).toHaveLength(1)
})

test('A server that stops in the middle of its answer is 11205 too', async () => {
  const url = await listen((_, response) => response.writeHead(200, XML).write('<Response>'))
  const options = { url, voice: '/twilio/voice#rt=100', fallback: false, statusCallback: false }
  await expect(createPhone(options).ring()).rejects.toMatchObject({ code: 11205 })
})

test('The fragment of the URL says when to try again', async () => {
  let asked = 0
  const app = new Hono()
    .post('/twilio/voice', (c) => (++asked < 3 ? c.text('', 503) : c.body(HELLO, 200, XML)))
    .post('*', (c) => c.body(null, 204))
  const voice = '/twilio/voice#rc=2&rp=5xx'
  const call = await createPhone({ url: 'http://localhost', voice, fetch: app.request }).ring()
  expect(call.exchanges.map(({ status }) => status)).toEqual([503, 503, 200, 204])
})

test.each([403, 404, 500, 503])('An answer of HTTP %i is 11217, at once', async (status) => {
  let asked = 0
  const app = new Hono().post('*', (c) => {
    asked++
    return c.text('', status as 500)
  })
  const options = { url: 'http://localhost', fallback: false, statusCallback: false }
  const ring = createPhone({ ...options, fetch: app.request }).ring()
  await expect(ring).rejects.toMatchObject({ code: 11217, status, url: '/twilio/voice' })
  expect(asked).toBe(1)
})

test.each([
  ['#rp=rt&rt=100', 'hangs'],
  ['#rp=4xx', 'refuses'],
])('With %s a server that %s is asked again', async (overrides, how) => {
  let asked = 0
  const app = new Hono().post('/twilio/voice', async (c): Promise<Response> => {
    if (++asked > 1) return c.body(HELLO, 200, XML)
    return how === 'hangs' ? Promise.withResolvers<Response>().promise : c.text('', 429)
  })
  const options = { voice: `/twilio/voice${overrides}`, statusCallback: false }
  const call = await createPhone({ url: 'http://localhost', fetch: app.request, ...options }).ring()
  expect(call.heard).toEqual(['Hello'])
  expect(call.exchanges).toHaveLength(2)
})

test('The phone does not follow redirects, and says so', async () => {
  const app = new Hono().post('/twilio/voice', (c) => c.redirect('/elsewhere'))
  const options = { url: 'http://localhost', statusCallback: false, fetch: app.request }
  const ring = createPhone(options).ring()
  await expect(ring).rejects.toMatchObject({ code: 0, status: 302 })
})

test('A URL of another server is called as it stands', async () => {
  const other = await listen((_, response) => response.writeHead(200, XML).end(HELLO))
  const here = await listen((request, response) => {
    const verbs = `<Redirect>${other}/elsewhere</Redirect>`
    const body = request.url === '/twilio/voice' ? `<Response>${verbs}</Response>` : ''
    response.writeHead(200, XML).end(body)
  })
  const call = await createPhone({ url: here, publicUrl: 'https://example.com' }).ring()
  expect(call.heard).toEqual(['Hello'])
  expect(call.exchanges[1]!.path).toBe(`${other}/elsewhere`)
})

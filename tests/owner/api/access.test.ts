import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { onTestFinished, describe, expect, test } from 'vitest'
import {
  createManagement,
  type ManagementDependencies,
} from '../../../server/owner/api/management.ts'
import { createApp, type AppDependencies } from '../../../server/app.ts'
import { createWebhooks, type WebhookDependencies } from '../../../server/lines/twilio/webhooks.ts'
import { calendarOf } from '../../../server/basics/calendar.ts'
import { startServer } from '../../../server/serve.ts'
import { createConcierge, KEYLESS, temporaryFile } from '../../support/concierge.ts'
import { connectedFrom, createManaged, KEY } from '../../support/management.ts'

/** Whoever asks for these is a stranger on purpose. */
const PUBLIC = ['GET /', 'GET /healthz', 'GET /readyz']
const SIGNED = [
  '/voice',
  '/ai-response',
  '/transfer-fallback',
  '/relay-ended',
  '/partial',
  '/fallback',
  '/status',
  '/whisper/:callSid/:dial',
  '/whisper/:callSid/:dial/key',
].map((path) => `POST /twilio${path}`)

/** Every route there is, of the app and of its closed part; registering them touches nothing that they need. */
function survey(): string[] {
  const calendar = calendarOf('UTC')
  const deps = { corsOrigins: [], calendar, push: {} } as unknown as ManagementDependencies
  const management = createManagement(deps)
  const webhooks = createWebhooks({} as WebhookDependencies)
  const app = createApp({ webhooks } as AppDependencies)
  const routes = [...app.routes, ...management.routes]
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)
  return [...new Set(routes)]
}

/** What whoever has no key, or a wrong one, is answered. */
function statusesFor(route: string): [number, number] {
  if (PUBLIC.includes(route)) return [200, 200]
  // What nobody has signed is refused before anything of it is read; see signature.test.ts for the rest.
  return SIGNED.includes(route) ? [403, 403] : [401, 401]
}

const ROUTES = survey()
const CLOSED = ROUTES.filter((route) => !PUBLIC.includes(route) && !SIGNED.includes(route))

/** A path that the route answers to. */
function exampleOf(route: string): { method: string; path: string } {
  const [method = '', path = ''] = route.split(' ')
  return { method, path: path.replace(/\{[^}]+\}/g, '').replace(/:\w+/g, 'swagger-ui.css') }
}

describe('Every route', () => {
  test('is known to this test', () => {
    expect(ROUTES).toEqual(expect.arrayContaining([...PUBLIC, ...SIGNED]))
    expect(ROUTES.length).toBeGreaterThan(20)
  })

  test.each(ROUTES)('%s is public on purpose or closed', async (route) => {
    const { app } = await createManaged()
    const { method, path } = exampleOf(route)
    const ask = async (headers: Record<string, string>, address: string) =>
      (await app.request(path, { method, headers }, connectedFrom(address))).status

    for (const address of ['203.0.113.7', '127.0.0.1']) {
      const without = await ask({}, address)
      const wrong = await ask({ authorization: 'Bearer somebody-elses-key' }, address)
      expect([without, wrong]).toEqual(statusesFor(route))
    }
  })

  test.each(CLOSED)('%s is closed to the network where no key is set', async (route) => {
    const { app } = await createConcierge({ settings: KEYLESS })
    const { method, path } = exampleOf(route)
    const answer = await app.request(path, { method }, connectedFrom('203.0.113.7'))
    expect(answer.status).toBe(403)
  })
})

describe('The key', () => {
  test('may be any of several, so that one can be rotated', async () => {
    const keys = ['the-old-key-of-the-owner', 'the-new-key-of-the-owner']
    const { api } = await createManaged({ settings: { ADMIN_API_KEY: keys.join(' , ') } })
    for (const key of keys) expect((await api.get('/exceptions', { key })).status).toBe(200)
    for (const key of [keys.join(' , '), keys[0]!.slice(0, -1), `${keys[0]} `.repeat(2)])
      expect((await api.get('/exceptions', { key })).status).toBe(401)
  })

  test.each([
    ['none', {}],
    ['another scheme', { authorization: `Digest ${KEY}` }],
    ['a password', { authorization: `Basic ${btoa(`owner:${KEY}`)}` }],
    ['no scheme', { authorization: KEY }],
    ['nothing behind the scheme', { authorization: 'Bearer ' }],
  ])('opens nothing as %s', async (_, headers) => {
    const { api } = await createManaged()
    const answer = await api.get('/exceptions', { key: null, headers })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(answer.text).not.toContain(KEY)
  })

  test('opens the documentation in a browser as a password, and nothing else', async () => {
    const { api } = await createManaged()
    const headers = { authorization: `Basic ${btoa(`anybody:${KEY}`)}` }
    expect((await api.get('/docs', { key: null, headers })).status).toBe(200)
    expect((await api.get('/openapi.json', { key: null, headers })).status).toBe(200)
    expect((await api.get('/stats', { key: null, headers })).status).toBe(401)
    const challenge = (await api.get('/docs', { key: null })).headers.get('www-authenticate')
    expect(challenge).toMatch(/^Basic/)
  })

  test('tried wrong too often from one address has to wait; the right one is always let in', async () => {
    const { api } = await createManaged()
    const wrong = { key: 'somebody-elses-key', from: '203.0.113.7' }
    for (let count = 0; count < 10; count++)
      expect((await api.get('/stats', wrong)).status).toBe(401)
    const refused = await api.get('/stats', wrong)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await api.get('/stats', { ...wrong, from: '203.0.113.8' })).status).toBe(401)
    expect((await api.get('/stats', { from: '203.0.113.7' })).status).toBe(200)
  })
})

describe('Where no key is set', () => {
  async function ask(headers: Record<string, string>, address = '127.0.0.1') {
    const { app } = await createConcierge({ settings: KEYLESS })
    const url = `http://${headers.host ?? '127.0.0.1:8000'}/exceptions`
    return (
      await app.request(
        url,
        { headers: { host: '127.0.0.1:8000', ...headers } },
        connectedFrom(address),
      )
    ).status
  }

  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('%s is served', async (address) => {
    expect(await ask({}, address)).toBe(200)
  })

  test.each([
    ['another machine', {}, '192.0.2.1'],
    ['a tunnel on this machine', { 'x-forwarded-for': '203.0.113.7' }],
    ['a proxy on this machine', { forwarded: 'for=203.0.113.7' }],
    ['one that tells only for which host it came', { 'x-forwarded-host': 'x.example.com' }],
    ['one that tells only by which scheme', { 'x-forwarded-proto': 'https' }],
    ['a tunnel that gives our name for its own', { host: 'localhost', 'cf-connecting-ip': '::1' }],
    ['a network that tells where it came by', { 'cdn-loop': 'example' }],
    ['this machine by an address that a proxy gives', { 'x-forwarded-for': '127.0.0.1' }],
    ['a name that resolves to this machine', { host: 'rebound.example.com' }],
    ['a page of another server', { origin: 'https://elsewhere.example.com' }],
    ['a page of another port', { origin: 'http://127.0.0.1:9000' }],
  ])('%s is not', async (_, headers: Record<string, string>, address?: string) => {
    expect(await ask(headers, address)).toBe(403)
  })
})

describe('A browser', () => {
  test('is told by no header that a page of another server may read the API', async () => {
    const { api } = await createManaged()
    const answer = await api.get('/stats', { headers: { origin: 'https://console.example.com' } })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('may use it from the pages in CORS_ORIGINS, and from no other', async () => {
    const origin = 'https://console.example.com'
    const { api } = await createManaged({
      settings: { CORS_ORIGINS: `${origin}, https://b.example.com` },
    })
    const allowed = async (from: string, method: string) =>
      (
        await api.send(method, '/exceptions', {
          key: null,
          headers: { origin: from, 'access-control-request-method': 'POST' },
        })
      ).headers.get('access-control-allow-origin')
    expect(await allowed(origin, 'OPTIONS')).toBe(origin)
    expect(await allowed(origin, 'GET')).toBe(origin)
    expect(await allowed('https://c.example.com', 'OPTIONS')).toBeNull()
    expect(await allowed('https://console.example.com.evil.example', 'GET')).toBeNull()
  })

  test('is told to guess no types, to frame nothing and to load nothing from elsewhere', async () => {
    const { api } = await createManaged()
    for (const path of ['/docs', '/exceptions', '/nothing']) {
      const { headers } = await api.get(path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'self'.*frame-ancestors 'none'/,
      )
    }
  })
})

test('Over a real connection a key opens, none does not, and nonsense gets a problem with a request id', async () => {
  const server = await startServer({
    PORT: '0',
    SQLITE_DB_PATH: await temporaryFile(),
    ADMIN_API_KEY: KEY,
    LOG_LEVEL: 'silent',
  })
  onTestFinished(() => server.stop())
  const authorization = `Bearer ${KEY}`
  expect((await fetch(`${server.url}/exceptions`)).status).toBe(401)
  expect((await fetch(`${server.url}/exceptions`, { headers: { authorization } })).status).toBe(200)

  const asked = httpRequest(`${server.url}/exceptions?limit=%zz`, {
    headers: { authorization, 'x-request-id': 'asked-by-me' },
  }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const text = (await answer.toArray()).join('')
  expect(answer.headers['content-type']).toBe('application/problem+json')
  expect(answer.headers['x-request-id']).toBe('asked-by-me')
  expect(JSON.parse(text)).toMatchObject({ status: 422, request_id: 'asked-by-me' })
})

test('Without a key, over a real connection, this machine is served', async () => {
  const server = await startServer({
    PORT: '0',
    SQLITE_DB_PATH: await temporaryFile(),
    LOG_LEVEL: 'silent',
  })
  onTestFinished(() => server.stop())
  expect((await fetch(`${server.url}/exceptions`)).status).toBe(200)
  const rebound = await fetch(`${server.url}/exceptions`, {
    headers: { 'x-forwarded-for': '203.0.113.7' },
  })
  expect(rebound.status).toBe(403)
  expect(((await rebound.json()) as { detail: string }).detail).toContain('set ADMIN_API_KEY')
})

test('An error of ours is told to nobody but the log', async () => {
  const { api, database } = await createManaged()
  await database.close()
  const answer = await api.get('/exceptions')
  expect(answer.status).toBe(500)
  expect(answer.text).not.toMatch(/sqlite|database connection|select|\.ts\b/i)
  expect(answer.body.request_id).toBe(answer.headers.get('x-request-id'))
})

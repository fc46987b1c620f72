import { createHash } from 'node:crypto'
import { calendarOf } from '../../../server/basics/calendar.ts'
import { describe, expect, test } from 'vitest'
import { CALL_ID_PATTERN } from '../../../storage/calls/call-id.ts'
import { createConsole, type ConsoleDependencies } from '../../../server/owner/console/console.ts'
import { createConcierge, KEYLESS } from '../../support/concierge.ts'
import { connectedFrom, createManaged, KEY } from '../../support/management.ts'

const HOST = 'localhost'
type App = Awaited<ReturnType<typeof createManaged>>['app']

/** What a browser asks for to install the console has nobody's calls in it: see installed.test.ts. */
const OPEN =
  /\/console\/(assets\/|sign-in$|sign-out$|manifest\.webmanifest$|service-worker\.js$|offline$)/

/** Every route of the console; registering them touches nothing that they need. */
const NOTHING = {
  door: {},
  database: {},
  flows: [],
  language: 'en-US',
  ownerName: '',
  calendar: calendarOf('UTC'),
  houses: { all: [] },
}
const CLOSED = createConsole(NOTHING as unknown as ConsoleDependencies)
  .routes.filter(({ method, path }) => method !== 'ALL' && !OPEN.test(path))
  .map(({ method, path }) => `${method} ${path}`)

interface Visit {
  method?: string
  cookie?: string
  form?: Record<string, string>
  body?: string
  headers?: Record<string, string>
  from?: string
}

function visit(app: App, path: string, { method, cookie, form, body, headers, from }: Visit = {}) {
  return app.request(
    path,
    {
      method: method ?? (form ? 'POST' : 'GET'),
      headers: {
        host: HOST,
        accept: 'text/html',
        'sec-fetch-site': 'same-origin',
        ...(cookie && { cookie }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      ...(form && { body: new URLSearchParams(form) }),
    },
    connectedFrom(from ?? '203.0.113.7'),
  ) as Promise<Response>
}

/** Signs in and gives the cookie, as a browser sends it. */
async function cookieFor(app: App, key = KEY): Promise<string> {
  const answer = await visit(app, '/console/sign-in', { form: { key } })
  expect(answer.status).toBe(303)
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

describe('The door of the console', () => {
  test('is where the console begins', async () => {
    const { app } = await createManaged()
    for (const [path, location] of [
      ['/console', 'console/sign-in'],
      ['/console/', 'sign-in'],
      ['/console/flow', 'sign-in?next=flow'],
      ['/console/calls/CA1', '../sign-in?next=calls%2FCA1'],
      [
        '/console/calls?q=solar%20panels&from=7d',
        'sign-in?next=calls%3Fq%3Dsolar%2520panels%26from%3D7d',
      ],
    ] as const) {
      const answer = await visit(app, path)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, location])
    }
    const cookie = await cookieFor(app)
    const inside = await visit(app, '/console', { cookie })
    expect(inside.headers.get('location')).toBe('console/calls')
  })

  test('leads to the very page that was asked for', async () => {
    const { app } = await createManaged()
    const next = "calls?q=it's%20the+roof&from=2026-11-01"
    const page = await (
      await visit(app, `/console/sign-in?next=${encodeURIComponent(next)}`)
    ).text()
    expect(page).toContain('it&#39;s%20the+roof&amp;from=')
    const answer = await visit(app, '/console/sign-in', { form: { key: KEY, next } })
    expect(answer.headers.get('location')).toBe(next)
  })

  test('leads nowhere but into the console', async () => {
    const { app } = await createManaged()
    for (const next of [
      '//evil.example',
      'https://evil.example',
      '../exceptions',
      'a\r\nb',
      '/x',
      'calls?x\r\ny: z',
      `calls?${'x'.repeat(3_000)}`,
    ]) {
      const answer = await visit(app, '/console/sign-in', { form: { key: KEY, next } })
      expect(answer.headers.get('location')).toBe('calls')
    }
    const hostile = '"><script>alert(1)</script>'
    const page = await visit(app, `/console/sign-in?next=${encodeURIComponent(hostile)}`)
    expect(await page.text()).not.toContain('alert')
  })

  test('makes whoever tries key after key wait', async () => {
    const { app } = await createManaged()
    const statuses: number[] = []
    for (let i = 0; i < 12; i++)
      statuses.push((await visit(app, '/console/sign-in', { form: { key: `guess ${i}` } })).status)
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429])
    await cookieFor(app)
  })

  test('reads no more of a stranger than a key', async () => {
    const { app } = await createManaged()
    const form = { key: 'x'.repeat(20_000) }
    expect((await visit(app, '/console/sign-in', { form })).status).toBe(413)
  })

  test('takes what is no form for a wrong key, and is not troubled by it', async () => {
    const { app } = await createManaged()
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x', 'image/png']) {
      const headers = { 'content-type': type }
      const answer = await visit(app, '/console/sign-in', { method: 'POST', headers, body: 'abc' })
      expect(answer.status).toBe(401)
    }
  })

  test('does not open for a form of another site', async () => {
    const { app } = await createManaged()
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ])
      for (const path of ['/console/sign-in', '/console/sign-out'])
        expect((await visit(app, path, { form: { key: KEY }, headers })).status).toBe(403)
  })
})

describe('A session', () => {
  test('is a cookie that no script reads and no other site sends', async () => {
    const { app } = await createManaged()
    const answer = await visit(app, '/console/sign-in', { form: { key: KEY } })
    const cookie = answer.headers.get('set-cookie')!
    expect(cookie).toMatch(/^__Host-console=\d+\.[\w-]{43};/)
    for (const flag of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict', 'Max-Age=43200'])
      expect(cookie).toContain(flag)
    expect(cookie).not.toContain(KEY)
  })

  test('opens the API, changes only from our own pages', async () => {
    const { app } = await createManaged()
    const cookie = await cookieFor(app)
    expect((await visit(app, '/exceptions', { cookie })).status).toBe(200)
    expect((await visit(app, '/exceptions')).status).toBe(401)
    const add = async (headers: Record<string, string>) => {
      const answer = await app.request('/exceptions', {
        method: 'POST',
        headers: { host: HOST, cookie, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ phone_number: '+14155550123', contact_name: 'Sam' }),
      })
      return answer.status
    }
    expect(await add({})).toBe(403)
    expect(await add({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await add({ origin: 'https://evil.example' })).toBe(403)
    expect(await add({ origin: 'https://concierge.example.com' })).toBe(201)
    expect(await add({ 'sec-fetch-site': 'same-origin' })).toBe(409)
  })

  test('holds on every instance, for twelve hours', async () => {
    let now = new Date('2026-11-22T12:00:00Z')
    const keys = ['the-old-key-of-the-owner', 'the-new-key-of-the-owner']
    const both = { ADMIN_API_KEY: keys.join(',') }
    const one = await createManaged({ settings: both, now: () => now })
    const there = { SQLITE_DB_PATH: one.file }
    const cookie = await cookieFor(one.app, keys[0])
    const status = async ({ app }: { app: App }) =>
      (await visit(app, '/console/calls', { cookie })).status

    const other = { ...there, ...both }
    expect(await status(await createManaged({ settings: other, now: () => now }))).toBe(200)
    now = new Date('2026-11-22T23:59:59Z')
    expect(await status(one)).toBe(200)
    now = new Date('2026-11-23T00:00:00Z')
    expect(await status(one)).toBe(303)
    expect((await visit(one.app, '/exceptions', { cookie })).status).toBe(401)
  })

  test('ends with its key, and for good: also where the key comes back', async () => {
    const keys = ['the-old-key-of-the-owner', 'the-new-key-of-the-owner']
    const one = await createManaged({ settings: { ADMIN_API_KEY: keys.join(',') } })
    const cookies = [await cookieFor(one.app, keys[0]), await cookieFor(one.app, keys[1])]
    const statuses = (app: App) =>
      Promise.all(
        cookies.map(async (cookie) => (await visit(app, '/console/calls', { cookie })).status),
      )
    const restarted = (ADMIN_API_KEY: string) =>
      createManaged({ settings: { SQLITE_DB_PATH: one.file, ADMIN_API_KEY } })

    expect(await statuses(one.app)).toEqual([200, 200])
    expect(await statuses((await restarted(keys.toReversed().join(','))).app)).toEqual([200, 200])
    expect(await statuses((await restarted(keys[1]!)).app)).toEqual([303, 200])
    expect(await statuses((await restarted(keys.join(','))).app)).toEqual([303, 200])
    expect(await statuses((await restarted('quite-another-key-of-his')).app)).toEqual([303, 303])
    expect(await statuses((await restarted(keys.join(','))).app)).toEqual([303, 303])
  })

  test('ends on the server where its browser signs out, on every instance and for good', async () => {
    const one = await createManaged()
    const [cookie, phone] = [await cookieFor(one.app), await cookieFor(one.app)]
    const settings = { SQLITE_DB_PATH: one.file }
    const other = await createManaged({ settings })
    const opens = async ({ app }: { app: App }, brought: string) => [
      (await visit(app, '/console/calls', { cookie: brought })).status,
      (await visit(app, '/exceptions', { cookie: brought })).status,
      (await visit(app, '/console/live', { cookie: brought, headers: { accept: '*/*' } })).status,
    ]
    expect(await opens(other, cookie)).toEqual([200, 200, 200])

    const out = await visit(one.app, '/console/sign-out', { method: 'POST', cookie })
    expect([out.status, out.headers.get('location')]).toEqual([303, 'sign-in'])
    expect(out.headers.get('set-cookie')).toMatch(/^__Host-console=;.*Max-Age=0/)
    for (const instance of [one, other, await createManaged({ settings })]) {
      expect(await opens(instance, cookie)).toEqual([303, 401, 401])
      expect(await opens(instance, phone)).toEqual([200, 200, 200])
    }
  })

  test.each(['by a session', 'by the key'])(
    'ends everywhere %s, and nobody else can',
    async (by) => {
      const { app, api } = await createManaged()
      const cookies = [await cookieFor(app), await cookieFor(app), await cookieFor(app)]
      const statuses = () =>
        Promise.all(
          cookies.map(async (cookie) => (await visit(app, '/console/calls', { cookie })).status),
        )
      const everywhere = '/console/sign-out-everywhere'
      expect((await visit(app, everywhere, { method: 'POST' })).status).toBe(303)
      expect((await api.delete('/sessions', { key: null })).status).toBe(401)
      expect((await api.delete('/sessions', { key: 'somebody-elses-key' })).status).toBe(401)
      const headers = { 'sec-fetch-site': 'cross-site' }
      const [cookie = ''] = cookies
      const forged = await visit(app, everywhere, { method: 'POST', cookie, headers })
      expect(forged.status).toBe(403)
      expect(await statuses()).toEqual([200, 200, 200])

      const ended =
        by === 'by the key'
          ? await api.delete('/sessions')
          : await visit(app, everywhere, { method: 'POST', cookie })
      expect([204, 303]).toContain(ended.status)
      expect(await statuses()).toEqual([303, 303, 303])
    },
  )

  test('ends as its browser signs in anew, so that none is left behind', async () => {
    const { app, database } = await createManaged()
    const before = await cookieFor(app)
    const again = await visit(app, '/console/sign-in', { form: { key: KEY }, cookie: before })
    const after = again.headers.get('set-cookie')!.split(';')[0]!
    expect(after).not.toBe(before)
    expect((await visit(app, '/console/calls', { cookie: before })).status).toBe(303)
    expect((await visit(app, '/console/calls', { cookie: after })).status).toBe(200)
    expect(await database.queries.selectFrom('sessions').selectAll().execute()).toHaveLength(1)
  })

  test('cannot be had from the database', async () => {
    const { app, database } = await createManaged()
    const [, value = ''] = (await cookieFor(app)).split('=')
    const rows = await database.queries.selectFrom('sessions').selectAll().execute()
    expect(rows).toHaveLength(1)
    const stored = JSON.stringify(rows)
    const plain = createHash('sha256')
    for (const secret of [value, value.split('.')[1]!, KEY, plain.update(value).digest('hex')])
      expect(stored).not.toContain(secret)
    const forged = `__Host-console=${value.split('.')[0]}.${rows[0]!.id.slice(0, 43)}`
    expect((await visit(app, '/console/calls', { cookie: forged })).status).toBe(303)
  })

  test('is kept over plain http only where https is not to be had', async () => {
    const { app } = await createManaged({ settings: { BASE_URL: 'http://localhost:8000' } })
    const answer = await visit(app, '/console/sign-in', { form: { key: KEY } })
    const cookie = answer.headers.get('set-cookie')!
    expect(cookie).toMatch(/^console=/)
    for (const flag of ['Path=/', 'HttpOnly', 'SameSite=Strict']) expect(cookie).toContain(flag)
    expect(cookie).not.toContain('Secure')
  })

  test('is not to be forged', async () => {
    const { app } = await createManaged()
    const cookie = await cookieFor(app)
    const [name, value] = cookie.split('=') as [string, string]
    const [until, signature] = value.split('.') as [string, string]
    for (const forged of [
      `${Number(until) + 1}.${signature}`,
      `${until}.${signature.slice(0, -1)}`,
      `${until}.`,
      until,
      `${'9'.repeat(400)}.${signature}`,
      '',
    ])
      expect((await visit(app, '/console/calls', { cookie: `${name}=${forged}` })).status).toBe(303)
  })
})

describe('Without a key', () => {
  test('whoever is on this machine needs none, and nobody else is let in', async () => {
    const { app } = await createConcierge({ settings: KEYLESS })
    const here = { from: '127.0.0.1' }
    expect((await visit(app, '/console/calls', here)).status).toBe(200)
    expect((await visit(app, '/console/calls')).status).toBe(403)
    const forwarded = { ...here, headers: { 'x-forwarded-for': '203.0.113.7' } }
    expect((await visit(app, '/console/calls', forwarded)).status).toBe(403)
    const foreign = { ...here, form: {}, headers: { origin: 'https://evil.example' } }
    expect((await visit(app, '/console/sign-out', foreign)).status).toBe(403)
  })
})

describe('The pages', () => {
  test('are all known to this test', () => {
    expect(CLOSED.length).toBeGreaterThan(10)
    expect(CLOSED).toContain(`GET /console/calls/:sid{${CALL_ID_PATTERN}}/export`)
  })

  test.each(CLOSED)('%s is closed to whoever has not signed in', async (route) => {
    const { app } = await createManaged()
    const [method = '', path = ''] = route.split(' ')
    const address = path.replace(/:\w+(\{\S+\})?/g, 'CA1')
    expect((await visit(app, address, { method })).status).toBe(303)
    const headers = { accept: 'application/json' }
    expect((await visit(app, address, { method, headers })).status).toBe(401)
  })

  test('run and show nothing from elsewhere and nothing in line', async () => {
    const { app } = await createManaged()
    const cookie = await cookieFor(app)
    for (const path of ['sign-in', 'calls', 'exceptions']) {
      const answer = await visit(app, `/console/${path}`, path === 'sign-in' ? {} : { cookie })
      const policy = answer.headers.get('content-security-policy')!
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
      expect(policy).not.toContain('unsafe')
      const text = await answer.text()
      expect(text).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=|https?:\/\//)
    }
  })

  test('are made of files that lie in one folder', async () => {
    const { app } = await createManaged()
    const status = async (path: string) => (await visit(app, `/console/assets/${path}`)).status
    expect(await status('console.css')).toBe(200)
    for (const path of [
      'nothing.js',
      '../console.ts',
      '..%2Fconsole.ts',
      'console.ts',
      '%2e%2e/frame.ts',
    ])
      expect(await status(path)).not.toBe(200)
  })
})

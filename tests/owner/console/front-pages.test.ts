/** What a browser is shown that goes to an address by hand. */
import { describe, expect, test } from 'vitest'
import { createConcierge, KEYLESS } from '../../support/concierge.ts'
import { connectedFrom, createManaged, KEY } from '../../support/management.ts'

type App = Awaited<ReturnType<typeof createConcierge>>['app']

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

async function go(app: App, path: string, { accept = BROWSER, cookie = '', from = '::1' } = {}) {
  const answer = await app.request(
    path,
    { headers: { host: 'localhost', accept, ...(cookie && { cookie }) } },
    connectedFrom(from),
  )
  return {
    status: answer.status,
    type: answer.headers.get('content-type')?.split(';')[0],
    location: answer.headers.get('location'),
    varies: answer.headers.get('vary'),
    text: await answer.text(),
  }
}

/** Where its links and styles lead, seen from its address. */
function ways(path: string, text: string): string[] {
  return [...text.matchAll(/(?:href|src)="([^"#]+)"/g)].map(
    ([, to]) => new URL(to!, `http://x${path}`).pathname,
  )
}

async function cookieOf(app: App): Promise<string> {
  const answer = await app.request(
    '/console/sign-in',
    {
      method: 'POST',
      headers: { host: 'localhost', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ key: KEY }),
    },
    connectedFrom('203.0.113.7'),
  )
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

test('/ leads to the console, whoever asks', async () => {
  const { app } = await createManaged()
  const page = await go(app, '/', { from: '203.0.113.7' })
  expect([page.status, page.type]).toEqual([200, 'text/html'])
  expect(ways('/', page.text)).toContain('/console/calls')
  const line = await go(app, '/', { accept: '*/*' })
  expect([line.status, line.type]).toEqual([200, 'text/plain'])
  expect(line.text).toContain('/console')
  for (const { varies } of [page, line]) expect(varies).toMatch(/\baccept\b/i)
})

describe('An address at which there is nothing', () => {
  test.each(['/nothing', '/nothing/at/all', '/twilio/nothing', '//x/y', '/consoles', '/docs/x'])(
    '%s says so on a page that leads to the console, with a key and without',
    async (path) => {
      for (const { app } of [await createManaged(), await createConcierge({ settings: KEYLESS })]) {
        const { status, type, text } = await go(app, path)
        expect([status, type]).toEqual([404, 'text/html'])
        expect(text).toContain('There is nothing here')
        const links = ways(path, text)
        expect(links).toContain('/console/calls')
        expect(links).toContain('/console/assets/console.css')
      }
    },
  )

  test.each(['/console/nope', '/console/nope/nope', '/console/calls/x/y'])(
    '%s says so within the console',
    async (path) => {
      const { app } = await createManaged()
      const cookie = await cookieOf(app)
      const { status, type, text } = await go(app, path, { cookie })
      expect([status, type]).toEqual([404, 'text/html'])
      expect(text).toContain('There is nothing here')
      expect(ways(path, text)).toEqual(
        expect.arrayContaining(['/console/calls', '/console/numbers', '/console/assets/parts.css']),
      )
    },
  )

  test('is a problem for a program, which has to show its key first', async () => {
    const { app, api } = await createManaged()
    for (const accept of ['*/*', 'application/json', ''])
      expect((await go(app, '/nothing', { accept })).status).toBe(401)
    const { status, body } = await api.get('/nothing')
    expect([status, body.title]).toEqual([404, 'Not Found'])
  })

  test('is none of those of the API, which answers a browser as it answers a program', async () => {
    const { app } = await createManaged()
    for (const path of ['/exceptions', '/conversations/CA1', '/stats', '/exceptions/import'])
      expect((await go(app, path)).type).toBe('application/problem+json')
    expect((await go(app, '/docs')).status).toBe(401)
  })
})

test('a slash too many leads to the page without it, wherever a proxy serves us', async () => {
  const { app } = await createConcierge({ settings: KEYLESS })
  for (const [path, to] of [
    ['/console/', '/console/calls'],
    ['/console/calls/', '/console/calls'],
    ['/console/calls//', '/console/calls'],
    ['/console/calls/CA1/?x=1', '/console/calls/CA1'],
    ['/console/phone/', '/console/phone'],
    ['/docs/', '/docs'],
  ] as const) {
    const { status, location } = await go(app, path)
    expect([303, 308]).toContain(status)
    const under = new URL(location!, `http://x/calls-of-mine${path}`)
    expect(under.host + under.pathname).toBe(`x/calls-of-mine${to}`)
  }
  const hostile = await go(app, '/console//evil.example/')
  expect(new URL(hostile.location!, 'http://x/console//evil.example/').host).toBe('x')
})

test('whoever may not see the console is told so on a page', async () => {
  const { app } = await createConcierge({ settings: KEYLESS })
  const { status, type, text } = await go(app, '/console/calls', { from: '203.0.113.7' })
  expect([status, type]).toEqual([403, 'text/html'])
  expect(text).toContain('ADMIN_API_KEY')
})

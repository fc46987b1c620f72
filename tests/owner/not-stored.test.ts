/** What is private is kept by no browser and no proxy; only files are that everybody may have. */
import { describe, expect, test } from 'vitest'
import { createConcierge, KEYLESS, MOTHER, STRANGER } from '../support/concierge.ts'
import { connectedFrom, createManaged, KEY } from '../support/management.ts'

type App = Awaited<ReturnType<typeof createManaged>>['app']

const KEPT = /^(no-cache|private, (no-cache|max-age=86400))$/

async function ask(
  app: App,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  const all = { host: 'localhost', 'sec-fetch-site': 'same-origin', ...headers }
  const answer = await app.request(path, { method, headers: all }, connectedFrom('127.0.0.1'))
  return { status: answer.status, kept: answer.headers.get('cache-control') }
}

describe('Nothing that is private is stored', () => {
  const authorization = `Bearer ${KEY}`

  test.each([
    '/exceptions',
    '/exceptions?limit=x',
    '/exceptions/export',
    '/exceptions/export?format=vcf',
    '/exceptions/check/+14155550111',
    '/conversations',
    '/conversations/CA00',
    '/inbox',
    '/stats',
    '/metrics',
    '/test-db',
    '/openapi.json',
    '/docs',
    '/docs/',
    '/nothing',
    '/readyz',
    '/healthz',
    '/',
  ])('of the API: %s, with a key, without and with a wrong one', async (path) => {
    const { app } = await createManaged({ contacts: [MOTHER] })
    for (const headers of [
      { authorization },
      {},
      { authorization: 'Bearer somebody-elses-key' },
    ] as Record<string, string>[])
      expect((await ask(app, path, { headers })).kept).toBe('no-store')
    expect((await ask(app, path, { method: 'HEAD', headers: { authorization } })).kept).toBe(
      'no-store',
    )
  })

  test('nor what changes, and what is refused', async () => {
    const { app } = await createManaged({ contacts: [MOTHER] })
    for (const [method, path] of [
      ['DELETE', '/exceptions/+14155550111'],
      ['PATCH', '/exceptions/+14155550111'],
      ['POST', '/exceptions'],
      ['POST', '/exceptions/import'],
      ['POST', '/twilio/voice'],
      ['POST', '/healthz'],
    ])
      expect((await ask(app, path!, { method: method!, headers: { authorization } })).kept).toBe(
        'no-store',
      )
  })

  test.each([
    'calls',
    'calls/CA00',
    'exceptions',
    'flow',
    'simulate',
    'phone',
    'numbers',
    'live',
    'flow.json',
    'sign-in',
    'nothing',
    'calls/',
    '',
  ])('of the console: /console/%s, signed in, signed out and without a key', async (page) => {
    const { app, phone } = await createManaged()
    const call = await phone.ring({ from: STRANGER })
    await call.hangUp()
    const signedIn = await app.request(
      '/console/sign-in',
      {
        method: 'POST',
        headers: { host: 'localhost', 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ key: KEY }),
      },
      connectedFrom('127.0.0.1'),
    )
    expect(signedIn.headers.get('cache-control')).toBe('no-store')
    const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!
    const open = await createConcierge({ settings: KEYLESS })
    const path = `/console/${page.replace('CA00', call.callSid)}`
    for (const headers of [
      { cookie },
      {},
      { cookie, accept: 'text/html' },
      { accept: 'text/html' },
    ] as Record<string, string>[])
      expect((await ask(app, path, { headers })).kept).toBe('no-store')
    expect((await ask(open.app, path)).kept).toBe('no-store')
    const exported = await ask(app, `/console/calls/${call.callSid}/export`, {
      headers: { cookie },
    })
    expect(exported).toEqual({ status: 200, kept: 'no-store' })
    expect(
      (await ask(app, '/console/sign-out', { method: 'POST', headers: { cookie } })).kept,
    ).toBe('no-store')
  })

  test('nor an error of ours', async () => {
    const { app, database } = await createManaged()
    await database.close()
    expect(await ask(app, '/exceptions', { headers: { authorization } })).toEqual({
      status: 500,
      kept: 'no-store',
    })
  })
})

test('scripts and styles may be kept, those behind the door by the browser alone', async () => {
  const { app } = await createConcierge({ settings: KEYLESS })
  for (const path of ['console.css', 'page.js', 'icon.svg', 'machines/call.ts', 'time-zone.js'])
    expect((await ask(app, `/console/assets/${path}`)).kept ?? '').toMatch(KEPT)
  expect((await ask(app, '/docs/swagger-ui.css')).kept).toMatch(KEPT)
})

import { Hono, type Context } from 'hono'
import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { createDoor, type Door } from '../../../server/owner/door/door.ts'
import type { SessionStore } from '../../../server/owner/door/sessions.ts'
import { connectedFrom } from '../../support/management.ts'

const KEY = 'a-key-that-only-the-owner-has'
const BASE_URL = 'https://concierge.example.com'
const ELSEWHERE = '203.0.113.7'

interface Visit {
  method?: string
  headers?: Record<string, string>
  from?: string
}

function keptInMemory(): SessionStore {
  const until = new Map<string, string>()
  return {
    async begin({ id, expires_at }) {
      until.set(id, expires_at)
    },
    goingOn: async (ids, at) => new Set(ids.filter((id) => (until.get(id) ?? '') > at)),
    async end(ids) {
      for (const id of ids) until.delete(id)
    },
    endAll: async () => until.clear(),
  }
}

/** A door by itself; `at` asks it about a request. */
function createDoorway(adminKeys: string[] = [KEY], baseUrl = BASE_URL) {
  const log: string[] = []
  const write = (line: string) => void log.push(line)
  const clock = { now: new Date('2026-11-22T12:00:00Z') }
  const sessions = keptInMemory()
  const door = createDoor({
    adminKeys,
    baseUrl,
    sessions,
    now: () => clock.now,
    log: pino({}, { write }),
  })

  async function at<Answer>(
    ask: (door: Door, c: Context) => Answer | Promise<Answer>,
    { method = 'GET', headers = {}, from = ELSEWHERE }: Visit = {},
  ): Promise<{ answer: Answer; cookie: string }> {
    let answer: Answer | undefined
    const app = new Hono()
    app.all('*', async (c) => {
      answer = await ask(door, c)
      return c.body(null)
    })
    const url = `http://${headers.host ?? 'localhost'}/`
    const visit = { method, headers: { host: 'localhost', ...headers } }
    const response = await app.request(url, visit, connectedFrom(from))
    const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';')
    return { answer: answer!, cookie }
  }

  return {
    clock,
    log,
    at,
    refusal: async (key: string | null, visit?: Visit, corsOrigins: string[] = []) =>
      (await at((one, c) => one.refusal(c, { key, corsOrigins }), visit)).answer,
    pageRefusal: async (visit?: Visit) => (await at((one, c) => one.pageRefusal(c), visit)).answer,
    mustSignIn: async (visit?: Visit) => (await at((one, c) => one.mustSignIn(c), visit)).answer,
    isSignedIn: async (visit?: Visit) => (await at((one, c) => one.isSignedIn(c), visit)).answer,
    /** With the cookie of the session, as a browser sends it. */
    async signIn(key: string, visit?: Visit) {
      const { answer, cookie } = await at((one, c) => one.signIn(c, key), visit)
      return { refusal: answer, headers: { cookie } }
    },
  }
}

describe('With a key set', () => {
  test('a right key is let in from anywhere, to read and to change', async () => {
    const { refusal } = createDoorway()
    expect(await refusal(KEY)).toBeNull()
    expect(await refusal(KEY, { method: 'POST' })).toBeNull()
  })

  test('each of several keys is right', async () => {
    const { refusal, signIn } = createDoorway([KEY, 'another-key-of-the-owner'])
    for (const key of [KEY, 'another-key-of-the-owner']) {
      expect(await refusal(key)).toBeNull()
      expect((await signIn(key)).refusal).toBeNull()
    }
  })

  test('this machine is refused like any other', async () => {
    const { refusal, mustSignIn } = createDoorway()
    expect(await refusal(null, { from: '127.0.0.1' })).toEqual({ why: 'no key' })
    expect(await mustSignIn({ from: '127.0.0.1' })).toBe(true)
  })

  test('a wrong key opens nothing, and a session does not make up for it', async () => {
    const { refusal, signIn } = createDoorway()
    const { headers } = await signIn(KEY)
    expect(await refusal('a-guess', { headers })).toEqual({ why: 'wrong key' })
  })

  test('wrong keys cost an address a minute of waiting, told in whole seconds', async () => {
    const { refusal, signIn, log } = createDoorway()
    for (let guess = 0; guess < 5; guess++) {
      expect(await refusal(`guess-${guess}`)).toEqual({ why: 'wrong key' })
      expect((await signIn(`guess-${guess}`)).refusal).toEqual({ why: 'wrong key' })
    }
    const wait = await refusal('one-guess-more')
    expect(wait).toEqual({ why: 'too many wrong keys', seconds: expect.any(Number) })
    const { seconds } = wait as { seconds: number }
    expect(Number.isInteger(seconds) && seconds > 0 && seconds <= 60).toBe(true)
    expect((await signIn('one-guess-more')).refusal?.why).toBe('too many wrong keys')
    expect(await refusal('a-guess', { from: '203.0.113.8' })).toEqual({ why: 'wrong key' })
    expect((await signIn(KEY)).refusal).toBeNull()
    // Not a line for each: whoever guesses at full speed would fill the disk.
    expect(log).toHaveLength(1)
    expect(log.join('')).not.toMatch(/guess-/)
  })

  test('nobody is signed in by a wrong key', async () => {
    const { signIn, mustSignIn } = createDoorway()
    const { headers } = await signIn('a-guess')
    expect(headers.cookie).toBe('')
    expect(await mustSignIn({ headers })).toBe(true)
  })

  test('a session reads from anywhere and changes only from our own pages', async () => {
    const { refusal, signIn } = createDoorway()
    const { headers } = await signIn(KEY)
    const change = (more: Record<string, string>) =>
      refusal(null, { method: 'DELETE', headers: { ...headers, ...more } })
    expect(await refusal(null, { headers })).toBeNull()
    expect(await refusal(null, { method: 'HEAD', headers })).toBeNull()
    expect(await change({ 'sec-fetch-site': 'same-origin' })).toBeNull()
    expect(await change({ origin: BASE_URL })).toBeNull()
    expect(await change({ origin: 'http://localhost' })).toBeNull()
    const foreign: Record<string, string>[] = [
      {},
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin: BASE_URL },
      { origin: 'https://elsewhere.example.com' },
    ]
    for (const headersOfPage of foreign)
      expect(await change(headersOfPage)).toEqual({ why: 'not our page' })
  })

  test('a page of the console is refused to no reader, and asked for changes by no other page', async () => {
    const { pageRefusal } = createDoorway()
    expect(await pageRefusal()).toBeNull()
    expect(await pageRefusal({ method: 'POST' })).toEqual({ why: 'not our page' })
    const ours = { 'sec-fetch-site': 'same-origin' }
    expect(await pageRefusal({ method: 'POST', headers: ours })).toBeNull()
  })

  test('a session ends after twelve hours', async () => {
    const { clock, signIn, isSignedIn, mustSignIn } = createDoorway()
    const { headers } = await signIn(KEY)
    clock.now = new Date('2026-11-22T23:59:59Z')
    expect([await isSignedIn({ headers }), await mustSignIn({ headers })]).toEqual([true, false])
    clock.now = new Date('2026-11-23T00:00:00Z')
    expect([await isSignedIn({ headers }), await mustSignIn({ headers })]).toEqual([false, true])
  })

  test('whoever signs out has an empty cookie', async () => {
    const { at, signIn, isSignedIn } = createDoorway()
    const { headers } = await signIn(KEY)
    const { cookie } = await at((door, c) => door.signOut(c), { headers })
    expect(cookie).toBe('__Host-console=')
    expect(await isSignedIn({ headers: { cookie } })).toBe(false)
  })

  test('the cookie of https is not the one of http', async () => {
    expect((await createDoorway().signIn(KEY)).headers.cookie).toMatch(/^__Host-console=/)
    const plain = await createDoorway([KEY], 'http://127.0.0.1:8000').signIn(KEY)
    expect(plain.headers.cookie).toMatch(/^console=/)
  })
})

describe('Without a key', () => {
  const HERE = { from: '127.0.0.1' }

  test('this machine needs none, and nobody else is let in', async () => {
    const { refusal, pageRefusal, mustSignIn } = createDoorway([])
    expect(await refusal(null, HERE)).toBeNull()
    expect(await pageRefusal(HERE)).toBeNull()
    expect(await mustSignIn(HERE)).toBe(false)
    for (const key of [null, KEY, ''])
      expect(await refusal(key)).toEqual({ why: 'not this machine' })
    expect(await pageRefusal()).toEqual({ why: 'not this machine' })
  })

  test('no key opens, not even an empty one', async () => {
    const { signIn } = createDoorway([])
    for (const key of ['', KEY])
      expect((await signIn(key, HERE)).refusal).toEqual({ why: 'wrong key' })
  })

  test('pages of other servers may ask for the API where they are known, never for the console', async () => {
    const { refusal, pageRefusal } = createDoorway([])
    const friend = 'https://console.example.com'
    const visit = { ...HERE, headers: { origin: friend } }
    expect(await refusal(null, visit, [friend])).toBeNull()
    expect(await refusal(null, visit)).toEqual({ why: 'not this machine' })
    expect(await pageRefusal(visit)).toEqual({ why: 'not this machine' })
  })
})

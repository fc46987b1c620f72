/** Notices in the owner's browsers: the whole app, and a push service that decrypts as they do. */
import { createECDH, randomBytes } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isPublicAddress, publicReach } from '../../server/basics/reach.ts'
import { ChannelError } from '../../server/notices/channel.ts'
import { createPush } from '../../server/notices/channels/push.ts'
import { makeVapidKeys } from '../../server/notices/channels/push/make-keys.ts'
import { pushMessage } from '../../server/notices/channels/push/message.ts'
import { pushTo } from '../../server/notices/channels/push/push-to.ts'
import { noticeOf, type Notice } from '../../server/notices/notice.ts'
import { NOTICE_KINDS } from '../../machines/notice.ts'
import { saveSubscription } from '../../storage/notices/push-subscriptions.ts'
import { findVapidKeys } from '../../storage/notices/vapid-keys.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { migrate } from '../../storage/database.ts'
import { MOTHER, PUBLIC_URL, STRANGER, temporaryFile, verdict } from '../support/concierge.ts'
import { createManaged } from '../support/management.ts'
import { startPushService, type PushService, type Subscriber } from '../support/push-service.ts'
import { startReceiver } from '../support/receiver.ts'

const OFTEN = { everyMs: 10 }
const MINUTE_MS = 60_000

const signedUp = ({ endpoint, keys }: Subscriber, device = 'Firefox on Linux') => ({
  endpoint,
  keys,
  device,
})

async function withBrowsers(
  count: number,
  { settings = {}, ...more }: Parameters<typeof createManaged>[0] = {},
) {
  const service = await startPushService()
  let time = Date.parse('2026-11-26T12:00:00Z')
  const concierge = await createManaged({
    contacts: [MOTHER],
    screener: ({ said }) =>
      said.at(-1)!.text.includes('fire')
        ? verdict('transfer', 'One moment.')
        : verdict('end', 'Good day.'),
    now: () => new Date(time),
    notices: OFTEN,
    push: { reach: service.reach },
    settings,
    ...more,
  })
  const browsers = Array.from({ length: count }, () => service.signUp())
  for (const browser of browsers) {
    expect((await concierge.api.post('/push/subscriptions', signedUp(browser))).status).toBe(201)
    time++
  }
  onTestFinished(() => expect(service.refused).toEqual([]))
  const { database, phone, api } = concierge
  return {
    ...concierge,
    service,
    browsers,
    pass: (ms: number) => (time += ms),
    async missed(from = MOTHER.phoneNumber): Promise<string> {
      const caller = await phone.ring({ from })
      await caller.dialEnds('no-answer')
      return caller.callSid
    },
    deliveries: () => database.queries.selectFrom('deliveries').selectAll().execute(),
    devices: async () => (await api.get('/push')).body.subscriptions as Record<string, unknown>[],
  }
}

const titles = ({ heard }: Subscriber) => heard.map(({ json }) => json.title)

describe('a missed call', () => {
  test('is in every browser, decrypted with its keys, with what it says and where it leads', async () => {
    const { browsers, missed, devices } = await withBrowsers(2)
    const sid = await missed()
    for (const browser of browsers) {
      await expect.poll(() => titles(browser)).toEqual(['You missed Mom'])
      const [{ json, headers, bytes }] = browser.heard as [(typeof browser.heard)[0]]
      expect(json).toEqual({
        id: `${sid}_missed`,
        kind: 'missed',
        at: expect.any(String),
        call: sid,
        title: 'You missed Mom',
        body: `You did not answer.\nNumber: ${MOTHER.phoneNumber}`,
        place: `calls/${sid}`,
      })
      expect(headers).toMatchObject({ urgency: 'high', ttl: String(72 * 60 * 60) })
      expect(bytes).toBeLessThan(2_800)
    }
    await expect
      .poll(async () => (await devices()).map(({ told_at }) => told_at))
      .toEqual([expect.any(String), expect.any(String)])
  })

  test('that waits for an answer leads to the page where it is given, with two buttons', async () => {
    const { browsers, phone } = await withBrowsers(1, { settings: { ASK_OWNER: 'all' } })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('hello')
    await expect.poll(() => titles(browsers[0]!)).toEqual(['A caller is waiting for your answer'])
    const [{ json, headers, bytes }] = browsers[0]!.heard as [(typeof browsers)[0]['heard'][0]]
    const choices = json.choices as { title: string; place: string }[]
    expect(choices.map(({ title }) => title)).toEqual(['Put through', 'Take a message'])
    const places = [json.place as string, ...choices.map(({ place }) => place)]
    for (const place of places) expect(place).toMatch(/^\.\.\/decide\/[\w.-]+$/)
    expect(places[0]).toContain(places[1])
    expect(headers).toMatchObject({ urgency: 'high', ttl: '60' })
    expect(bytes).toBeLessThan(2_800)
  })

  test('has words and number where only the browser can read them, and nowhere else', async () => {
    const ntfy = await startReceiver()
    const { browsers, phone } = await withBrowsers(1, {
      settings: { NTFY_URL: `${ntfy.url}/owner` },
    })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('there is a fire')
    await expect.poll(() => titles(browsers[0]!)).toEqual(['Urgent: a caller is being put through'])
    const { body } = browsers[0]!.heard[0]!.json
    expect(body).toContain('“there is a fire”')
    expect(body).toContain(STRANGER)
    await expect.poll(() => ntfy.posted.length).toBe(1)
    expect(ntfy.posted[0]!.body).not.toMatch(/fire|415555/)
  })

  test('has none of them where the owner wants it so', async () => {
    const { browsers, missed } = await withBrowsers(1, { settings: { NOTICE_DETAIL: 'brief' } })
    await missed()
    await expect.poll(() => browsers[0]!.heard.length).toBe(1)
    expect(browsers[0]!.heard[0]!.json.body).toBe('You did not answer.')
  })

  test('is told of what the owner wants by push, and nothing where he wants none', async () => {
    const some = await withBrowsers(1, { settings: { NOTIFY_PUSH: 'message' } })
    expect((await some.api.get('/push')).body.told).toEqual(['message'])
    await some.missed()
    await expect.poll(some.deliveries).toEqual([])
    await expect
      .poll(() =>
        some.database.queries
          .selectFrom('notices')
          .selectAll()
          .where('routed_at', 'is not', null)
          .execute(),
      )
      .toHaveLength(1)
    expect(some.browsers[0]!.heard).toEqual([])

    const service = await startPushService()
    const none = await createManaged({
      settings: { NOTIFY_PUSH: 'none' },
      push: { reach: service.reach },
    })
    expect((await none.api.get('/push')).body).toEqual({
      public_key: null,
      told: [],
      subscriptions: [],
    })
    const refused = await none.api.post('/push/subscriptions', signedUp(service.signUp()))
    expect(refused).toMatchObject({ status: 409 })
    expect(await findVapidKeys(none.database.queries)).toBeUndefined()
  })

  test('is told as soon as the owner wishes it on the console, and no more once he does not', async () => {
    const { api, service, missed, deliveries } = await withBrowsers(0, {
      settings: { NOTIFY_PUSH: 'none' },
    })
    const wish = (NOTIFY_PUSH: string | null) => api.patch('/notices/settings', { NOTIFY_PUSH })
    const stateIn = ({ body }: { body: Record<string, unknown> }) =>
      (body.channels as { name: string }[]).find(({ name }) => name === 'push')
    const off = { is_set_up: false, missing: null }
    expect(stateIn(await wish('missed,asking'))).toMatchObject({
      ...off,
      told: ['missed', 'asking'],
    })
    expect((await api.get('/push')).body).toMatchObject({
      public_key: expect.stringMatching(/^[\w-]{87}$/),
      told: ['missed', 'asking'],
    })
    expect(await api.post('/notices/test', { channel: 'push' })).toMatchObject({ status: 409 })

    const browser = service.signUp()
    expect((await api.post('/push/subscriptions', signedUp(browser))).status).toBe(201)
    expect(stateIn(await api.get('/notices/settings'))).toMatchObject({ is_set_up: true })
    expect((await api.post('/notices/test', { channel: 'push' })).body).toEqual({
      tried: [{ channel: 'push', taken: true, failure: null }],
    })
    await missed()
    await expect.poll(() => titles(browser)).toEqual(['A test of your notices', 'You missed Mom'])
    // The numbers are for the browser alone.
    expect(browser.heard[1]!.json.body).toContain(MOTHER.phoneNumber)

    expect(stateIn(await wish(null))).toMatchObject({ ...off, told: [] })
    expect((await api.get('/push')).body).toMatchObject({ public_key: null, told: [] })
    await missed()
    expect(await deliveries()).toHaveLength(1)
    expect(browser.heard).toHaveLength(2)
  })

  test('is told in no browser that signs up later; what comes then is', async () => {
    const { service, api, missed, deliveries, database } = await withBrowsers(0)
    await missed()
    const unrouted = () =>
      database.queries.selectFrom('notices').select('id').where('routed_at', 'is', null).execute()
    await expect.poll(unrouted).toEqual([])
    const browser = service.signUp()
    await api.post('/push/subscriptions', signedUp(browser))
    await missed()
    await expect.poll(() => titles(browser)).toEqual(['You missed Mom'])
    expect(await deliveries()).toHaveLength(1)
  })

  test('has the same topic when it comes again, and another has another', () => {
    const told = (call_sid: string, kind: string) => pushMessage(sample({ call_sid, kind })).topic
    expect(told('CA1', 'missed')).toBe(told('CA1', 'missed'))
    expect(
      new Set([told('CA1', 'missed'), told('CA2', 'missed'), told('CA1', 'urgent')]).size,
    ).toBe(3)
  })
})

describe('of several browsers', () => {
  test('one that is gone is forgotten, and the others are told', async () => {
    const { browsers, missed, devices, deliveries } = await withBrowsers(3)
    browsers[0]!.answer = 410
    browsers[1]!.answer = 404
    await missed()
    await expect.poll(() => titles(browsers[2]!)).toEqual(['You missed Mom'])
    await expect.poll(deliveries).toMatchObject([{ state: 'sent' }])
    expect(await devices()).toHaveLength(1)
  })

  test('where the last is gone nobody was told: the next to sign up is, within a day', async () => {
    const { service, api, browsers, missed, deliveries, pass } = await withBrowsers(1)
    browsers[0]!.answer = 410
    await missed()
    await expect
      .poll(deliveries)
      .toMatchObject([{ state: 'waiting', failure: 'no browser is told any more: switch one on' }])
    const next = service.signUp()
    await api.post('/push/subscriptions', signedUp(next))
    pass(MINUTE_MS)
    await expect.poll(() => titles(next)).toEqual(['You missed Mom'])
    await expect.poll(deliveries).toMatchObject([{ state: 'sent' }])
  })

  test('one that fails is tried again, and the others are not told twice', async () => {
    const { browsers, missed, devices, deliveries, pass, database } = await withBrowsers(3)
    browsers[0]!.answer = 503
    browsers[1]!.answer = 403
    await missed()
    await expect
      .poll(deliveries)
      .toMatchObject([
        { state: 'waiting', failure: expect.stringContaining('2 of 3 browsers: its push service') },
      ])
    expect((await devices()).map(({ failure }) => failure)).toEqual([
      'its push service answers 503',
      'its push service answers 403: it refuses our key; is the clock of this machine right?',
      null,
    ])
    browsers[1]!.answer = 201
    pass(MINUTE_MS)
    await expect.poll(() => browsers[1]!.heard.length).toBe(1)
    await expect.poll(deliveries).toMatchObject([{ failure: expect.stringContaining('1 of 3') }])
    browsers[0]!.answer = 201
    pass(MINUTE_MS)
    await expect.poll(deliveries).toMatchObject([{ state: 'sent' }])
    expect(browsers.map(({ heard }) => heard.length)).toEqual([1, 1, 1])
    expect(await database.queries.selectFrom('push_receipts').selectAll().execute()).toEqual([])
    expect((await devices()).map(({ failure }) => failure)).toEqual([null, null, null])
  })

  test('one whose push service hangs delays none of the others, and is tried again', async () => {
    const service = await startPushService()
    const [slow, quick] = [service.signUp(), service.signUp()]
    slow.answer = 'nothing'
    const { send } = await pushOf(service, [slow, quick])
    const leaving = new AbortController()
    const sending = send(leaving.signal).catch((error: unknown) => error)
    await expect.poll(() => quick.left).toBe(1)
    leaving.abort()
    const failure = await sending
    expect(failure).toBeInstanceOf(ChannelError)
    expect((failure as Error).message).toBe(
      '1 of 2 browsers: its push service gave no answer in time',
    )
    expect(quick.heard).toHaveLength(1)
    slow.answer = 201
    await send()
    expect([slow.heard.length, quick.heard.length]).toEqual([1, 1])
  })
})

test('a push service that says nothing is waited for so long, and no longer', async () => {
  const service = await startPushService()
  const browser = service.signUp()
  browser.answer = 'nothing'
  const { send } = await pushOf(service, [browser], { patienceMs: 50 })
  await expect(send()).rejects.toThrow('its push service gave no answer in time')
})

test('a push service that wants to be left alone is, for so long', async () => {
  const service = await startPushService()
  const browser = service.signUp()
  browser.answer = (response) => void response.writeHead(429, { 'retry-after': '120' }).end()
  const { send } = await pushOf(service, [browser])
  expect(await send().catch((error: unknown) => error)).toMatchObject({
    message: 'its push service answers 429',
    pauseMs: 120_000,
  })
})

test('what a push service says is not listened to, however long it is, and leads nowhere', async () => {
  const service = await startPushService()
  const [endless, elsewhere] = [service.signUp(), service.signUp()]
  endless.answer = (response) => {
    response.writeHead(201)
    const more = () => {
      if (!response.destroyed) response.write(Buffer.alloc(64 * 1024), more)
    }
    more()
  }
  elsewhere.answer = (response) =>
    void response.writeHead(307, { location: endless.endpoint }).end()
  const { send } = await pushOf(service, [endless, elsewhere])
  expect(await send().catch((error: unknown) => error)).toMatchObject({
    message: '1 of 2 browsers: its push service answers 307',
  })
})

describe('what a browser is sent', () => {
  test('is as long whatever was said, with as much of it as there is room for', () => {
    for (const line of [
      '',
      'short',
      'é🔥'.repeat(3_000),
      '\u0000"\\'.repeat(900),
      '\ud800'.repeat(900),
    ]) {
      const { plaintext } = pushMessage({ ...sample(), lines: [line] })
      expect(plaintext.length).toBe(2_048)
      const { body } = JSON.parse(Buffer.from(plaintext).toString()) as { body: string }
      expect(body.length).toBeLessThanOrEqual(line.length)
      expect(body.length).toBeGreaterThanOrEqual(Math.min(5, line.length))
    }
  })

  test('has room for the longest name and call id', () => {
    const told = sample({ call_sid: '\u0001'.repeat(128) })
    const { plaintext } = pushMessage({ ...told, title: '\u0001'.repeat(500), lines: ['x'] })
    expect(JSON.parse(Buffer.from(plaintext).toString())).toMatchObject({ kind: 'missed' })
  })

  test.each(NOTICE_KINDS)('of the kind %s has a TTL, an urgency and a topic', (kind) => {
    const { ttl, urgency, topic } = pushMessage(sample({ kind }))
    expect(ttl).toBeGreaterThanOrEqual(60)
    expect(['high', 'normal', 'low']).toContain(urgency)
    expect(topic).toMatch(/^[\w-]{32}$/)
  })
})

describe('keys', () => {
  test('are made once, whichever of two processes is first', async () => {
    const file = await temporaryFile()
    const settings = { SQLITE_DB_PATH: file }
    const keyOf = async () => {
      const { api } = await createManaged({ settings })
      return (await api.get('/push')).body.public_key as string
    }
    const [one, other] = await Promise.all([keyOf(), keyOf()])
    expect(one).toMatch(/^[\w-]{87}$/)
    expect(other).toBe(one)
    expect(await keyOf()).toBe(one)
  })

  test('are whole, also where the scalar begins with zeros', () => {
    for (let made = 0; made < 600; made++) {
      const { publicKey, privateKey } = makeVapidKeys()
      expect([publicKey.length, privateKey.length]).toEqual([87, 43])
    }
  })
})

describe('a browser signs up', () => {
  test('once, however often it does; its endpoint and keys are told nobody', async () => {
    const { api, service, devices } = await withBrowsers(0)
    const browser = service.signUp()
    const { body } = await api.post('/push/subscriptions', signedUp(browser, ' Safari on\niPhone '))
    await api.post('/push/subscriptions', {
      ...signedUp(browser, 'My phone'),
      expirationTime: null,
    })
    const listed = await devices()
    expect(listed).toMatchObject([{ id: body.id, device: 'My phone', failure: null }])
    expect(body.device).toBe('Safari on iPhone')
    const { text } = await api.get('/push')
    expect(text).not.toContain(browser.endpoint.split('/').at(-1))
    expect(text).not.toContain(browser.keys.auth)
    expect((await api.delete(`/push/subscriptions/${body.id}`)).status).toBe(204)
    expect((await api.delete(`/push/subscriptions/${body.id}`)).status).toBe(404)
    expect((await api.delete('/push/subscriptions/x')).status).toBe(422)
    expect(await devices()).toEqual([])
  })

  test('and the 21st does not', async () => {
    const { api, service } = await withBrowsers(20)
    const { status, body } = await api.post('/push/subscriptions', signedUp(service.signUp()))
    expect([status, body.detail]).toEqual([
      409,
      '20 browsers are told already: remove one of them first',
    ])
  })

  test('with the key, or from our own page with a session; nobody else does', async () => {
    const { api, service, app } = await withBrowsers(0)
    const browser = signedUp(service.signUp())
    const status = async (request: object) =>
      (await api.post('/push/subscriptions', browser, request)).status
    expect(await status({ key: null })).toBe(401)
    expect((await api.get('/push', { key: null })).status).toBe(401)
    const signIn = await app.request('/console/sign-in', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ key: 'a-key-that-only-the-owner-has' }),
    })
    const cookie = signIn.headers.get('set-cookie')!.split(';')[0]!
    const withSession = (site: string) =>
      status({ key: null, headers: { cookie, 'sec-fetch-site': site } })
    expect(await withSession('cross-site')).toBe(403)
    expect(await withSession('same-origin')).toBe(201)
  })

  const offCurve = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]).toString('base64url')
  test.each<[string, (good: ReturnType<typeof signedUp>) => object, string]>([
    [
      'a key that is on no curve',
      (good) => ({ ...good, keys: { ...good.keys, p256dh: offCurve } }),
      '/keys/p256dh',
    ],
    [
      'half a key',
      (good) => ({ ...good, keys: { ...good.keys, p256dh: good.keys.p256dh.slice(0, 40) } }),
      '/keys/p256dh',
    ],
    ['a short secret', (good) => ({ ...good, keys: { ...good.keys, auth: 'AAAA' } }), '/keys/auth'],
    ['no keys', ({ endpoint }) => ({ endpoint }), '/keys'],
    ['something else besides', (good) => ({ ...good, more: 1 }), ''],
    [
      'an endless address',
      (good) => ({ ...good, endpoint: `${good.endpoint}/${'x'.repeat(2_000)}` }),
      '/endpoint',
    ],
    ['a long name', (good) => ({ ...good, device: 'x'.repeat(81) }), '/device'],
  ])('not with %s', async (_, change, pointer) => {
    const { api, service } = await withBrowsers(0)
    const { status, body } = await api.post(
      '/push/subscriptions',
      change(signedUp(service.signUp())),
    )
    expect(status).toBe(422)
    expect(body.errors[0].pointer).toBe(pointer)
  })

  test.each([
    'http://push.example.com/a',
    'https://127.0.0.1/a',
    'https://2130706433/a',
    'https://0x7f.1/a',
    'https://[::1]/a',
    'https://[::ffff:169.254.169.254]/a',
    'https://8.8.8.8/a',
    'https://localhost/a',
    'https://localhost./a',
    'https://db/a',
    'https://printer.local/a',
    'https://router.lan/a',
    'https://metadata.google.internal/a',
    'https://push.example.com:8443/a',
    'https://me:secret@push.example.com/a',
    'ftp://push.example.com/a',
    'file:///etc/passwd',
    'nonsense',
  ])('not with the address %s', async (endpoint) => {
    const { api } = await createManaged()
    const browser = {
      endpoint,
      keys: { p256dh: point(), auth: randomBytes(16).toString('base64url') },
    }
    const { status, body } = await api.post('/push/subscriptions', browser)
    expect(status).toBe(422)
    expect(body.errors[0].pointer).toBe('/endpoint')
    expect(body.detail).not.toContain('secret')
  })

  test('with the address of a push service of the internet', async () => {
    const { api } = await createManaged()
    const keys = { p256dh: point(), auth: randomBytes(16).toString('base64url') }
    for (const endpoint of [
      'https://fcm.googleapis.com/fcm/send/abc:def',
      'https://updates.push.services.mozilla.com/wpush/v2/abc',
      'https://web.push.apple.com/QAbc',
      'https://wns2-par02p.notify.windows.com/w/?token=abc%2b',
    ]) {
      const { status, body } = await api.post('/push/subscriptions', { endpoint, keys })
      expect([status, body.push_service]).toEqual([201, new URL(endpoint).host])
    }
  })
})

describe('a name that leads into this network', () => {
  test.each([
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['172.31.0.1', false],
    ['192.168.1.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['::ffff:10.0.0.1', false],
    ['fe80::1', false],
    ['fd12::1', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['2001:db8::1', false],
    ['8.8.8.8', true],
    ['172.32.0.1', true],
    ['2a00:1450:4001:800::200e', true],
  ])('is not asked: %s is public: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic)
  })

  test('is found out where it is connected to, though its name looks well', async () => {
    // `localhost` in the place of a name on the internet that somebody has lead here.
    const reach = { ...publicReach, problem: () => null }
    const service = await startPushService()
    const { endpoint, keys } = service.signUp()
    const answer = await pushTo(
      { endpoint: endpoint.replace('127.0.0.1', 'localhost'), ...keys },
      pushMessage(sample()),
      { keys: makeVapidKeys(), baseUrl: PUBLIC_URL, reach, signal: AbortSignal.timeout(60_000) },
    )
    expect(answer).toEqual({
      state: 'failed',
      failure: 'its push service cannot be reached: ENOTPUBLIC',
      pauseMs: null,
    })
  })

  test('is not asked either where it has been signed up before it was forbidden', async () => {
    const service = await startPushService()
    const { endpoint, keys } = service.signUp()
    const answer = await pushTo({ endpoint, ...keys }, pushMessage(sample()), {
      keys: makeVapidKeys(),
      baseUrl: PUBLIC_URL,
      reach: publicReach,
      signal: AbortSignal.timeout(60_000),
    })
    expect(answer).toMatchObject({
      state: 'failed',
      failure: expect.stringMatching(/^its address/),
    })
  })
})

function point(): string {
  return createECDH('prime256v1').generateKeys('base64url')
}

function sample(change: { call_sid?: string; kind?: string } = {}): Notice {
  const call = { final_decision: null, transfer_status: 'busy', call_type: null }
  const told = {
    kind: 'missed',
    at: '2026-11-26T09:00:00.000Z',
    call_sid: 'CA1',
    ...call,
    ...change,
  }
  return noticeOf(told, { name: null, number: null, words: null, baseUrl: PUBLIC_URL })
}

/** The channel by itself, with these browsers. */
async function pushOf(
  { reach }: PushService,
  browsers: Subscriber[],
  { patienceMs }: { patienceMs?: number } = {},
) {
  const database = openSqlite(await temporaryFile())
  onTestFinished(() => database.close())
  await migrate(database.queries)
  for (const [index, { endpoint, keys }] of browsers.entries()) {
    const given = { id: String(index), endpoint, ...keys, device: 'Browser' }
    await saveSubscription(database, given, new Date().toISOString())
  }
  const channel = createPush({
    database,
    keys: makeVapidKeys(),
    baseUrl: PUBLIC_URL,
    reach,
    now: () => new Date(),
    ...(patienceMs !== undefined && { patienceMs }),
  })
  return {
    send: (signal = AbortSignal.timeout(60_000)) => channel.send(sample(), signal),
  }
}

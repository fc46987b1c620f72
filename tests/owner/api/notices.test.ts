/** What the owner does about notices over REST: the whole app, with a server for each channel. */
import { setTimeout as later } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { MOTHER, STRANGER, temporaryFile, verdict } from '../../support/concierge.ts'
import { startSmtp } from '../../support/mailbox.ts'
import { createManaged } from '../../support/management.ts'
import { startReceiver, type Receiver } from '../../support/receiver.ts'

const OFTEN = { everyMs: 10 }
const ACCOUNT = `AC${'0'.repeat(32)}`

async function withNtfy(
  settings: Record<string, string> = {},
  { ntfy, ...options }: { ntfy?: Receiver; now?: () => Date } = {},
) {
  const server = ntfy ?? (await startReceiver())
  const managed = await createManaged({
    settings: { NTFY_URL: `${server.url}/a-secret-topic`, NTFY_TOKEN: 'tk_secret', ...settings },
    contacts: [MOTHER],
    screener: () => verdict('transfer', 'One moment.'),
    notices: OFTEN,
    ...options,
  })
  const { api, phone, database } = managed
  return {
    ...managed,
    ntfy: server,
    async missed(): Promise<string> {
      const caller = await phone.ring({ from: MOTHER.phoneNumber })
      await caller.dialEnds('busy')
      await caller.hangUp()
      return caller.callSid
    },
    setting: async (name: string) =>
      (await api.get('/notices/settings')).body.settings.find(
        (one: { name: string }) => one.name === name,
      ),
    deliveries: () => database.queries.selectFrom('deliveries').selectAll().execute(),
  }
}

describe('The last notices', () => {
  test('are listed newest first, a page at a time, with what came of each', async () => {
    const { api, missed, ntfy, deliveries, phone } = await withNtfy()
    const first = await missed()
    await expect.poll(async () => (await deliveries())[0]?.state).toBe('sent')
    ntfy.answer = () => 503
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('fire')
    await expect.poll(async () => (await deliveries())[1]?.failure).toBe('answers 503')
    const { body } = await api.get('/notices?limit=1')
    expect(body.notices).toMatchObject([
      {
        call_sid: caller.callSid,
        kind: 'urgent',
        title: 'Urgent: a caller is being put through',
        deliveries: [{ channel: 'ntfy', state: 'waiting', attempts: 1, failure: 'answers 503' }],
      },
    ])
    const next = await api.get(`/notices?limit=1&cursor=${body.next_cursor}`)
    expect(next.body).toMatchObject({
      notices: [{ call_sid: first, title: 'You missed Mom', deliveries: [{ state: 'sent' }] }],
      next_cursor: null,
    })
    expect((await api.get('/notices?state=sent')).body.notices).toHaveLength(1)
    const { notices } = (await api.get(`/notices?call_sid=${first}`)).body
    expect(notices).toMatchObject([{ call_sid: first }])
    expect(JSON.stringify([body, next.body])).not.toMatch(/0123|0111|secret|127\.0/)
  })

  test('of a call that is erased name nobody, and were not sent', async () => {
    const { api, missed, ntfy, deliveries } = await withNtfy()
    ntfy.answer = () => 503
    const sid = await missed()
    await expect.poll(async () => (await deliveries())[0]?.failure).toBe('answers 503')
    expect((await api.delete(`/conversations/${sid}`)).status).toBe(204)
    expect((await api.get('/notices')).body.notices).toMatchObject([
      { title: 'You missed a caller', deliveries: [{ state: 'dropped' }] },
    ])
  })

  test('that were given up are tried once more, and no others', async () => {
    let time = Date.parse('2026-11-26T12:00:00Z')
    const { api, missed, ntfy, deliveries } = await withNtfy({}, { now: () => new Date(time) })
    ntfy.answer = () => 503
    await missed()
    await expect.poll(async () => (await deliveries())[0]?.failure).toBe('answers 503')
    const early = await api.post('/notices/1/retry', { channel: 'ntfy' })
    expect(early.status).toBe(409)
    expect(early.body.detail).toContain('It is waiting')
    time += 25 * 3_600_000
    await expect.poll(async () => (await deliveries())[0]?.state).toBe('given up')
    ntfy.answer = () => 200
    const { status, body } = await api.post('/notices/1/retry', { channel: 'ntfy' })
    expect(status).toBe(200)
    expect(body.deliveries).toMatchObject([{ channel: 'ntfy', state: 'waiting' }])
    await expect.poll(async () => (await deliveries())[0]?.state).toBe('sent')
    expect((await api.post('/notices/1/retry', { channel: 'ntfy' })).status).toBe(409)
    expect((await api.post('/notices/2/retry', { channel: 'ntfy' })).status).toBe(404)
  })

  test('are not tried again by a channel that is told of them no more', async () => {
    const { api, missed, database, deliveries } = await withNtfy()
    await missed()
    await expect.poll(async () => (await deliveries())[0]?.state).toBe('sent')
    await database.queries.updateTable('deliveries').set({ state: 'given up' }).execute()
    await api.patch('/notices/settings', { NOTIFY_NTFY: 'urgent' })
    const { status, body } = await api.post('/notices/1/retry', { channel: 'ntfy' })
    expect([status, body.detail]).toEqual([409, expect.stringContaining('is not told of this')])
  })
})

describe('What is told', () => {
  test('says of each setting what it is and who says so', async () => {
    const { api, setting } = await withNtfy({ QUIET_HOURS: '22:00-7:00' })
    const { body } = await api.get('/notices/settings')
    expect(body.channels).toMatchObject([
      {
        name: 'ntfy',
        is_set_up: true,
        missing: null,
        told: ['urgent', 'missed', 'message', 'asking'],
      },
      {
        name: 'push',
        is_set_up: false,
        missing: null,
        told: ['urgent', 'missed', 'message', 'asking'],
      },
      { name: 'email', is_set_up: false, missing: 'SMTP_URL and EMAIL_TO are missing' },
      { name: 'webhook', is_set_up: false, missing: 'WEBHOOK_URL is missing' },
      { name: 'apprise', is_set_up: false },
      { name: 'sms', missing: 'TWILIO_ACCOUNT_SID is missing' },
    ])
    expect(await setting('NOTIFY_NTFY')).toMatchObject({
      value: 'urgent,missed,message,asking',
      from: 'default',
    })
    expect(await setting('QUIET_HOURS')).toMatchObject({
      value: '22:00-07:00',
      from: 'environment',
    })
    expect(JSON.stringify(body)).not.toMatch(/secret|127\.0/)
  })

  test('is changed while it runs, kept through a restart, and goes back to the environment', async () => {
    const file = await temporaryFile()
    const { api, missed, ntfy, setting, deliveries, database } = await withNtfy({
      SQLITE_DB_PATH: file,
      NOTIFY_NTFY: 'missed',
    })
    const changed = await api.patch('/notices/settings', {
      NOTIFY_NTFY: 'urgent, turned-away',
      NOTICE_DETAIL: 'full',
    })
    expect(changed.status).toBe(200)
    expect(await setting('NOTIFY_NTFY')).toMatchObject({
      value: 'urgent,turned-away',
      from: 'console',
      otherwise: 'missed',
      changed_at: expect.stringMatching(/^\d{4}-/),
    })
    await missed()
    await expect
      .poll(() =>
        database.queries
          .selectFrom('notices')
          .select('id')
          .where('routed_at', 'is not', null)
          .execute(),
      )
      .toHaveLength(1)
    expect(await deliveries()).toEqual([])

    const again = await withNtfy({ SQLITE_DB_PATH: file, NOTIFY_NTFY: 'missed' }, { ntfy })
    expect(await again.setting('NOTIFY_NTFY')).toMatchObject({ value: 'urgent,turned-away' })
    await again.api.patch('/notices/settings', { NOTIFY_NTFY: null })
    expect(await again.setting('NOTIFY_NTFY')).toMatchObject({
      value: 'missed',
      from: 'environment',
      changed_at: null,
    })
    await again.missed()
    await expect.poll(() => ntfy.posted.length).toBe(1)
    expect(ntfy.posted[0]!.json.message).toContain(MOTHER.phoneNumber)
  })

  test('is followed by every other process within its next look', async () => {
    const file = await temporaryFile()
    const ntfy = await startReceiver()
    const one = await withNtfy({ SQLITE_DB_PATH: file }, { ntfy })
    const other = await withNtfy({ SQLITE_DB_PATH: file }, { ntfy })
    await one.missed()
    await expect.poll(() => ntfy.posted.length).toBe(1)
    await one.api.patch('/notices/settings', { NOTIFY_NTFY: 'none' })
    await expect.poll(async () => (await other.setting('NOTIFY_NTFY')).value).toBe('none')
    await other.missed()
    await expect
      .poll(() =>
        one.database.queries
          .selectFrom('notices')
          .select('id')
          .where('routed_at', 'is', null)
          .execute(),
      )
      .toEqual([])
    expect(ntfy.posted).toHaveLength(1)
    expect(await one.deliveries()).toHaveLength(1)
  })

  test('that is wished for no more is not sent, though it was waiting', async () => {
    const { api, missed, ntfy, deliveries, database } = await withNtfy()
    ntfy.answer = () => 503
    await missed()
    await expect.poll(async () => (await deliveries())[0]?.failure).toBe('answers 503')
    await api.patch('/notices/settings', { NOTIFY_NTFY: 'urgent' })
    ntfy.answer = () => 200
    const tries = ntfy.posted.length
    await database.queries
      .updateTable('deliveries')
      .set({ due_at: new Date().toISOString() })
      .execute()
    await expect.poll(async () => (await deliveries())[0]?.state).toBe('dropped')
    expect(ntfy.posted).toHaveLength(tries)
  })

  test('is sent to its end where it changes meanwhile, once', async () => {
    const { api, missed, ntfy, deliveries } = await withNtfy()
    const { promise: answering, resolve: answer } = Promise.withResolvers<number>()
    ntfy.answer = () => answering
    await missed()
    await expect.poll(() => ntfy.posted.length).toBe(1)
    for (const detail of ['full', 'brief', 'full'])
      expect((await api.patch('/notices/settings', { NOTICE_DETAIL: detail })).status).toBe(200)
    answer(200)
    await expect.poll(deliveries).toMatchObject([{ state: 'sent', attempts: 1 }])
    ntfy.answer = () => 200
    await missed()
    await expect.poll(() => ntfy.posted.length).toBe(2)
    expect(ntfy.posted[1]!.body).toContain(MOTHER.phoneNumber)
  })

  test('waits where quiet hours begin, and comes where they are lifted', async () => {
    const now = () => new Date('2026-11-26T23:00:00Z')
    const { api, missed, ntfy, deliveries } = await withNtfy({ QUIET_HOURS: 'none' }, { now })
    await api.patch('/notices/settings', { QUIET_HOURS: '22:00-07:00' })
    await missed()
    await expect.poll(async () => (await deliveries())[0]?.due_at).toBe('2026-11-27T07:00:00.000Z')
    expect(ntfy.posted).toEqual([])
    await api.patch('/notices/settings', { QUIET_HOURS: null })
    await missed()
    await expect.poll(() => ntfy.posted.length).toBe(1)
  })

  test('can turn a text on, where Twilio is set up', async () => {
    const { setting, api } = await withNtfy({ TWILIO_ACCOUNT_SID: ACCOUNT })
    expect((await api.get('/notices/settings')).body.channels.at(-1)).toMatchObject({
      name: 'sms',
      is_set_up: false,
      missing: null,
    })
    const { body } = await api.patch('/notices/settings', { NOTIFY_SMS: 'urgent' })
    expect(body.channels.find(({ name }: { name: string }) => name === 'sms')).toMatchObject({
      is_set_up: true,
      told: ['urgent'],
    })
    expect(await setting('NOTIFY_SMS')).toMatchObject({ from: 'console', otherwise: 'none' })
  })

  test.each([
    [{ NOTIFY_NTFY: 'gossip' }, '/NOTIFY_NTFY', /^write some of urgent/],
    [{ NOTIFY_EMAIL: 'all' }, '/NOTIFY_EMAIL', /^nothing goes by email: SMTP_URL/],
    [{ NOTIFY_SMS: 'urgent' }, '/NOTIFY_SMS', /TWILIO_ACCOUNT_SID: is missing/],
    [{ QUIET_HOURS: '22-7' }, '/QUIET_HOURS', /^write from when to when/],
    [{ NOTICE_DETAIL: 'most' }, '/NOTICE_DETAIL', /^write brief, or full/],
    [{ DIGEST: 'sms' }, '/DIGEST', /^write email or ntfy/],
    [{ DIGEST: 'email' }, '/DIGEST', /^nothing goes by email/],
    [{ DIGEST_AT: '25:00' }, '/DIGEST_AT', /^write a time of day/],
    [{ QUIET_HOURS: '' }, '/QUIET_HOURS', /^write a value, or null/],
  ])('refuses %j, and changes nothing', async (change, pointer, detail) => {
    const { api, setting } = await withNtfy()
    const { status, body } = await api.patch('/notices/settings', {
      ...change,
      NOTIFY_NTFY: 'NOTIFY_NTFY' in change ? change.NOTIFY_NTFY : 'none',
    })
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ pointer, detail: expect.stringMatching(detail) }])
    expect((await setting('NOTIFY_NTFY')).from).toBe('default')
  })

  test.each([{}, { NTFY_URL: 'https://ntfy.sh/x' }, { NTFY_TOKEN: 'x' }, { QUIET_HOURS: 7 }])(
    'refuses %j: addresses and secrets stay in the environment',
    async (change) => {
      const { api } = await withNtfy()
      expect((await api.patch('/notices/settings', change)).status).toBe(422)
    },
  )

  test('that does not fit any more gives way to the environment', async () => {
    const file = await temporaryFile()
    const { api } = await withNtfy({ SQLITE_DB_PATH: file })
    await api.patch('/notices/settings', { NOTIFY_NTFY: 'none', QUIET_HOURS: '22:00-07:00' })
    const without = await withNtfy(
      { SQLITE_DB_PATH: file, NTFY_URL: '', NTFY_TOKEN: '' },
      { ntfy: await startReceiver() },
    )
    expect(await without.setting('NOTIFY_NTFY')).toMatchObject({ from: 'default' })
    expect(await without.setting('QUIET_HOURS')).toMatchObject({ from: 'console' })
  })
})

test('what two change at once is what one of them says', async () => {
  const { api, setting } = await withNtfy()
  const answers = await Promise.all(
    ['21:00-07:00', '22:00-07:00', '23:00-07:00'].map((QUIET_HOURS) =>
      api.patch('/notices/settings', { QUIET_HOURS, NOTICE_DETAIL: 'full' }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect((await setting('QUIET_HOURS')).value).toMatch(/^2[123]:00-07:00$/)
})

describe('A test', () => {
  test('sends a sample by one channel or by all, and says what came of it', async () => {
    const mailbox = await startSmtp({ isRefusing: true })
    const { api, ntfy } = await withNtfy({
      SMTP_URL: `smtp://${mailbox.host}`,
      EMAIL_TO: 'me@example.com',
    })
    const one = await api.post('/notices/test', { channel: 'ntfy' })
    expect(one.body).toEqual({ tried: [{ channel: 'ntfy', taken: true, failure: null }] })
    expect(ntfy.posted[0]!.json).toMatchObject({ title: 'A test of your notices' })
    const { body } = await api.post('/notices/test', {})
    expect(body.tried).toEqual([
      { channel: 'ntfy', taken: true, failure: null },
      { channel: 'email', taken: false, failure: 'refuses the e-mail with 452' },
    ])
  })

  test('of a channel that is not set up says so', async () => {
    const { api } = await createManaged()
    expect((await api.post('/notices/test', { channel: 'email' })).status).toBe(409)
    expect((await api.post('/notices/test', {})).body.detail).toContain('NTFY_URL is the quickest')
  })
})

test('a digest is turned on while it runs, and shown with what came of it', async () => {
  let time = Date.parse('2026-11-25T12:00:00Z')
  const { api, missed, ntfy } = await withNtfy({}, { now: () => new Date(time) })
  await api.patch('/notices/settings', { DIGEST: 'ntfy', DIGEST_AT: '13:00', NOTIFY_NTFY: 'none' })
  const digests = async () => (await api.get('/notices/settings')).body.digests
  await expect.poll(digests).toMatchObject([{ channel: 'ntfy', state: 'nothing' }])
  await missed()
  time += 3_600_000
  await expect.poll(() => ntfy.posted.length).toBe(1)
  await expect.poll(digests).toMatchObject([{ day: '2026-11-25', state: 'sent', failure: null }])
  // Set to a time that is over today, it comes tomorrow.
  await missed()
  time += 23 * 3_600_000
  await api.patch('/notices/settings', { DIGEST_AT: '08:00' })
  await later(100)
  expect(await digests()).toMatchObject([{ day: '2026-11-25' }])
  expect(ntfy.posted).toHaveLength(1)
  time += 20 * 3_600_000
  await expect.poll(() => ntfy.posted.length).toBe(2)
  await expect.poll(digests).toMatchObject([{ day: '2026-11-27', state: 'sent' }])
})

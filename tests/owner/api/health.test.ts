import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startServer } from '../../../server/serve.ts'
import { AUTH_TOKEN, SETTINGS, temporaryFile } from '../../support/concierge.ts'
import { createManaged, KEY } from '../../support/management.ts'
import { leadingTo } from '../../doctor/surveyed.ts'

const SHARED = randomBytes(32).toString('base64')

const SECRETS = {
  SMTP_URL: 'smtps://robin:f3a91c27e5b84d06@smtp.example.com',
  EMAIL_TO: 'robin@example.com',
  WEBHOOK_URL: 'https://hooks.example.com/in/9b2e4f',
  WEBHOOK_SECRET: `whsec_${SHARED}`,
  NTFY_URL: 'https://ntfy.example.com/concierge-5d81',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
  OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20b81c0d',
}

describe('GET /health', () => {
  test('looks at all, or at what is named, and tells no secret', async () => {
    const outside = {
      lookup: async () => ['8.8.8.8'],
      fetch: (url: string | URL, init: RequestInit) => toUs.fetch(url, init),
    }
    const { api, app } = await createManaged({ settings: SECRETS, outside })
    const toUs = leadingTo(app)
    const { status, body, text } = await api.get(
      '/health?only=settings,database,disk,address,signature,forwarding,notices,time_zone,versions',
    )
    expect(status).toBe(200)
    const states = Object.fromEntries(
      (body.checks as { name: string; state: string }[]).map(({ name, state }) => [name, state]),
    )
    expect(states).toMatchObject({
      database: 'ok',
      address: 'ok',
      signature: 'ok',
      forwarding: 'not_checked',
      notices: 'ok',
    })
    expect(body.state).toBe('warn')
    for (const secret of [AUTH_TOKEN, KEY, 'f3a91c27e5b84d06', SHARED, '5d81', '9b2e4f'])
      expect(text).not.toContain(secret)
    const named = await api.get('/health?only=disk, database')
    expect(named.body.checks.map(({ name }: { name: string }) => name)).toEqual([
      'disk',
      'database',
    ])
    expect((await api.get('/health?only=everything')).status).toBe(422)
  })

  test('is for the owner alone', async () => {
    const { api } = await createManaged()
    for (const path of ['/health', '/settings'])
      expect((await api.get(path, { key: null })).status).toBe(401)
  })

  test('whoever asks meanwhile hears of the same look', async () => {
    let asked = 0
    let answer = (): void => undefined
    const answered = new Promise<void>((resolve) => (answer = resolve))
    const { api } = await createManaged({
      outside: {
        lookup: async () => ['8.8.8.8'],
        fetch: async () => {
          asked++
          await answered
          return Response.json({ status: 'ok' })
        },
      },
    })
    const both = [api.get('/health?only=address'), api.get('/health?only=address')]
    await expect.poll(() => asked).toBe(1)
    answer()
    const found = await Promise.all(both)
    expect(found.map(({ body }) => body.checks[0].state)).toEqual(['warn', 'warn'])
    expect(asked).toBe(1)
  })
})

describe('GET /settings', () => {
  test('tells what counts and where it came from, and of secrets only that they are set', async () => {
    const { api } = await createManaged({
      settings: SECRETS,
      cameFrom: { OWNER_NAME: '.env', TWILIO_AUTH_TOKEN: 'key vault', LANGUAGE: '.env' },
    })
    const { body, text } = await api.get('/settings')
    const settings = body.settings as { name: string; value: string | null; from: string }[]
    const one = (name: string) => settings.find((setting) => setting.name === name)
    expect(one('TWILIO_AUTH_TOKEN')).toEqual({
      name: 'TWILIO_AUTH_TOKEN',
      value: null,
      is_set: true,
      is_default: false,
      is_secret: true,
      from: 'key vault',
    })
    expect(one('REAL_PHONE_NUMBER')).toMatchObject({ value: '+14155550100', from: 'environment' })
    // It is not set, whatever `.env` might have said.
    expect(one('LANGUAGE')).toMatchObject({ value: 'en-US', is_set: false, from: 'default' })
    expect(one('MAX_TURNS')).toMatchObject({ value: '3', from: 'default' })
    expect(one('VOICE')).toMatchObject({ value: expect.stringMatching(/./), from: 'default' })
    expect(one('NOTIFY_EMAIL')).toMatchObject({ value: 'urgent,missed,message,asking' })
    expect(one('OTEL_EXPORTER_OTLP_ENDPOINT')).toMatchObject({ value: 'http://127.0.0.1:4318' })
    for (const secret of [AUTH_TOKEN, KEY, 'f3a91c27e5b84d06', SHARED, '5d81', '9b2e4f', 'b81c0d'])
      expect(text).not.toContain(secret)
  })

  test('knows what somebody has set to what it is anyway, as whoever copies .env.example', async () => {
    const set = { MAX_TURNS: '3', BACKUP_KEEP: '7', LOG_PII: 'FALSE', OWNER_NAME: 'Robin' }
    const { api } = await createManaged({ settings: set })
    const { settings } = (await api.get('/settings')).body as {
      settings: { name: string; is_default: boolean; from: string }[]
    }
    const told = Object.keys(set).map((name) => settings.find((one) => one.name === name)!)
    expect(told.map(({ is_default: isDefault }) => isDefault)).toEqual([true, false, true, false])
    expect(told.every(({ from }) => from === 'environment')).toBe(true)
  })

  test('what was changed on the console counts', async () => {
    const { api } = await createManaged()
    await api.patch('/notices/settings', { QUIET_HOURS: '22:00-07:00' })
    await api.patch('/hours', { text: 'sat-sun=after-hours; else=concierge' })
    const { settings } = (await api.get('/settings')).body
    expect(settings).toContainEqual(
      expect.objectContaining({ name: 'QUIET_HOURS', value: '22:00-07:00', from: 'console' }),
    )
    expect(settings).toContainEqual(
      expect.objectContaining({
        name: 'HOURS',
        value: 'sat,sun=after-hours; else=concierge',
        from: 'console',
      }),
    )
  })

  test('a server knows what of it came from its file', async () => {
    const file = await temporaryFile()
    const server = await startServer(
      { ...SETTINGS, SQLITE_DB_PATH: file, PORT: '0', OWNER_NAME: 'Robin' },
      { fromFile: new Set(['OWNER_NAME']) },
    )
    try {
      const headers = { authorization: `Bearer ${KEY}` }
      const answer = await fetch(`${server.url}/settings`, { headers })
      expect(((await answer.json()) as { settings: object[] }).settings).toContainEqual({
        name: 'OWNER_NAME',
        value: 'Robin',
        is_set: true,
        is_default: false,
        is_secret: false,
        from: '.env',
      })
    } finally {
      await server.stop()
    }
  })
})

import { createECDH } from 'node:crypto'
import { calendarOf } from '../../../server/basics/calendar.ts'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { createConcierge, KEYLESS, MOTHER, STRANGER } from '../../support/concierge.ts'
import {
  connectedFrom,
  createApi,
  createManaged,
  KEY,
  type ApiRequest,
} from '../../support/management.ts'
import { startReceiver } from '../../support/receiver.ts'

const METHODS = ['get', 'post', 'patch', 'put', 'delete']
const CONTACT = { phone_number: '+14155550112', contact_name: 'Dad' }
const CSV = { body: 'phone,name\n+14155550113,Ann', headers: { 'content-type': 'text/csv' } }

/** One that signs up for web push. */
const browser = (name: string) => ({
  endpoint: `https://push.example.com/${name}`,
  keys: {
    p256dh: createECDH('prime256v1').generateKeys('base64url'),
    auth: Buffer.alloc(16, 7).toString('base64url'),
  },
})

/** `GET /exceptions 200` and so on: everything that the document says can be answered. */
function described(document: { paths: object }): string[] {
  return Object.entries(document.paths as Record<string, Record<string, { responses: object }>>)
    .flatMap(([path, operations]) =>
      METHODS.flatMap((method) =>
        Object.keys(operations[method]?.responses ?? {}).map(
          (status) => `${method.toUpperCase()} ${path} ${status}`,
        ),
      ),
    )
    .sort()
}

/** All that have this name, wherever they are. */
function valuesOf(part: unknown, name: string): string[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) =>
    key === name && typeof value === 'string' ? [value] : valuesOf(value, name),
  )
}

describe('/openapi.json', () => {
  test('is valid OpenAPI 3.1', async () => {
    const { api } = await createManaged()
    const { valid, errors } = await new Validator().validate(structuredClone(api.document))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(api.document.openapi).toBe('3.1.0')
  })

  test('describes every route of the management API but those that show it', async () => {
    const { createManagement } = await import('../../../server/owner/api/management.ts')
    const { api } = await createManaged()
    const { routes } = createManagement({
      corsOrigins: [],
      calendar: calendarOf('UTC'),
      database: {},
      push: {},
      listDesk: {},
    } as never)
    const registered = routes
      .filter(({ method, path }) => method !== 'ALL' && !/^\/(docs|openapi)/.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    const documented = new Set(described(api.document).map((one) => one.replace(/ \d+$/, '')))
    expect([...documented].sort()).toEqual([...new Set(registered)].sort())
  })

  test('has no pattern that others would read in another way', async () => {
    const { api } = await createManaged()
    const patterns = new Set(valuesOf(api.document, 'pattern'))
    expect(patterns.size).toBeGreaterThan(1)
    for (const pattern of patterns) {
      // A flag has become part of it where something follows its end; what is behind `\\p` or `(?` not all have.
      expect(pattern).toMatch(/^\^.*\$$/)
      expect(pattern).not.toMatch(/\\[pPuUkdDwWsS]|\(\?/)
      expect(() => [new RegExp(pattern), new RegExp(pattern, 'u')]).not.toThrow()
    }
  })

  test('names each operation, once', async () => {
    const { api } = await createManaged()
    const operations = Object.values(api.document.paths).flatMap((path) => Object.values(path))
    const names = operations.map((one) => (one as { operationId?: string }).operationId)
    expect(new Set(names).size).toBe(operations.length)
    expect(names).not.toContain(undefined)
  })

  /** Each answer is compared by `createApi`; here all that the document promises has to come about. */
  test('agrees with what every route answers, in every status that it describes', async () => {
    const ntfy = await startReceiver()
    const settings = {
      NTFY_URL: `${ntfy.url}/owner`,
      NOTIFY_NTFY: 'all',
      // Where nobody listens.
      FTC_URL: 'http://127.0.0.1:9',
      PHONEBLOCK_KEY: 'a-key-that-nobody-has',
      PHONEBLOCK_URL: 'http://127.0.0.1:9',
    }
    const managed = await createManaged({ contacts: [MOTHER], settings, notices: { everyMs: 10 } })
    const { api, phone, database } = managed
    const over = await phone.ring({ from: STRANGER })
    await over.hangUp()
    const ended = await phone.ring({ from: STRANGER })
    await ended.hangUp()
    await expect.poll(() => ntfy.posted.length).toBe(2)
    const going = await phone.ring({ from: STRANGER })

    // Well done.
    await api.get('/exceptions?limit=1&category=family')
    await api.post('/exceptions', CONTACT)
    await api.patch('/exceptions/+14155550112', { category: 'family' })
    await api.get('/exceptions/check/+14155550112')
    await api.get('/exceptions/check/+14155550119')
    await api.get('/exceptions/export')
    await api.get('/exceptions/export?format=vcf')
    await api.send('POST', '/exceptions/import', CSV)
    await api.delete('/exceptions/+14155550112')
    await api.get('/conversations?tab=missed&kind=sales&dial=busy&corrected=true')
    await api.get('/inbox')
    await api.patch(`/conversations/${going.callSid}`, { done: true, owner_verdict: 'transfer' })
    await api.get(`/conversations/${going.callSid}?include=journal`)
    await api.get(`/conversations/${going.callSid}/decision`)
    await api.post(`/conversations/${going.callSid}/decision`, { choice: 'say', words: 'Who?' })
    await api.delete(`/conversations/${over.callSid}`)
    await api.get('/push')
    const { id } = (await api.post('/push/subscriptions', browser('a'))).body as { id: string }
    await api.delete(`/push/subscriptions/${id}`)
    for (const path of ['/test-db', '/stats', '/metrics']) await api.get(path)
    await api.get('/notices?state=given_up&limit=1')
    await api.get('/notices/settings')
    await api.patch('/notices/settings', { QUIET_HOURS: '22:00-07:00' })
    await api.post('/notices/test', { channel: 'ntfy' })
    await database.queries
      .updateTable('deliveries')
      .set({ state: 'given up' })
      .where('notice_id', '=', 1)
      .execute()
    await api.post('/notices/1/retry', { channel: 'ntfy' })
    await api.get('/lists')
    await api.get('/address-book')
    const list = { body: '+14155550190', headers: { 'content-type': 'text/csv' } }
    await api.send('POST', '/lists/own/import?act_as=blocked', list)
    await api.patch('/lists/own', { act_as: 'doubtful' })
    await api.post('/lists/own/update', {})
    await api.delete('/lists/own')
    await api.post('/lists/ftc/update', {})
    await api.get('/health?only=disk')
    await api.get('/settings')
    await api.get('/hours')
    await api.patch('/hours', { quiet: { minutes: 30 } })
    for (const _ of [1, 2]) await api.post('/blocks', { prefix: '+1900' })
    await api.get('/blocks')
    await api.get('/standing?q=Mom')
    await api.post('/standing/week', { block: { prefix: '+1 415' } })
    await api.delete('/blocks/1')
    await api.post('/passes', { minutes: 30 })
    await api.get('/passes')
    await api.delete('/passes/1')
    await api.delete('/sessions')

    // Badly asked.
    await api.get('/notices?state=lost')
    await api.get('/notices?cursor=x')
    await api.post('/notices/1/retry', { channel: 'email' })
    await api.post('/notices/1/retry', { channel: 'ntfy' })
    await api.post('/notices/test', { channel: 'email' })
    await api.send('POST', '/lists/ftc/import', list)
    await api.send('POST', '/lists/own/import', { ...list, body: 'phone\n' })
    await api.send('POST', '/lists/own/import', { ...list, body: ' '.repeat(17 * 2 ** 20) })
    await api.delete('/lists/phoneblock')
    await api.delete('/lists/X')
    await api.delete('/lists/lost')
    await api.patch('/lists/lost', { act_as: 'blocked' })
    await api.post('/lists/lost/update', {})
    await api.get('/health?only=luck')
    await api.get('/hours?at=noon')
    await api.get('/blocks?kind=nobody')
    await api.get('/standing')
    await api.get('/blocks?cursor=x')
    for (const path of ['/blocks', '/passes'])
      for (const which of ['1', 'x']) await api.delete(`${path}/${which}`)
    for (let one = 0; one <= 50; one++) await api.post('/passes', { minutes: 30 })
    await api.get('/exceptions?limit=0')
    await api.get('/exceptions?cursor=x')
    await api.get('/exceptions/check/12')
    await api.get('/exceptions/export?format=pdf')
    await api.get('/conversations?limit=0')
    await api.get('/conversations?cursor=x')
    await api.get('/inbox?dial=x')
    await api.patch('/conversations/CA00', { done: true })
    await api.get('/conversations/CA00')
    await api.get('/conversations/no-sid!')
    await api.get('/conversations/CA00/decision')
    await api.get('/conversations/no-sid!/decision')
    await api.post('/conversations/CA00/decision', { choice: 'put_through' })
    await api.post(`/conversations/${ended.callSid}/decision`, { choice: 'put_through' })
    await api.get('/stats?from=2020-01-01')
    await api.delete('/conversations/CA00')
    await api.delete('/conversations/no-sid!')
    await api.delete(`/conversations/${going.callSid}`)
    for (let more = 0; more <= 20; more++)
      await api.post('/push/subscriptions', browser(String(more)))
    await api.delete(`/push/subscriptions/${id}`)
    await api.delete('/push/subscriptions/x')
    await api.delete('/exceptions/12')
    await api.delete('/exceptions/+14155550119')
    await api.post('/exceptions', { phone_number: MOTHER.phoneNumber, contact_name: 'Mom' })
    await api.patch('/exceptions/+14155550119', { category: 'family' })
    for (const [method, path] of [
      ['POST', '/exceptions'],
      ['PATCH', '/exceptions/+14155550112'],
      ['PATCH', `/conversations/${going.callSid}`],
      ['POST', `/conversations/${going.callSid}/decision`],
      ['PATCH', '/notices/settings'],
      ['PATCH', '/hours'],
      ['POST', '/blocks'],
      ['POST', '/passes'],
      ['POST', '/standing/week'],
      ['POST', '/notices/test'],
      ['POST', '/notices/1/retry'],
      ['POST', '/push/subscriptions'],
      ['PATCH', '/lists/ftc'],
      ['POST', '/lists/ftc/update'],
    ] as const)
      for (const body of ['{', '{"x":1}', `"${'x'.repeat(70_000)}"`])
        await api.send(method, path, { body })
    for (const [method, path] of [
      ['POST', '/exceptions'],
      ['PATCH', '/exceptions/+14155550112'],
      ['PATCH', `/conversations/${going.callSid}`],
      ['POST', `/conversations/${going.callSid}/decision`],
      ['POST', '/exceptions/import'],
      ['PATCH', '/notices/settings'],
      ['PATCH', '/hours'],
      ['POST', '/blocks'],
      ['POST', '/passes'],
      ['POST', '/standing/week'],
      ['POST', '/notices/test'],
      ['POST', '/notices/1/retry'],
      ['POST', '/push/subscriptions'],
      ['PATCH', '/lists/ftc'],
      ['POST', '/lists/ftc/update'],
      ['POST', '/lists/own/import'],
    ] as const)
      await api.send(method, path, { body: '<x>', headers: { 'content-type': 'text/html' } })
    await api.send('POST', '/exceptions/import', { ...CSV, body: 'phone,name\n' })
    await api.send('POST', '/exceptions/import', { ...CSV, body: ' '.repeat(9 * 2 ** 20) })

    // By somebody else, by somebody who tries, and while the database is away.
    const open = await createApi((await createConcierge({ settings: KEYLESS })).app, KEY)
    const everywhere = async (request: ApiRequest, to = api) => {
      for (const path of Object.keys(api.document.paths))
        for (const method of METHODS.filter((one) => one in api.document.paths[path]!))
          await to.send(method.toUpperCase(), path.replace(/\{[^}]+\}/, '+14155550112'), request)
    }
    await everywhere({ key: null })
    await everywhere({ key: 'somebody-elses-key' })
    await everywhere({ key: 'somebody-elses-key' })
    await everywhere({ from: '203.0.113.7' }, open)
    await database.close()
    await api.get('/exceptions')
    await api.post('/exceptions', CONTACT)
    await api.patch('/exceptions/+14155550112', { category: 'family' })
    await api.delete('/exceptions/+14155550112')
    await api.get('/exceptions/check/+14155550112')
    await api.get('/exceptions/export')
    await api.send('POST', '/exceptions/import', CSV)
    await api.get('/conversations')
    await api.get('/inbox')
    await api.get('/push')
    await api.post('/push/subscriptions', browser('a'))
    await api.delete(`/push/subscriptions/${id}`)
    await api.get('/conversations/CA00')
    await api.patch('/conversations/CA00', { done: true })
    await api.get('/conversations/CA00/decision')
    await api.post('/conversations/CA00/decision', { choice: 'put_through' })
    await api.delete('/conversations/CA00')
    for (const path of ['/test-db', '/stats', '/metrics']) await api.get(path)
    await api.get('/notices')
    await api.get('/notices/settings')
    await api.get('/hours')
    await api.patch('/hours', { quiet: null })
    await api.get('/standing?q=Mom')
    await api.post('/standing/week', {})
    for (const path of ['/blocks', '/passes']) {
      await api.get(path)
      await api.post(path, path === '/blocks' ? { country: 'GB' } : { minutes: 30 })
      await api.delete(`${path}/1`)
    }
    await api.patch('/notices/settings', { QUIET_HOURS: null })
    await api.post('/notices/test', {})
    await api.post('/notices/1/retry', { channel: 'ntfy' })
    await api.get('/lists')
    await api.get('/address-book')
    await api.send('POST', '/lists/own/import', list)
    await api.patch('/lists/own', { act_as: 'doubtful' })
    await api.post('/lists/ftc/update', {})
    await api.delete('/lists/own')

    expect([...new Set([...api.seen, ...open.seen])].sort()).toEqual(described(api.document))
  })
})

describe('/docs', () => {
  test('needs nothing from any other server', async () => {
    const { app } = await createConcierge({ settings: KEYLESS })
    const ask = (path: string) =>
      app.request(
        `http://127.0.0.1:8000${path}`,
        { headers: { host: '127.0.0.1:8000' } },
        connectedFrom('127.0.0.1'),
      )
    const page = await (await ask('/docs')).text()
    const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!)
    expect(loaded).toHaveLength(4)
    for (const url of loaded.filter((one) => !one.startsWith('data:'))) {
      const answer = await ask(`/${url}`)
      expect(answer.status).toBe(200)
      expect((await answer.text()).length).toBeGreaterThan(100)
    }
  })
})

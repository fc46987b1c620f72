/** What others' tools make of our description: a client that holds against it what it sends and what it gets. */
import { createECDH } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { createPhone } from '../../../server/phone/phone.ts'
import { startServer } from '../../../server/serve.ts'
import {
  AUTH_TOKEN,
  PUBLIC_URL,
  SETTINGS,
  STRANGER,
  temporaryFile,
} from '../../support/concierge.ts'
import type { OpenApiDocument } from '../../support/described-api.ts'
import { generateClient } from '../../support/generated-client.ts'
import { KEY } from '../../support/management.ts'
import { startReceiver } from '../../support/receiver.ts'

const CARD = 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoë O’Brien\r\nTEL:+14155550113\r\nEND:VCARD\r\n'

async function clientOfServer() {
  const [file, ntfy] = [await temporaryFile(), await startReceiver()]
  const { url, stop } = await startServer({
    ...SETTINGS,
    NTFY_URL: `${ntfy.url}/owner`,
    NOTIFY_NTFY: 'all',
    LINES: JSON.stringify([{ number: '+12125550143', label: 'Office', contacts: 'own' }]),
    // Where nobody listens.
    FTC_URL: 'http://127.0.0.1:9',
    ADMIN_API_KEY: KEY,
    HOST: '127.0.0.1',
    PORT: '0',
    SQLITE_DB_PATH: file,
  })
  onTestFinished(stop)
  const options = { headers: { authorization: `Bearer ${KEY}` } }
  const document = (await (await fetch(`${url}/openapi.json`, options)).json()) as OpenApiDocument
  const { operations, schemas } = await generateClient(document, url)
  const phone = createPhone({ url, publicUrl: PUBLIC_URL, authToken: AUTH_TOKEN })
  const asked = new Set<string>()

  return {
    document,
    phone,
    asked,
    schemas,
    /** As though no notice could be sent for a day. */
    async giveUpAll() {
      await expect.poll(() => ntfy.posted.length).toBeGreaterThan(0)
      await using database = openSqlite(file)
      const deliveries = () => database.queries.selectFrom('deliveries').select('state').execute()
      await expect.poll(deliveries).toEqual([{ state: 'sent' }])
      await database.queries.updateTable('deliveries').set({ state: 'given up' }).execute()
    },
    /** Gives the status and what was answered, which the client has found to be as described. */
    async ask(operation: string, ...args: unknown[]) {
      asked.add(operation)
      const { status, data } = await operations[operation]!(...args, options)
      return [status, data]
    },
  }
}

test('a generated client, with its validation on, can do all that the API can', async () => {
  const { ask, asked, schemas, phone, document, giveUpAll } = await clientOfServer()
  const call = await phone.ring({ from: STRANGER })
  const valid = (schema: string, value: object) => schemas[schema]!.parse(value)

  const [known, now] = await ask('readDecision', call.callSid)
  expect([known, now]).toMatchObject([200, { asked: false, choices: expect.any(Array) }])
  const spoken = valid('Decision', { choice: 'say', words: 'Who is it?' })
  expect(await ask('decide', call.callSid, spoken)).toMatchObject([200, { end_time: null }])
  await call.hangUp()

  const zoe = { phone_number: '+14155550112', contact_name: 'Zoë O’Brien 🎻', category: 'friend' }
  const office = valid('AddExceptionParams', { line: 'Office' })
  const added = await ask('addException', valid('AddExceptionBody', zoe), office)
  expect(added).toMatchObject([201, { ...zoe, line: 'Office' }])
  expect(await ask('listExceptions', {})).toMatchObject([200, { line: null, exceptions: [] }])
  const all = valid('ListExceptionsParams', { category: 'friend', limit: 5, line: 'Office' })
  expect(await ask('listExceptions', all)).toMatchObject([200, { exceptions: [zoe] }])
  const renamed = valid('ChangeExceptionBody', { contact_name: '王小明' })
  expect(await ask('changeException', zoe.phone_number, renamed, office)).toMatchObject([
    200,
    renamed,
  ])
  expect(await ask('checkException', zoe.phone_number, office)).toMatchObject([
    200,
    { found: true },
  ])
  expect(await ask('removeException', zoe.phone_number, office)).toEqual([204, undefined])
  const dryRun = valid('ImportExceptionsParams', { category: 'family', dry_run: true })
  expect(await ask('importExceptions', new Blob([CARD]), dryRun)).toMatchObject([200, { added: 1 }])
  const asCsv = valid('ExportExceptionsParams', {
    line: 'Office',
    format: 'csv',
    include_inactive: true,
  })
  const [exported, file] = await ask('exportExceptions', asCsv)
  expect([exported, await (file as Blob).text()]).toEqual([200, expect.stringContaining('王小明')])

  const listed = valid('ListConversationsParams', { caller: STRANGER, simulated: false, limit: 1 })
  const [status, page] = await ask('listConversations', listed)
  expect([status, page]).toMatchObject([200, { conversations: [{ call_sid: call.callSid }] }])
  const whole = valid('ReadConversationParams', { include: 'journal' })
  expect(await ask('readConversation', call.callSid, whole)).toMatchObject([200, { turns: [{}] }])
  const counted = valid('CountConversationsParams', { simulated: false })
  expect(await ask('countConversations', counted)).toMatchObject([200, { to_call_back: 0 }])
  const judged = valid('ChangeConversationBody', { done: true, owner_verdict: null })
  expect(await ask('changeConversation', call.callSid, judged)).toMatchObject([
    200,
    { owner_verdict: null },
  ])
  const [told, notices] = await ask('listNotices', valid('ListNoticesParams', { limit: 5 }))
  expect([told, notices]).toMatchObject([200, { notices: [{ call_sid: call.callSid }] }])
  expect(await ask('readNoticeSettings')).toMatchObject([200, { time_zone: 'UTC' }])
  const quiet = valid('NoticeSettingsChange', { QUIET_HOURS: '22:00-07:00', DIGEST: null })
  expect(await ask('changeNoticeSettings', quiet)).toMatchObject([
    200,
    { settings: expect.any(Array) },
  ])
  const byNtfy = valid('NoticeTest', { channel: 'ntfy' })
  expect(await ask('testNotices', byNtfy)).toMatchObject([200, { tried: [{ taken: true }] }])
  const [{ id }] = (notices as { notices: [{ id: number }] }).notices
  await giveUpAll()
  expect(await ask('retryNotice', id, byNtfy)).toMatchObject([200, { id }])
  expect(await ask('eraseConversation', call.callSid)).toEqual([204, undefined])
  const days = valid('ReadStatisticsParams', { simulated: true })
  expect(await ask('readStatistics', days)).toMatchObject([200, { calls: 1 }])
  expect(await ask('endSessions')).toEqual([204, undefined])
  const p256dh = createECDH('prime256v1').generateKeys('base64url')
  const keys = { p256dh, auth: Buffer.alloc(16, 7).toString('base64url') }
  const endpoint = 'https://push.example.com/a'
  const browser = valid('AddPushSubscriptionBody', { endpoint, keys, device: 'Safari on iPhone' })
  const [signedUp, device] = (await ask('addPushSubscription', browser)) as [number, { id: string }]
  expect(signedUp).toBe(201)
  expect(await ask('readPush')).toMatchObject([200, { subscriptions: [{ id: device.id }] }])
  expect(await ask('removePushSubscription', device.id)).toEqual([204, undefined])
  expect(await ask('testDatabase')).toMatchObject([200, { reachable: true }])
  expect(await ask('readMetrics')).toEqual([200, expect.stringContaining('concierge_turns_total')])

  const own = valid('ImportListParams', { act_as: 'blocked' })
  expect(await ask('importList', 'own', new Blob([STRANGER]), own)).toMatchObject([
    200,
    { list: { numbers: 1 }, failed: 0 },
  ])
  expect(await ask('getAddressBook')).toMatchObject([200, { is_set: false }])
  expect(await ask('listLists')).toMatchObject([200, { lists: [{ name: 'own' }] }])
  const milder = valid('ChangeListBody', { act_as: 'doubtful' })
  expect(await ask('changeList', 'own', milder)).toMatchObject([200, { act_as: 'doubtful' }])
  expect(await ask('removeList', 'own')).toEqual([204, undefined])
  expect(await ask('updateList', 'ftc', {})).toMatchObject([202, { name: 'ftc' }])
  const hours = valid('HoursChange', { quiet: { minutes: 30 } })
  expect(await ask('changeHours', hours)).toMatchObject([200, { now: { by: 'quiet' } }])
  const disk = valid('ExamineHealthParams', { only: 'disk' })
  expect(await ask('examineHealth', disk)).toMatchObject([200, { checks: [{ name: 'disk' }] }])
  expect(await ask('readSettings')).toMatchObject([200, { settings: expect.any(Array) }])
  const called = valid('ReadHoursParams', { called: STRANGER })
  expect(await ask('readHours', called)).toMatchObject([200, { time_zone: 'UTC' }])
  const premium = valid('GivenBlock', { prefix: '+1 900', note: 'dear' })
  expect(await ask('addBlock', premium)).toMatchObject([201, { id: 1, prefix: '+1900' }])
  const found = valid('ListBlocksParams', { q: 'dear', limit: 5 })
  expect(await ask('listBlocks', found)).toMatchObject([200, { blocks: [{ id: 1 }] }])
  const whom = valid('ReadStandingParams', { q: '+1 900' })
  expect(await ask('readStanding', whom)).toMatchObject([200, { callers: [{ number: '+1900' }] }])
  const unsaved = valid('UnsavedRules', { block: { country: 'US' }, hours: 'else=after-hours' })
  expect(await ask('foreseeWeek', unsaved)).toMatchObject([200, { changed: [] }])
  expect(await ask('removeBlock', 1)).toEqual([204, undefined])
  const courier = valid('GivenPass', { minutes: 30, for: 'the courier' })
  expect(await ask('addPass', courier)).toMatchObject([201, { id: 1, how: 'expected' }])
  expect(await ask('listPasses')).toMatchObject([200, { passes: [{ id: 1 }] }])
  expect(await ask('endPass', 1)).toEqual([204, undefined])

  const described = Object.values(document.paths).flatMap((path) => Object.values(path))
  const names = described.map((one) => (one as unknown as { operationId: string }).operationId)
  expect([...asked].sort()).toEqual(names.sort())
})

test('a generated client refuses what the server would refuse', async () => {
  const { schemas } = await clientOfServer()
  const body = schemas.AddExceptionBody!
  const number = '+14155550112'
  for (const name of ['', 'x'.repeat(201), 'a\nb', 'a\u0000', '\u007f', 'a\u0085b'])
    expect(body.safeParse({ phone_number: number, contact_name: name }).success).toBe(false)
  expect(schemas.ListExceptionsParams!.safeParse({ limit: 0 }).success).toBe(false)
})

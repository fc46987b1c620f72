/** The whole concierge on a database file of its own, with a phone that reaches it. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { compose, type Parts } from '../../server/compose.ts'
import { readConfig } from '../../server/settings/config.ts'
import { createLog } from '../../server/watch/log.ts'
import { createPhone, type PhoneOptions } from '../../server/phone/phone.ts'
import type { Contact } from '../../machines/contact.ts'
import type { Verdict } from '../../machines/verdict.ts'
import { saveContact } from '../../storage/contacts.ts'
import type { Relay } from '../../server/lines/relay/sockets.ts'
import { lazy } from '../../server/basics/lazy.ts'
import { lineUnderTest } from './both-lines.ts'
import { writeMigratedFile } from './migrated-file.ts'
import { createSilences } from './silences.ts'
import { SHARED } from '../../storage/roll.ts'

export const OWNER = '+14155550100'
export const OUR_NUMBER = '+12125550142'
export const STRANGER = '+14155550123'
export const AUTH_TOKEN = 'test-token'
export const PUBLIC_URL = 'https://concierge.example.com'

export const MOTHER: Contact = { phoneNumber: '+14155550111', name: 'Mom', category: 'family' }

export const KEY = 'a-key-that-only-the-owner-has'

/** Settings as for real calls. */
export const SETTINGS = {
  ADMIN_API_KEY: KEY,
  TWILIO_AUTH_TOKEN: AUTH_TOKEN,
  TWILIO_PHONE_NUMBER: OUR_NUMBER,
  REAL_PHONE_NUMBER: OWNER,
  BASE_URL: PUBLIC_URL,
  LOG_LEVEL: 'silent',
  TIME_ZONE: 'UTC',
  // Tests of the notice set it.
  NOTICE: 'none',
}

/** To be put over those: no key, and so nothing by which anybody but this machine could come. */
export const KEYLESS = { ADMIN_API_KEY: '', TWILIO_AUTH_TOKEN: '', BASE_URL: '' }

export function verdict(decision: Verdict['decision'], reply: string): Verdict {
  return { decision, reply, kind: 'other', screener: 'scripted', reasons: [] }
}

/** A file name in a folder that is gone after the test. */
export async function temporaryFile(name = 'calls.db'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'concierge-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, name)
}

async function migratedFile(): Promise<string> {
  const file = await temporaryFile()
  await writeMigratedFile(file)
  return file
}

/** Sockets need a server of their own, where requests go straight to the app. */
export async function listenForSockets(relay: Relay | null): Promise<string> {
  const server = createServer({ shouldUpgradeCallback: (request) => !!relay?.accepts(request) })
  server.on('upgrade', (request, socket, head) => relay!.upgrade(request, socket, head))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export type TestConcierge = Awaited<ReturnType<typeof createConcierge>>

/** Closed when the test is over. */
export async function createConcierge({
  settings = {},
  contacts = [],
  phone = {},
  ...parts
}: Parts & {
  settings?: Record<string, string>
  contacts?: Contact[]
  phone?: Partial<PhoneOptions>
} = {}) {
  const file = settings.SQLITE_DB_PATH ?? (await migratedFile())
  const config = readConfig(
    { ...SETTINGS, SQLITE_DB_PATH: file, VOICE_LINE: lineUnderTest(), ...settings },
    {},
    parts.flows,
  )
  const silences = createSilences()
  const { app, relay, database, inspectorUrl, close } = await compose(
    config,
    createLog(config.logLevel, false),
    { relay: { timers: silences.timers }, ...parts },
  )
  const stop = lazy(close)
  onTestFinished(stop)
  const socketUrl = lazy(() => listenForSockets(relay))
  for (const contact of contacts)
    await database.write((queries) =>
      saveContact(queries, SHARED, contact, new Date().toISOString()),
    )

  return {
    app,
    database,
    file,
    inspectorUrl,
    phone: createPhone({
      url: PUBLIC_URL,
      authToken: AUTH_TOKEN,
      fetch: (url, init) => app.request(url, init),
      socketUrl,
      quiet: silences.runOut,
      ...phone,
    }),
    relay,
    socketUrl,
    silences,
    /** Before the test is over: as with a restart. */
    stop,
    /** The call's row. */
    call: (callSid: string) =>
      database.queries
        .selectFrom('calls')
        .selectAll()
        .where('call_sid', '=', callSid)
        .executeTakeFirstOrThrow(),
    /** What was spoken, as `caller: …` and `concierge: …`. */
    async conversation(callSid: string): Promise<string[]> {
      const rows = await database.queries
        .selectFrom('conversation')
        .select(['speaker', 'text'])
        .where('call_sid', '=', callSid)
        .orderBy('turn_index')
        .execute()
      return rows.map(({ speaker, text }) => `${speaker}: ${text}`)
    },
    /** The journal's entries: of an event its type, of a port its name and answer. */
    async journal(callSid: string): Promise<string[]> {
      const rows = await database.queries
        .selectFrom('journal')
        .select(['kind', 'payload'])
        .where('call_sid', '=', callSid)
        .orderBy('seq')
        .execute()
      return rows.map(({ kind, payload }) => {
        const { type, port } = JSON.parse(payload) as { type?: string; port?: string }
        return `${kind} ${type ?? port}`
      })
    },
  }
}

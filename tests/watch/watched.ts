/** The whole concierge, its log kept to be read. */
import { Writable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { compose, type Parts } from '../../server/compose.ts'
import { readConfig } from '../../server/settings/config.ts'
import { createLog } from '../../server/watch/log.ts'
import { createPhone } from '../../server/phone/phone.ts'
import type { Contact } from '../../machines/contact.ts'
import { saveContact } from '../../storage/contacts.ts'
import { lazy } from '../../server/basics/lazy.ts'
import { lineUnderTest } from '../support/both-lines.ts'
import {
  AUTH_TOKEN,
  listenForSockets,
  PUBLIC_URL,
  SETTINGS,
  temporaryFile,
} from '../support/concierge.ts'
import { createSilences } from '../support/silences.ts'
import { SHARED } from '../../storage/roll.ts'

export type LogLine = Record<string, unknown> & { msg: string }

/** Closed when the test is over, or before. */
export async function createWatched({
  settings = {},
  contacts = [],
  readable = false,
  ...parts
}: Parts & {
  settings?: Record<string, string>
  contacts?: Contact[]
  /** As in a terminal. */
  readable?: boolean
} = {}) {
  const file = settings.SQLITE_DB_PATH ?? (await temporaryFile())
  const own = { VOICE_LINE: lineUnderTest(), LOG_LEVEL: 'trace' }
  const config = readConfig({ ...SETTINGS, ...own, SQLITE_DB_PATH: file, ...settings })
  const silences = createSilences()
  const written: string[] = []
  const log = createLog(config.logLevel, readable, {
    pii: config.logPii,
    destination: new Writable({
      write(line: Buffer, _, done) {
        written.push(line.toString())
        done()
      },
    }),
  })
  const requestIds: (string | null)[] = []
  const { app, relay, database, close } = await compose(config, log, {
    relay: { timers: silences.timers },
    ...parts,
  })
  let closing: Promise<void> | undefined
  const closeOnce = () => (closing ??= close())
  onTestFinished(closeOnce)
  for (const contact of contacts)
    await database.write((queries) =>
      saveContact(queries, SHARED, contact, new Date().toISOString()),
    )

  return {
    app,
    database,
    file,
    log,
    close: closeOnce,
    /** All that was logged, as it was written. */
    written: () => written.join(''),
    /** Of the phone's webhooks, in their order. */
    requestIds,
    lines: () => written.map((line) => JSON.parse(line) as LogLine),
    phone: createPhone({
      url: PUBLIC_URL,
      authToken: AUTH_TOKEN,
      socketUrl: lazy(() => listenForSockets(relay)),
      quiet: silences.runOut,
      async fetch(url, init) {
        const answer = await app.request(url, init)
        requestIds.push(answer.headers.get('x-request-id'))
        return answer
      },
    }),
  }
}

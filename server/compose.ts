/** The concierge, put together from its settings. */
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { speechIn, type Speech } from '../prompts/speech.ts'
import { sweepAnswers } from '../storage/answers.ts'
import { findActiveContact } from '../storage/contacts.ts'
import { migrate, type Database } from '../storage/database.ts'
import { isBeingPutThrough } from '../storage/open-dials.ts'
import { openSqlite } from '../storage/sqlite.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import type { Ports, Screener } from './ports.ts'
import type { Screening } from './screening/screener.ts'
import { createTurn } from './turn.ts'
import { createRender } from './twilio/twiml.ts'

export interface Concierge {
  app: Hono
  database: Database
  /** To be called when no request is under way. */
  close(): Promise<void>
}

const DAY_MS = 24 * 60 * 60 * 1000
/** Twilio adds 5 s to a dial's timeout; the way back through the owner's carrier takes some more. */
const LOOP_MARGIN_MS = 15_000

/** From a call's first ring to its dial: a few questions of at most a minute each. */
const LONGEST_SCREENING_MS = 30 * 60 * 1000

/** What a test or a simulation puts in the place of the real thing. */
export interface Parts {
  screener?: Screener
  now?: () => Date
  patienceMs?: number
}

export async function compose(
  config: Config,
  log: Logger,
  { screener, now = () => new Date(), patienceMs = config.screeningPatienceMs }: Parts = {},
): Promise<Concierge> {
  const database = openSqlite(config.sqlitePath)
  await migrate(database.queries)

  const speech = speechIn(config.language, config.ownerName)
  const basePath = new URL(config.baseUrl).pathname.replace(/\/$/, '')
  const render = createRender({ ...config, basePath })
  const checkSignature = config.authToken
    ? (await import('./twilio/signature.ts')).createSignatureCheck(config.authToken, config.baseUrl)
    : null
  let loading: Promise<Screening> | undefined
  const screening = () =>
    (loading ??= loadScreening(config, { speech, now, screener }).catch((error: unknown) => {
      // The next call tries again.
      loading = undefined
      throw error
    }))
  /** Should it fail, the turn that screens fails too, and says so. */
  const prepareScreening = () =>
    void screening().then(
      ({ expect }) => expect(),
      () => undefined,
    )
  const ports: Ports = {
    async findOpenDial({ callSid, from, caller, called }) {
      // Where the caller is withheld we dial with our own number, and it comes back as the caller.
      if (from !== '' && from === called) return true
      // Two people who both withhold their numbers are not one.
      if (!caller) return false
      const ago = (ms: number) => new Date(now().getTime() - ms).toISOString()
      return isBeingPutThrough(database.queries, {
        callerId: caller,
        otherThan: callSid,
        begunSince: ago(LONGEST_SCREENING_MS),
        dialedSince: ago(config.dialTimeoutSeconds * 1000 + LOOP_MARGIN_MS),
      })
    },
    async lookUpContact({ caller }) {
      const contact = caller ? await findActiveContact(database.queries, caller) : null
      // While the greeting plays there is time to load the screener and open its connections.
      if (!contact) setImmediate(prepareScreening)
      return contact
    },
    screen: async (input, signal) => (await screening()).screen(input, signal),
  }
  const turn = createTurn({
    database,
    flow: 'concierge',
    limits: config.limits,
    ports,
    speech,
    render,
    patienceMs,
    now,
    log,
  })
  const apology = render({
    cue: { say: [{ sentence: 'textInstead' }], next: 'hang up' },
    words: [speech.textInstead],
    revision: 0,
    call: { caller_id: '', called: '' },
  })
  const stopSweeping = repeatedly(60 * 60 * 1000, async () => {
    const before = new Date(now().getTime() - DAY_MS).toISOString()
    await sweepAnswers(database, before).catch((error: unknown) =>
      log.error({ err: error }, 'old answers not removed'),
    )
  })

  return {
    app: createApp({ turn, checkSignature, apology, deadlineMs: 10_000, database, log }),
    database,
    async close() {
      stopSweeping()
      await database.close()
    },
  }
}

async function loadScreening(
  config: Config,
  { speech, now, screener }: { speech: Speech; now: () => Date; screener: Screener | undefined },
): Promise<Screening> {
  if (screener) return { screen: screener, expect() {} }
  const { createScreening } = await import('./screening/screener.ts')
  return createScreening(config, { speech, now })
}

/** Does it now and then every so often, without keeping the process alive; returns what stops it. */
function repeatedly(everyMs: number, task: () => Promise<void>): () => void {
  const timer = setInterval(() => void task(), everyMs).unref()
  void task()
  return () => clearInterval(timer)
}

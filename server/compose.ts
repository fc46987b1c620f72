/** The concierge, put together from its settings. */
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { speechIn, type Speech } from '../prompts/speech.ts'
import { sweepAnswers } from '../storage/answers.ts'
import { countCallsInProgress } from '../storage/counts.ts'
import { migrate, type Database } from '../storage/database.ts'
import { openSqlite } from '../storage/sqlite.ts'
import { createApp } from './app.ts'
import { createCallPorts } from './call-ports.ts'
import type { Config } from './config.ts'
import type { Screener } from './ports.ts'
import { repeatedly } from './repeatedly.ts'
import { keepFor } from './retention.ts'
import type { Screening } from './screening/screener.ts'
import { createTurn } from './turn.ts'
import { createRender } from './twilio/twiml.ts'
import { createWatching } from './watch/watching.ts'

export interface Concierge {
  app: Hono
  database: Database
  /** To be called when no request is under way. */
  close(): Promise<void>
}

/** What a test or a simulation puts in the place of the real thing. */
export interface Parts {
  screener?: Screener
  now?: () => Date
  patienceMs?: number
}

const HOUR_MS = 60 * 60 * 1000

export async function compose(config: Config, log: Logger, parts: Parts = {}): Promise<Concierge> {
  const { now = () => new Date(), patienceMs = config.screeningPatienceMs } = parts
  const database = openSqlite(config.sqlitePath)
  await migrate(database.queries)

  const speech = speechIn(config.language, config.ownerName)
  const basePath = new URL(config.baseUrl).pathname.replace(/\/$/, '')
  const render = createRender({ ...config, basePath })
  const { authToken, baseUrl } = config
  const { watch, metrics, ...watching } = await createWatching(config, {
    log,
    countCallsInProgress: () => countCallsInProgress(database.queries, now()),
  })
  const ports = createCallPorts({
    database,
    loadScreening: () => loadScreening(config, { speech, now, screener: parts.screener }),
    dialTimeoutSeconds: config.dialTimeoutSeconds,
    now,
  })
  const turn = createTurn({
    database,
    flow: 'concierge',
    limits: config.limits,
    ports: watch.ports(ports),
    speech,
    render,
    patienceMs,
    now,
  })
  const app = createApp({
    turn,
    checkSignature: authToken
      ? (await import('./twilio/signature.ts')).createSignatureCheck(authToken, baseUrl)
      : null,
    apology: render({
      cue: { say: [{ sentence: 'textInstead' }], next: 'hang up' },
      words: [speech.textInstead],
      revision: 0,
      call: { caller_id: '', called: '' },
    }),
    deadlineMs: 10_000,
    watch,
    database,
    management: async () => {
      const { createManagement } = await import('./api/management.ts')
      return createManagement({ ...config, database, now, log, metrics })
    },
    log,
  })
  const stopSweeping = repeatedly(HOUR_MS, async () => {
    const before = new Date(now().getTime() - 24 * HOUR_MS).toISOString()
    await sweepAnswers(database, before).catch((error: unknown) =>
      log.error({ err: error }, 'old answers not removed'),
    )
  })
  const { retentionDays } = config
  const stopErasing = retentionDays && keepFor(retentionDays, { database, now, log })

  return {
    app,
    database,
    async close() {
      stopSweeping()
      if (stopErasing) await stopErasing()
      await Promise.all([watching.close(), database.close()])
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

/** The concierge, put together from its settings. */
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import type { Flow } from '../machines/flows.ts'
import { speechIn, type Speech } from '../prompts/speech/speech.ts'
import { countCallsInProgress } from '../storage/review/counts.ts'
import { migrate, type Database } from '../storage/database.ts'
import { createApp } from './app.ts'
import { createCallPorts } from './calls/call-ports.ts'
import type { Config } from './settings/config.ts'
import { keepHouse } from './housekeeping.ts'
import { openDatabase } from './open-database.ts'
import { createKnownContacts } from './calls/outage/known-contacts.ts'
import { createOutage } from './calls/outage/outage.ts'
import type { Screener } from './calls/ports.ts'
import { createRooms } from './rooms.ts'
import type { Screening } from './screening/screener.ts'
import { createTurn } from './calls/turn.ts'
import { simulation } from './lines/twilio/simulated.ts'
import { createRender } from './lines/twilio/twiml.ts'
import { createWatching } from './watch/watching.ts'

export interface Concierge {
  app: Hono
  database: Database
  /** Where the inspector is, if one was wished for. */
  inspectorUrl: string | null
  /** Ends what a browser would listen to for ever. */
  endStreams(): void
  /** To be called when no request is under way. */
  close(): Promise<void>
}

/** What a test or a simulation puts in the place of the real thing. */
export interface Parts {
  screener?: Screener
  now?: () => Date
  patienceMs?: number
  database?: Database
  /** How often the contacts are read anew, and calls of an outage tried to be written down. */
  everyMs?: { contacts: number; writeDown: number }
  /** By default those of `machines/flows.ts`. */
  flows?: readonly Flow[]
}

const EVERY_MS = { contacts: 5_000, writeDown: 2_000 }

export async function compose(config: Config, log: Logger, parts: Parts = {}): Promise<Concierge> {
  const {
    now = () => new Date(),
    patienceMs = config.screeningPatienceMs,
    everyMs = EVERY_MS,
  } = parts
  const database = parts.database ?? (await openDatabase(config))
  await migrate(database.queries)

  const speech = speechIn(config.language, config.ownerName)
  const basePath = new URL(config.baseUrl).pathname.replace(/\/$/, '')
  const render = createRender({ ...config, basePath })
  const { authTokens, baseUrl } = config
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
  const knownContacts = await createKnownContacts(database, everyMs.contacts)
  const outage = createOutage({
    ...config,
    database,
    contacts: knownContacts,
    speech,
    render,
    now,
    log,
    everyMs: everyMs.writeDown,
  })
  const inspection =
    config.inspect &&
    (await (
      await import('./watch/inspect/inspection.ts')
    ).startInspection({ ...config.inspect, log }))
  const turn = createTurn({
    database,
    ...(parts.flows && { flows: parts.flows }),
    flowFor: (called) => config.flowByNumber.get(called) ?? config.flow,
    limits: config.limits,
    ports: watch.ports(ports),
    speech,
    render,
    patienceMs,
    now,
    inspect: inspection?.inspect,
  })
  const rooms = createRooms(config, {
    database,
    turn,
    simulate: (url, init) => app.request(url, init, simulation),
    flows: parts.flows,
    metrics,
    now,
    log,
  })
  const app = createApp({
    turn: outage.before(turn),
    answerAnyway: outage.answer,
    checkSignature: authTokens.length
      ? (await import('./lines/twilio/signature.ts')).createSignatureCheck(authTokens, baseUrl)
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
    management: rooms.management,
    console: rooms.console,
    log,
  })
  const stopHousekeeping = keepHouse({ ...config, database, now, log })

  return {
    app,
    database,
    inspectorUrl: inspection?.url ?? null,
    endStreams: rooms.endStreams,
    async close() {
      await stopHousekeeping()
      knownContacts.stop()
      await outage.close()
      await Promise.all([inspection?.close(), watching.close(), database.close()])
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

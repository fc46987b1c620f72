/** The concierge, put together from its settings. */
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { flows, type Flow } from '../machines/flows.ts'
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
import { createInTime } from './lines/in-time.ts'
import { createTwilioLine } from './lines/twilio/twilio-line.ts'
import { createWebhooks } from './lines/twilio/webhooks.ts'
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

/** Twilio gives up after 15 s: https://www.twilio.com/docs/api/errors/11205 */
const DEADLINE_MS = 10_000

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
  const line = createTwilioLine({ ...config, basePath }, speech)
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
    flows: parts.flows ?? flows,
    flowFor: (called) => config.flowByNumber.get(called) ?? config.flow,
    limits: config.limits,
    ports: watch.ports(ports),
    speech,
    patienceMs,
    now,
    rebuild: async (call, events) => {
      const { rebuildCall } = await import('./replay/rebuild.ts')
      const registry = parts.flows ?? flows
      return rebuildCall({ database, call, registry, limits: config.limits, speech, events })
    },
    inspect: inspection?.inspect,
  })
  const rooms = createRooms(config, {
    database,
    flows: parts.flows ?? flows,
    render: line.render,
    simulate: (url, init) => app.request(url, init, simulation),
    metrics,
    now,
    log,
  })
  const answerInTime = createInTime({
    takeTurn: outage.before(turn),
    answerAnyway: outage.answer,
    deadlineMs: DEADLINE_MS,
    watch,
  })
  const checkSignature = authTokens.length
    ? (await import('./lines/twilio/signature.ts')).createSignatureCheck(authTokens, baseUrl)
    : null
  const app = createApp({
    webhooks: createWebhooks({ answerInTime, line, checkSignature, watch }),
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

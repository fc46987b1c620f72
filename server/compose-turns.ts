/** Turns, put together: what takes them, what stands in where the database is away, what they ask. */
import type { Logger } from 'pino'
import type { Flow } from '../machines/flows.ts'
import type { Speech } from '../prompts/speech/speech.ts'
import type { Database } from '../storage/database.ts'
import { createCallPorts, type Screening } from './calls/call-ports.ts'
import type { Inspect } from './calls/go-on.ts'
import { createKnownContacts } from './calls/outage/known-contacts.ts'
import { createOutage, type Outage } from './calls/outage/outage.ts'
import type { Screener } from './calls/ports.ts'
import { createTurn, type TakeTurn } from './calls/turn.ts'
import type { Config } from './settings/config.ts'
import type { Watch } from './watch/watch.ts'

export interface Turns {
  takeTurn: TakeTurn
  /** The screener that they ask, for whoever tries it out. */
  screen: Screener
  /** What is answered where the turn fails. */
  answerAnyway: Outage['answer']
  close(): Promise<void>
}

export interface TurnsDependencies {
  database: Database
  flows: readonly Flow[]
  speech: Speech
  watch: Watch
  /** In the place of those that the settings ask for. */
  screener: Screener | undefined
  patienceMs: number
  /** How often the contacts are read anew, and calls of an outage tried to be written down. */
  everyMs: { contacts: number; writeDown: number }
  inspect: Inspect | undefined
  now(): Date
  log: Logger
}

export async function composeTurns(config: Config, deps: TurnsDependencies): Promise<Turns> {
  const { database, flows, speech, watch, patienceMs, everyMs, inspect, now, log } = deps
  const { limits, dialTimeoutSeconds } = config
  const contacts = await createKnownContacts(database, everyMs.contacts)
  const outage = createOutage({
    database,
    contacts,
    limits,
    dialTimeoutSeconds,
    speech,
    now,
    log,
    everyMs: everyMs.writeDown,
  })
  const ports = createCallPorts({
    database,
    loadScreening: () => loadScreening(config, deps),
    dialTimeoutSeconds,
    now,
  })
  const takeTurn = createTurn({
    database,
    flows,
    flowFor: (called) => config.flowByNumber.get(called) ?? config.flow,
    limits,
    ports: watch.ports(ports),
    speech,
    patienceMs,
    now,
    rebuild: async (call, events) => {
      const { rebuildCall } = await import('./replay/rebuild-call.ts')
      return rebuildCall({ database, call, registry: flows, limits, speech, events })
    },
    inspect,
  })
  return {
    takeTurn: outage.before(takeTurn),
    screen: ports.screen,
    answerAnyway: outage.answer,
    async close() {
      contacts.stop()
      await outage.close()
    },
  }
}

async function loadScreening(
  config: Config,
  { screener, speech, now }: Pick<TurnsDependencies, 'screener' | 'speech' | 'now'>,
): Promise<Screening> {
  if (screener) return { screen: screener, expect() {} }
  const { createScreening } = await import('./screening/screening.ts')
  return createScreening(config, { speech, now })
}

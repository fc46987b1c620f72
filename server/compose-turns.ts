/** Turns, put together: what takes them, what stands in where the database is away, what they ask. */
import type { Logger } from 'pino'
import type { Limits } from '../machines/call.ts'
import type { Flow } from '../machines/flows.ts'
import type { ModelState } from '../machines/screener-failure.ts'
import type { Speech } from '../prompts/speech/speech.ts'
import type { Database } from '../storage/database.ts'
import { createLimitsOfCall } from './limits-of-call.ts'
import { lazy } from './basics/lazy.ts'
import { createAlong } from './calls/along.ts'
import { createCallPorts } from './calls/call-ports.ts'
import type { CurrentHours } from './calls/current-hours.ts'
import type { Inspect } from './calls/go-on.ts'
import { createKnownRules } from './calls/outage/known-rules.ts'
import { createKnowCallerAnyway } from './calls/know-caller.ts'
import { createReach } from './calls/outage/reach.ts'
import { createOutage, type Outage } from './calls/outage/outage.ts'
import type { Screener } from './calls/ports.ts'
import { createTurn, type TakeTurn } from './calls/turn.ts'
import type { Ahead } from './screening/ahead.ts'
import type { PresenceTiming } from './screening/presence.ts'
import type { Screening } from './screening/screening.ts'
import type { Config } from './settings/config.ts'
import { rollsInUse, type Houses } from './settings/houses/house.ts'
import { answeringAt } from './settings/hours/hours.ts'
import type { Watch } from './watch/watch.ts'

export interface Turns {
  takeTurn: TakeTurn
  /** The screener that they ask, for whoever tries it out. */
  screen: Screener
  /** What is answered where the turn fails. */
  answerAnyway: Outage['answer']
  /** Of the contacts on the list of this number, the same array until the list changes. */
  contactNames(called: string): readonly string[]
  /** How the models are that were set up; none before they have been asked. */
  models(): ModelState[]
  close(): Promise<void>
}

export interface TurnsDependencies {
  database: Database
  flows: readonly Flow[]
  speech: Speech
  /** Of the owner of this number. */
  speechFor(called: string): Speech
  houses: Houses
  /** Of a call to this number that begins now. */
  limits(called: string): Limits
  /** When which flow answers. */
  hours: Pick<CurrentHours, 'current'>
  watch: Watch
  /** In the place of those that the settings ask for. */
  screener: Screener | undefined
  modelTiming: Partial<PresenceTiming> | undefined
  /** Left out where verdicts are asked for only when the caller has finished. */
  ahead: Ahead | undefined
  patienceMs: number
  /** How often the rules are read anew, and calls of an outage tried to be written down. */
  everyMs: { contacts: number; writeDown: number }
  inspect: Inspect | undefined
  now(): Date
  log: Logger
}

export async function composeTurns(config: Config, deps: TurnsDependencies): Promise<Turns> {
  const { flows, speechFor, houses, limits, hours, watch, patienceMs, everyMs, inspect } = deps
  const { now, log } = deps
  const { rollOf } = houses
  const { dialTimeoutSeconds, ownNumbers, withheld, timeZone } = config
  const rules = await createKnownRules(deps.database, everyMs.contacts, now)
  const unheard = rules.countElsewhere(rollsInUse(houses, ownNumbers))
  if (unheard > 0)
    log.warn(
      { contacts: unheard },
      'contacts on exception lists that no line has: nobody gets through by them; npm run doctor says which, and what to do',
    )
  const reach = createReach({ database: deps.database, log, everyMs: everyMs.writeDown / 2 })
  const { database } = reach
  const outage = createOutage({
    database,
    knowCaller: createKnowCallerAnyway({ find: rules.find, rollOf, withheld, timeZone, now }),
    limits: createLimitsOfCall(config),
    dialTimeoutSeconds,
    ownNumbers,
    speechFor,
    now,
    log,
    everyMs: everyMs.writeDown,
  })
  const screening = composeScreening(config, deps)
  const along = createAlong()
  const ports = createCallPorts({
    database,
    ask: reach.ask,
    loadScreening: screening.load,
    along,
    dialTimeoutSeconds,
    ownNumbers,
    rollOf,
    withheld,
    timeZone,
    now,
  })
  const takeTurn = createTurn({
    database,
    flows,
    flowFor: (called) => answeringAt(hours.current(), called, now()).flow,
    limits,
    ports: watch.ports(ports),
    along,
    speechFor,
    patienceMs,
    now,
    rebuild: async (call, events) => {
      const { rebuildCall } = await import('./replay/rebuild-call.ts')
      const limited = limits(call.called)
      const speech = speechFor(call.called)
      return rebuildCall({ database, call, registry: flows, limits: limited, speech, events })
    },
    inspect,
  })
  return {
    takeTurn: outage.before(takeTurn),
    screen: ports.screen,
    answerAnyway: outage.answer,
    contactNames: (called) => rules.names(rollOf(called)),
    models: screening.models,
    async close() {
      screening.close()
      rules.stop()
      reach.stop()
      await outage.close()
    },
  }
}

/** Loaded with the first stranger, or at once where there are models, to see whether they answer. */
function composeScreening(
  config: Config,
  { screener, speech, now, log, ahead, modelTiming: timing }: TurnsDependencies,
) {
  let loaded: Screening | undefined
  let closed = false
  const load = lazy(async () => {
    const { createScreening } = await import('./screening/screening.ts')
    loaded = await createScreening(config, { speech, now, log, timing, ahead })
    if (closed) loaded.close()
    return loaded
  })
  const hasModels = !screener && (config.azureOpenAi || config.openAi)
  if (hasModels)
    load().then(
      ({ begin }) => begin(),
      (error: unknown) => log.error({ err: error }, 'models not asked'),
    )
  return {
    load: screener ? async () => ({ screen: screener, expect() {} }) : load,
    models: () => loaded?.models() ?? [],
    close() {
      closed = true
      loaded?.close()
    },
  }
}

/** The concierge, put together from its settings. */
import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { flowIds, flows as allFlows, type Flow } from '../machines/flows.ts'
import { speechIn } from '../prompts/speech/speech-in.ts'
import { migrate, type Database } from '../storage/database.ts'
import { endSessionsOfOtherKeys } from '../storage/sessions.ts'
import { countCallsInProgress } from '../storage/review/counts.ts'
import { createApp } from './app.ts'
import { tellCallsToNobody } from './calls-to-nobody.ts'
import { checkFlows } from './calls/check-flows.ts'
import { createCurrentHours } from './calls/current-hours.ts'
import { addBlock } from '../storage/rules/blocks.ts'
import { createDeciding } from './calls/decide.ts'
import type { Screener } from './calls/ports.ts'
import { composeAhead } from './compose-ahead.ts'
import type { CameFrom } from './compose-health.ts'
import type { Outside } from './doctor/surveyed.ts'
import { composeLists } from './compose-lists.ts'
import { composeNotices, type PushParts } from './compose-notices.ts'
import { composeRelay, streamingOf, type RelayParts } from './compose-relay.ts'
import { composePlayed } from './compose-played.ts'
import { lazy } from './basics/lazy.ts'
import { composeTurns } from './compose-turns.ts'
import type { BackupTiming } from './backups/rounds.ts'
import { startBackupRounds } from './compose-backups.ts'
import { keepHouse } from './housekeeping.ts'
import { createInTime } from './lines/in-time.ts'
import type { SignatureCheck } from './lines/twilio/signature.ts'
import { createCallUpdates, type CallUpdates } from './lines/twilio/call-updates.ts'
import { simulation, streamedSimulation } from './lines/twilio/simulated.ts'
import type { TwimlOptions } from './lines/twilio/twiml-options.ts'
import { createHints } from './lines/twilio/hints.ts'
import { createTwilioLine } from './lines/twilio/twilio-line.ts'
import { createWebhooks } from './lines/twilio/webhooks.ts'
import type { ListTiming } from './lists/list-desk.ts'
import type { Relay } from './lines/relay/sockets.ts'
import type { NoticeTiming } from './notices/timing.ts'
import { mustBeFit, openDatabase } from './open-database.ts'
import { keyLabel } from './owner/door/session-key.ts'
import { tellMissingRight } from '../storage/azure-sql/migration-rights.ts'
import { createRooms } from './rooms.ts'
import { startContactSync } from './sync-contacts.ts'
import type { AheadTimers } from './screening/ahead.ts'
import type { PresenceTiming } from './screening/presence.ts'
import type { Config } from './settings/config.ts'
import { createHouses } from './settings/houses/house.ts'
import type { Hours } from './settings/hours/hours.ts'
import type { Inspection } from './watch/inspect/inspection.ts'
import { startVouchedClock } from './vouched-clock.ts'
import { createCheckUp } from './watch/check-up.ts'
import { createOverheard } from './calls/overheard.ts'
import { createWatching } from './watch/watching.ts'
import { watched } from './watched-turn.ts'
import { createWhomToAsk } from './whom-to-ask.ts'

export interface Concierge {
  app: Hono
  /** Where words are streamed; null where they are for no call. */
  relay: Relay | null
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
  modelTiming?: Partial<PresenceTiming>
  database?: Database
  /** How often the contacts and the hours are read anew, and calls of an outage tried to be written down. */
  everyMs?: { contacts: number; writeDown: number }
  notices?: Partial<NoticeTiming>
  lists?: Partial<ListTiming>
  /** How often it is looked whether contacts are to be synced. */
  syncEveryMs?: number
  backups?: Partial<BackupTiming>
  push?: PushParts
  outside?: Outside
  /** By name, where settings came from that are not simply in the environment. */
  cameFrom?: CameFrom
  relay?: RelayParts
  /** How it is waited for words to stand still. */
  aheadTimers?: AheadTimers
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
    flows = allFlows,
    screener,
  } = parts
  checkFlows(flows)
  const database =
    parts.database ?? (await openDatabase(config, (warning) => log.warn({}, warning)))
  await migrate(database.queries, () =>
    log.warn('another process is changing the schema: waiting until it is done'),
  ).catch(tellMissingRight)

  const checkUp = createCheckUp({ database, now, log })
  await mustBeFit(database, checkUp)
  const vouchedClock = await startVouchedClock({ database, now, log })
  const { now: vouched } = vouchedClock
  await endSessionsOfOtherKeys(database, config.adminKeys.map(keyLabel))

  const speech = speechIn(config.language, config.ownerName)
  const houses = createHouses(config)
  const speeches = new Map(
    houses.all.map((house) => [house, speechIn(house.language, house.ownerName)]),
  )
  const speechFor = (called: string) => speeches.get(houses.of(called)) ?? speech
  const { watch, metrics, ...watching } = await createWatching(config, {
    log,
    countCallsInProgress: () => countCallsInProgress(database.queries, now()),
    models: () => turns.models(),
    newestBackupAt: () => backups?.state().newestAt ?? null,
  })
  const inspection = await startInspection(config, log)
  const inspect = inspection?.inspect
  const shared = { database, flows, now, log }
  const whomToAsk = createWhomToAsk(config, {
    database,
    notices: () => notices.current(),
    now,
  })
  const hours = await createCurrentHours({
    database,
    given: hoursOf(config),
    flows: flowIds(flows),
    everyMs: everyMs.contacts,
    now,
    log,
  })
  const ahead = await composeAhead(config, {
    ...shared,
    tell: watching.askedAhead,
    timers: parts.aheadTimers,
  })
  const turns = await composeTurns(config, {
    ...shared,
    ahead: ahead?.ahead,
    limits: whomToAsk.limits,
    hours,
    speech,
    speechFor,
    houses,
    watch,
    screener,
    modelTiming: parts.modelTiming,
    patienceMs,
    everyMs,
    inspect,
  })
  const notices = await composeNotices(config, {
    ...shared,
    vouched,
    timing: parts.notices,
    push: parts.push,
    onSettled: watching.noticeSettled,
  })
  const lists = await composeLists(config, {
    ...shared,
    rollOf: houses.rollOf,
    timing: parts.lists,
  })
  const noticed = tellCallsToNobody(notices.after(lists.before(turns.takeTurn)), {
    houses,
    ownNumbers: config.ownNumbers,
    log,
  })
  const takeTurn = ahead?.beside(noticed) ?? noticed
  const hints = createHints({
    ownerName: (called) => houses.of(called).ownerName,
    names: turns.contactNames,
  })
  const streaming = streamingOf(config)
  const line = createTwilioLine(
    {
      ...twimlOptions(config),
      houseOf: houses.of,
      hints,
      relay: streaming.options,
      played: streaming.played,
      partials: !!ahead,
    },
    speech,
  )
  const answerInTime = createInTime({ ...turns, takeTurn, deadlineMs: DEADLINE_MS, watch })
  const callUpdates = createUpdates(config, log)
  const deciding = createDeciding({
    queries: database.queries,
    flows,
    takeTurn: watched(takeTurn, watch),
    async block(phoneNumber) {
      const at = now().toISOString()
      const note = `Blocked during a call, ${at.slice(0, 10)}`
      await addBlock(database, { kind: 'number', value: phoneNumber, note }, at)
    },
    render: line.render,
    fetchNow({ callSid, revision, simulated }) {
      if (simulated) rooms.moveSimulated(callSid, revision)
      else if (!relay?.fetchNow(callSid, revision)) callUpdates?.fetchNow(callSid, revision)
    },
  })
  const instance = randomUUID()
  const checkSignature = await signatureCheck(config)
  const overheard = createOverheard()
  const rooms = createRooms(config, {
    ...shared,
    deciding,
    render: line.render,
    screen: turns.screen,
    simulate: (url, init) => app.request(url, init, simulation),
    streamed: {
      simulate: (url, init) => app.request(url, init, streamedSimulation),
      sockets: lazy(() =>
        composePlayed(config, { ...shared, answerInTime, nonces: streaming.nonces, overheard }),
      ),
    },
    metrics,
    models: turns.models,
    overheard,
    noticeDesk: notices.desk,
    listDesk: lists.desk,
    hours,
    push: notices.push,
    health: { instance, cameFrom: parts.cameFrom, outside: parts.outside },
  })
  const app = createApp({
    webhooks: createWebhooks({
      answerInTime,
      line,
      checkSignature,
      watch,
      settled: callUpdates?.settled,
      partly: ahead?.ahead.partly,
    }),
    checkUp,
    management: rooms.management,
    console: rooms.console,
    decide: rooms.decide,
    models: turns.models,
    backups: () => backups?.state() ?? null,
    instance,
    isOwner: rooms.isOwner,
    log,
  })
  const stopSyncing = await startContactSync(config, {
    database,
    everyMs: parts.syncEveryMs,
    now,
    log,
  })
  const relay = streaming.options
    ? await composeRelay(config, {
        ...shared,
        answerInTime,
        nonces: streaming.nonces,
        overheard,
        ahead: ahead?.ahead,
        parts: parts.relay,
        watch,
      })
    : null
  const backups = await startBackupRounds(config, {
    now: vouched,
    log,
    onTried: watching.backupTried,
    timing: parts.backups,
  })
  const { retentionDays } = config
  const stopHousekeeping = keepHouse({
    retentionDays,
    database,
    takeTurn,
    watch,
    now,
    vouched,
    checkUp,
    log,
  })

  return {
    app,
    relay,
    database,
    inspectorUrl: inspection?.url ?? null,
    endStreams: rooms.endStreams,
    async close() {
      await relay?.leave()
      ahead?.ahead.close()
      await Promise.all([stopHousekeeping(), stopSyncing(), backups?.stop()])
      whomToAsk.stop()
      hours.stop()
      await Promise.all([callUpdates?.idle(), rooms.idle()])
      await vouchedClock.stop()
      await turns.close()
      await lists.close()
      await notices.close()
      await Promise.all([inspection?.close(), watching.close(), database.close()])
    },
  }
}

function hoursOf({ timeZone, hours: rules, flow, flowByNumber }: Config): Hours {
  return { timeZone, rules, quiet: null, flow, flowByNumber }
}

/** By name: the settings have secrets in them. */
function twimlOptions(config: Config): TwimlOptions {
  const { baseUrl, voice, language, speechModel, ...numbers } = config
  const { ownerNumber, twilioNumber, dialTimeoutSeconds } = numbers
  const basePath = new URL(baseUrl).pathname.replace(/\/$/, '')
  const spoken = { voice, language, ...(speechModel !== undefined && { speechModel }) }
  return { basePath, ...spoken, ownerNumber, twilioNumber, dialTimeoutSeconds }
}

/** Loaded only where it is wished for. */
async function startInspection(
  { inspect, baseUrl }: Config,
  log: Logger,
): Promise<Inspection | null> {
  if (!inspect) return null
  const { startInspection: start } = await import('./watch/inspect/inspection.ts')
  return start({ ...inspect, simulateUrl: `${baseUrl.replace(/\/$/, '')}/console/simulate`, log })
}

/** Null where nobody but this machine reaches us. */
async function signatureCheck({ authTokens, baseUrl }: Config): Promise<SignatureCheck | null> {
  if (authTokens.length === 0) return null
  const { createSignatureCheck } = await import('./lines/twilio/signature.ts')
  return createSignatureCheck(authTokens, baseUrl)
}

/** Null where Twilio lets nobody act on a call: what the owner decides is then heard with the call's next event. */
function createUpdates({ callsAccount, baseUrl, isDemo }: Config, log: Logger): CallUpdates | null {
  if (!callsAccount) return null
  return createCallUpdates({
    ...callsAccount,
    baseUrl,
    onFailure(why, call_sid) {
      const level = isDemo ? 'debug' : 'warn'
      log[level]({ call_sid, why }, 'Twilio was not told: the caller hears it with their next word')
    },
  })
}

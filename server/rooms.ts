/** The owner's parts of the server: each loaded with the first request for it, for they take 20 MB. */
import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { Flow } from '../machines/flows.ts'
import { speechIn } from '../prompts/speech/speech-in.ts'
import type { ModelState } from '../machines/screener-failure.ts'
import { findActiveContact } from '../storage/contacts.ts'
import type { Database } from '../storage/database.ts'
import type { Roll } from '../storage/roll.ts'
import type { DecidableCall } from '../storage/notices/decision-tokens.ts'
import { findCallerWords } from '../storage/notices/deliveries.ts'
import { beginSession, endAllSessions, endSessions, sessionsGoingOn } from '../storage/sessions.ts'
import type { ManagementRoom, Room } from './app.ts'
import { calendarOf } from './basics/calendar.ts'
import { lazy } from './basics/lazy.ts'
import type { HealthDependencies } from './compose-health.ts'
import type { Deciding } from './calls/decide.ts'
import type { Answer } from './calls/incoming.ts'
import type { PlayedSockets } from './lines/relay/played.ts'
import type { ListDesk } from './lists/list-desk.ts'
import type { Screener } from './calls/ports.ts'
import { addPass, listPasses, MOST_PASSES } from '../storage/rules/passes.ts'
import { LET_THROUGH_MINUTES } from './words/standing-words.ts'
import { callKindInWords } from './words/notice-words.ts'
import type { HoursDesk } from './owner/api/hours-schema.ts'
import type { NoticeDesk } from './owner/api/notices.ts'
import type { PushDoor } from './owner/api/push.ts'
import type { ToldCall } from './words/call-words.ts'
import { callingNumber } from './settings/calling-number.ts'
import type { Metrics } from './owner/api/state.ts'
import type { Console } from './owner/console/console.ts'
import type { SessionStore } from './owner/door/sessions.ts'
import type { Phone, PhoneOptions } from './phone/phone.ts'
import { createHouses } from './settings/houses/house.ts'
import type { Config } from './settings/config.ts'
import type { Overheard } from './calls/overheard.ts'

export interface Rooms {
  management(): Promise<ManagementRoom>
  console(): Promise<Room>
  /** Where the links of notices lead, whoever follows them. */
  decide(): Promise<Room>
  /** Whether a request bears the owner's key; a wrong one counts as it does everywhere. */
  isOwner(c: Context): Promise<boolean>
  /** Has a simulated call leave what it hears for the answer of that revision, as Twilio is told of others. */
  moveSimulated(callSid: string, revision: number): void
  /** Resolves when no simulated call is being moved. */
  idle(): Promise<void>
  /** Ends what pages are listening to, or a stop would wait for them. */
  endStreams(): void
}

export interface RoomsDependencies {
  database: Database
  /** Every flow that a call can run. */
  flows: readonly Flow[]
  deciding: Deciding
  /** The answer as TwiML. */
  render(answer: Answer): string
  /** The screener that calls are judged by. */
  screen: Screener
  /** Brings a webhook of a simulated call to this app, marked as such. */
  simulate(url: string, init: RequestInit): Response | Promise<Response>
  /** The same for calls whose words are streamed, and their sockets. */
  streamed: {
    simulate: RoomsDependencies['simulate']
    sockets(): Promise<PlayedSockets>
  }
  metrics: Metrics
  models(): ModelState[]
  overheard: Overheard
  noticeDesk(): Promise<NoticeDesk>
  listDesk: ListDesk
  /** When which flow answers, and where that is changed. */
  hours: HoursDesk
  /** What browsers sign up with for web push. */
  push: PushDoor
  /** Of this process: what else is looked at where somebody asks whether all is well. */
  health: Pick<HealthDependencies, 'instance' | 'cameFrom' | 'outside'>
  now(): Date
  log: Logger
}

/** Fictitious: for who has no number from Twilio yet. */
const NUMBER_CALLED = '+12125550142'

/** The rooms are handed what they need by name: the settings have secrets in them. */
export function createRooms(config: Config, deps: RoomsDependencies): Rooms {
  const { adminKeys, baseUrl, corsOrigins, defaultCountry } = config
  const { flow, language, limits, ownerName, twilioNumber } = config
  const {
    database,
    flows,
    deciding,
    render,
    screen,
    simulate,
    streamed,
    metrics,
    models,
    now,
    log,
  } = deps
  const calendar = calendarOf(config.timeZone)
  const houses = createHouses(config)
  let pages: Console | undefined
  const moving = new Set<Promise<void>>()

  /** One for both, so that wrong keys count together. */
  const door = lazy(async () => {
    const { createDoor } = await import('./owner/door/door.ts')
    return createDoor({ adminKeys, baseUrl, sessions: storedIn(database), now, log })
  })

  /** Loaded with the first look ahead: it takes the replay along. */
  const foresight = lazy(async () => {
    const { createForesight } = await import('./foresight.ts')
    return createForesight({
      queries: database.queries,
      about: { withheld: config.withheld, rollOf: houses.rollOf },
      hours: deps.hours.current,
      flows,
      limits,
      speech: speechIn(language, ownerName),
      defaultCountry,
      now,
    })
  })

  /** Loaded with the first look: it takes the models along. */
  const health = lazy(async () => {
    const { composeHealth } = await import('./compose-health.ts')
    return composeHealth(config, {
      ...deps.health,
      database,
      noticeDesk: deps.noticeDesk,
      hours: deps.hours,
      now,
    })
  })

  return {
    management: lazy(async () => {
      const { createManagement } = await import('./owner/api/management.ts')
      const { knowsPath } = await import('./owner/api/knows-path.ts')
      const routes = createManagement({
        door: await door(),
        database,
        corsOrigins,
        defaultCountry,
        calendar,
        houses,
        deciding,
        metrics,
        noticeDesk: deps.noticeDesk,
        listDesk: deps.listDesk,
        hasAddressBook: config.carddav !== null,
        hours: deps.hours,
        foresight,
        health,
        push: deps.push,
        now,
        log,
      })
      return { fetch: routes.fetch, knows: (path) => knowsPath(routes, path) }
    }),
    console: lazy(async () => {
      const { createConsole } = await import('./owner/console/console.ts')
      const called = twilioNumber ?? NUMBER_CALLED
      pages = createConsole({
        door: await door(),
        database,
        flow,
        flows,
        limits,
        language,
        ownerName,
        calendar,
        houses,
        render,
        screen,
        phone: await createConsolePhone(config, called, { fetch: simulate }),
        streamed: {
          phone: await createConsolePhone(config, called, {
            fetch: streamed.simulate,
            openSocket: async (url, hearing) => (await streamed.sockets()).open(url, hearing),
            quiet: async (callSid) => (await streamed.sockets()).silence(callSid),
          }),
          fetchNow: async (callSid, revision) =>
            (await streamed.sockets()).fetchNow(callSid, revision),
        },
        urlOf: (path) => baseUrl.replace(/\/+$/, '') + path,
        called,
        defaultCountry,
        line: config.voiceLine,
        models,
        overheard: deps.overheard,
        noticeDesk: deps.noticeDesk,
        health,
        now,
        log,
      })
      return pages
    }),
    decide: lazy(async () => {
      const { createDecide } = await import('./owner/decide/decide.ts')
      const { queries } = database
      return createDecide({
        queries,
        deciding,
        tell: (call) => tellCall(queries, houses.rollOf(call.called), call),
        letThrough: (phoneNumber) => letThrough(database, phoneNumber, now()),
        now,
        log,
      })
    }),
    async isOwner(c) {
      const key = /^bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null
      if (key === null) return false
      return (await (await door()).refusal(c, { key, corsOrigins: [] })) === null
    },
    moveSimulated(callSid, revision) {
      // Whoever plays it has the console open. A call that cannot be moved hears it with its next word.
      const moved = Promise.resolve(pages?.moveSimulated(callSid, revision))
        .catch((error: unknown) => log.warn({ err: error }, 'a simulated call was not moved'))
        .finally(() => moving.delete(moved))
      moving.add(moved)
    },
    async idle() {
      await Promise.all(moving)
    },
    endStreams: () => pages?.endStreams(),
  }
}

function storedIn(database: Database): SessionStore {
  return {
    begin: (session) => beginSession(database, session),
    goingOn: (ids, at) => sessionsGoingOn(database.queries, ids, at),
    end: (ids) => endSessions(database, ids),
    endAll: () => endAllSessions(database),
  }
}

/** The phone that plays calls on the console: it reaches this very app, and signs as Twilio does. */
async function createConsolePhone(
  { baseUrl, authTokens: [authToken] }: Config,
  called: string,
  ways: Pick<PhoneOptions, 'fetch' | 'openSocket' | 'quiet'>,
): Promise<Phone> {
  const { createPhone } = await import('./phone/phone.ts')
  return createPhone({
    // A proxy's path is gone by the time that a webhook comes to us.
    url: 'http://localhost',
    publicUrl: baseUrl,
    ...(authToken && { authToken }),
    verifiedNumbers: [called],
    ...ways,
  })
}

/** Where they are let through already, the pass that goes on is enough. */
async function letThrough(database: Database, phoneNumber: string, at: Date): Promise<void> {
  const now = at.toISOString()
  const going = await listPasses(database.queries, { now, limit: MOST_PASSES })
  const isThere = going.some(
    (pass) =>
      pass.how === 'through' && pass.for_kind === 'prefix' && pass.for_value === phoneNumber,
  )
  if (isThere) return
  const until = new Date(at.getTime() + LET_THROUGH_MINUTES * 60_000).toISOString()
  await addPass(database, { until, forKind: 'prefix', forValue: phoneNumber, how: 'through' }, now)
}

/** As much as the notice says that the link came with. */
async function tellCall(queries: Database['queries'], roll: Roll, call: DecidableCall) {
  const isFull = call.detail === 'full'
  const contact = await findActiveContact(queries, roll, call.caller_id)
  return {
    ...(call as unknown as ToldCall),
    name: contact?.name ?? null,
    number: isFull ? callingNumber(call.caller_id) : null,
    words: isFull ? await findCallerWords(queries, call.id) : null,
    kind: callKindInWords(call.call_type),
  }
}

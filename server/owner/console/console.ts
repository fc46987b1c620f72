/** The console: pages to watch, review and try the concierge, for the owner's browser. */
import { Hono, type Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import { tellFailure } from '../tell-failure.ts'
import type { ModelState } from '../../../machines/screener-failure.ts'
import type { Door } from '../door/door.ts'
import type { Overheard } from '../../calls/overheard.ts'
import { createAssets, createModules } from './assets.ts'
import { createCall } from './call.ts'
import type { CallStepsDependencies } from './call-steps.ts'
import { createCalls } from './calls.ts'
import type { HealthDesk } from '../api/health-schema.ts'
import type { NoticeDesk } from '../api/notices.ts'
import type { ConsolePages } from './console-pages.ts'
import { createExceptions } from './exceptions.ts'
import { createFlow, type FlowDependencies } from './flow.ts'
import { createFrontPages } from './front-pages.ts'
import { createHealthPage } from './health.ts'
import { createInstalled } from './installed.ts'
import { createLive } from './live.ts'
import { createOverhearing } from './overhearing.ts'
import { createLiveStream } from './live-stream.ts'
import type { Houses } from '../../settings/houses/house.ts'
import { noteTroubles } from './model-troubles.ts'
import { createNotices } from './notices.ts'
import { createNumbers } from './numbers.ts'
import { onlyFromOurPages } from './only-from-our-pages.ts'
import { onlySignedIn } from './only-signed-in.ts'
import { createRules } from './rules.ts'
import { createPhonePage, type PhonePageDependencies } from './phone-page.ts'
import { createSimulatedPhone, type SimulatedPhoneDependencies } from './simulated-phone.ts'
import { sayPlainly } from './plain-answer.ts'
import { createSignIn, createSignOutEverywhere } from './sign-in.ts'
import { createSimulate, type SimulateDependencies } from './simulate.ts'
import { createTimeZoneModule } from './time-zone-module.ts'

/** What the pages show, and no more of the settings: no secret gets this far. */
export interface ConsoleDependencies
  extends
    CallStepsDependencies,
    FlowDependencies,
    Omit<PhonePageDependencies, 'simulatedPhone'>,
    SimulatedPhoneDependencies,
    SimulateDependencies {
  door: Door
  /** The owner's numbers. */
  houses: Houses
  models(): ModelState[]
  /** What is being said in calls. */
  overheard: Overheard
  noticeDesk(): Promise<NoticeDesk>
  health(): Promise<HealthDesk>
  log: Logger
}

export interface Console extends Pick<Hono, 'routes'> {
  fetch(request: Request, env: object): Response | Promise<Response>
  /** What the owner decides about a simulated call, its caller hears at once: the answer of that revision. */
  moveSimulated(callSid: string, revision: number): Promise<void>
  /** A browser listens for as long as it is let: without this a server would wait for it to stop. */
  endStreams(): void
}

export function createConsole(deps: ConsoleDependencies): Console {
  const { door, log, database, now, flow, flows, limits, language, ownerName, calendar } = deps
  const { render, screen, called, defaultCountry, models, line, phone, houses } = deps
  const pages: ConsolePages = new Hono()
  pages.use(onlyFromOurPages(door))
  pages.route('/assets', createTimeZoneModule(deps.calendar.timeZone))
  pages.route('/assets', createAssets())
  pages.route('/', createInstalled())
  pages.route('/', createSignIn(door))
  pages.use(onlySignedIn(door))
  pages.route('/', createSignOutEverywhere(door))
  pages.route('/assets', createModules())
  pages.use(noteTroubles(models))
  // Relative, as all links are: a proxy may serve us under a path of its own.
  pages.get('/', (c) => c.redirect('console/calls', 303))
  pages.get('*', (c, next) => (c.req.path === '/console/' ? c.redirect('calls', 303) : next()))

  const simulatedPhone = createSimulatedPhone({
    database,
    flows,
    houses,
    phone,
    streamed: deps.streamed,
    urlOf: deps.urlOf,
    called,
    language,
    ownerName,
  })
  const onFault = (error: unknown) => log.error({ err: error }, 'calls not watched')
  const live = createLive(database, houses, onFault)
  const overhear = createOverhearing(database.queries, houses.rollOf, deps.overheard)
  pages.route('/', createLiveStream({ live, overhear, door, onFault }))

  pages.route('/', createCalls(houses))
  pages.route(
    '/',
    createCall({ database, flows, houses, limits, language, ownerName, calendar, render }),
  )
  pages.route('/', createExceptions(houses))
  pages.route('/', createRules(calendar.timeZone, houses))
  pages.route(
    '/',
    createFlow({ database, flow, flows, limits, language, ownerName, calendar, now }),
  )
  pages.route(
    '/',
    createPhonePage({ flow, flows, language, line, simulatedPhone, defaultCountry, houses }),
  )
  pages.route('/', createSimulate({ flow, flows, limits, language, ownerName, render, screen }))
  pages.route('/', createNotices(deps.noticeDesk, { timeZone: calendar.timeZone, houses }))
  pages.route('/', createNumbers(houses))
  pages.route('/', createHealthPage(deps.health))

  pages.onError((error, c) => answerError(c, error, log))
  const { routes } = new Hono().route('/console', pages)
  return {
    fetch: createFrontPages(pages).fetch,
    routes,
    moveSimulated: simulatedPhone.move,
    endStreams: live.end,
  }
}

function answerError(c: Context, error: Error, log: Logger): Response | Promise<Response> {
  if (error instanceof HTTPException && error.status < 500) return error.getResponse()
  tellFailure(log, c, error)
  return sayPlainly(c, 500, 'Something went wrong on our side: see the log')
}

/** Everything the owner does over HTTP. Whatever is asked for here, the owner's key is asked for first. */
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import { tellFailure } from '../tell-failure.ts'
import type { Calendar } from '../../basics/calendar.ts'
import type { Deciding } from '../../calls/decide.ts'
import type { Database } from '../../../storage/database.ts'
import type { Door } from '../door/door.ts'
import { identify } from '../door/identify.ts'
import { createAddressBook } from './address-book.ts'
import { createBlocks } from './blocks.ts'
import { createPasses } from './passes.ts'
import { createContactFiles } from './contact-files.ts'
import { createConversations } from './conversations.ts'
import { createDecision } from './decision.ts'
import { createDocs } from './docs.ts'
import { createExceptions } from './exceptions.ts'
import type { ListDesk } from '../../lists/list-desk.ts'
import { createLists } from './lists.ts'
import { createHealthRoutes } from './health.ts'
import type { HealthDesk } from './health-schema.ts'
import { createHours } from './hours.ts'
import type { HoursDesk } from './hours-schema.ts'
import { describeWebhook } from './notice-webhook.ts'
import { createNotices, type NoticeDesk } from './notices.ts'
import { onlyOwner } from './only-owner.ts'
import { answerProblem, Problem } from './problem.ts'
import type { Houses } from '../../settings/houses/house.ts'
import { createPush, type PushDependencies } from './push.ts'
import { createRoutes, type Routes } from './routes.ts'
import { createSessionRoutes } from './sessions.ts'
import { createStanding } from './standing.ts'
import type { ForesightDesk } from './standing-schema.ts'
import { createState, type Metrics } from './state.ts'
import { createStatistics } from './statistics.ts'

export interface ManagementDependencies {
  database: Database
  door: Door
  /** Pages of other servers that may use the API from a browser. */
  corsOrigins: string[]
  /** Of numbers that are written without one. */
  defaultCountry: string
  /** Of the owner. */
  calendar: Calendar
  /** The owner's numbers. */
  houses: Houses
  deciding: Deciding
  metrics: Metrics
  noticeDesk(): Promise<NoticeDesk>
  listDesk: ListDesk
  /** Whether the settings name an address book. */
  hasAddressBook: boolean
  hours: HoursDesk
  foresight(): Promise<ForesightDesk>
  health(): Promise<HealthDesk>
  push: PushDependencies['push']
  now(): Date
  log: Logger
}

const DESCRIPTION = {
  openapi: '3.1.0',
  info: {
    title: 'Voice Concierge',
    version: '0.1.0',
    description: 'The exception list, the conversations, and how the server is doing.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '.' }],
  security: [{ key: [] }],
}

export function createManagement(deps: ManagementDependencies): Routes {
  const {
    database,
    door,
    corsOrigins,
    defaultCountry,
    calendar,
    houses,
    deciding,
    metrics,
    now,
    log,
  } = deps
  const app = createRoutes()
  app.use(identify)
  app.use(headers)
  if (corsOrigins.length > 0)
    app.use(cors({ origin: corsOrigins, exposeHeaders: ['x-request-id'], maxAge: 600 }))
  app.use(onlyOwner({ door, isForBrowsers, corsOrigins }))
  app.use(limitBody)
  app.use(onlyJson)

  app.route('/', createExceptions({ database, defaultCountry, houses, now }))
  app.route('/', createContactFiles({ database, defaultCountry, houses, now, log }))
  app.route('/', createConversations({ database, defaultCountry, calendar, houses, now }))
  app.route('/', createDecision({ database, deciding, houses }))
  app.route('/', createBlocks({ database, defaultCountry, now }))
  app.route('/', createPasses({ database, timeZone: calendar.timeZone, now }))
  app.route('/', createHours({ desk: deps.hours, defaultCountry, now }))
  const { foresight, hours } = deps
  app.route('/', createStanding({ foresight, hours, houses, defaultCountry }))
  app.route('/', createSessionRoutes(door))
  app.route('/', createPush({ database, push: deps.push, now }))
  app.route('/', createLists({ desk: deps.listDesk }))
  app.route('/', createAddressBook({ database, isSet: deps.hasAddressBook, now }))
  app.route('/', createState({ database, metrics, now }))
  app.route('/', createHealthRoutes(deps.health))
  app.route('/', createStatistics({ database, calendar, houses, now }))
  app.route(
    '/',
    createNotices({ database, desk: deps.noticeDesk, houses, timeZone: calendar.timeZone, now }),
  )
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
  })
  describeWebhook(app)
  const describe = () => app.getOpenAPI31Document(DESCRIPTION)
  app.route('/', createDocs(describe))

  app.notFound((c) => {
    throw new Problem(404, `There is no ${c.req.method} ${c.req.path}: see /docs`)
  })
  app.onError((error, c) => answerError(c, error, log))
  return app
}

function answerError(c: Context, error: Error, log: Logger): Response {
  if (error instanceof Problem) return answerProblem(c, error)
  if (error instanceof HTTPException && error.status < 500)
    return answerProblem(c, new Problem(error.status, error.message))
  tellFailure(log, c, error)
  return answerProblem(c, new Problem(500, 'Something went wrong on our side: see the log'))
}

const headers: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    // Swagger UI writes styles into the page and draws its icons from data.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
})

function isForBrowsers(path: string): boolean {
  return /^\/(docs|openapi\.json)/.test(path)
}

function bodyUpTo(maxSize: number): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError() {
      throw new Problem(413, `At most ${maxSize / 1024} KiB are taken in at once`)
    },
  })
}

const shortBody = bodyUpTo(64 * 1024)

/** A file is read as it comes, and its own bounds are kept there. */
const limitBody: MiddlewareHandler = (c, next) =>
  isImport(c.req.path) ? next() : shortBody(c, next)

/** Also what keeps other pages' forms out: a form cannot send JSON. */
const onlyJson: MiddlewareHandler = async (c, next) => {
  const type = c.req.header('content-type')?.split(';')[0]!.trim().toLowerCase()
  const brings = ['POST', 'PATCH', 'PUT'].includes(c.req.method) && !isImport(c.req.path)
  if (brings && type !== 'application/json')
    throw new Problem(415, 'Send JSON: content-type application/json')
  return next()
}

function isImport(path: string): boolean {
  return path === '/exceptions/import' || /^\/lists\/[^/]+\/import$/.test(path)
}

/** Everything the owner does over HTTP. Whatever is asked for here, the owner's key is asked for first. */
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { Database } from '../../../storage/database.ts'
import type { Sessions } from '../door/session.ts'
import { createContactFiles } from './contact-files.ts'
import { createConversations } from './conversations.ts'
import { createDocs } from './docs.ts'
import { createExceptions } from './exceptions.ts'
import { onlyOwner } from '../door/only-owner.ts'
import { answerProblem, Problem } from './problem.ts'
import { createRoutes, type ManagementEnv, type Routes } from './routes.ts'
import { createState, type Metrics } from './state.ts'
import { createStatistics } from './statistics.ts'

export interface ManagementDependencies {
  database: Database
  adminKeys: string[]
  /** Of those who signed in to the console. */
  sessions: Sessions
  corsOrigins: string[]
  /** Of numbers that are written without one. */
  defaultCountry: string
  metrics: Metrics
  now(): Date
  log: Logger
}

export function createManagement(deps: ManagementDependencies): Routes {
  const app = createRoutes()
  app.use(async function identify(c, next) {
    c.set('requestId', (c.env as { requestId?: string }).requestId ?? crypto.randomUUID())
    await next()
    c.header('x-request-id', c.get('requestId'))
  })
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // Swagger UI writes styles into the page and draws its icons from data.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
    }),
  )
  if (deps.corsOrigins.length > 0)
    app.use(cors({ origin: deps.corsOrigins, exposeHeaders: ['x-request-id'], maxAge: 600 }))
  app.use(onlyOwner({ ...deps, isForBrowsers: (path) => /^\/(docs|openapi\.json)/.test(path) }))
  app.use(limitBody)
  app.use(onlyJson)

  app.route('/', createExceptions(deps))
  app.route('/', createContactFiles(deps))
  app.route('/', createConversations(deps))
  app.route('/', createState(deps))
  app.route('/', createStatistics(deps))
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
  })
  const description = {
    openapi: '3.1.0',
    info: {
      title: 'Voice Concierge',
      version: '0.1.0',
      description: 'The exception list, the conversations, and how the server is doing.',
    },
    servers: [{ url: '.' }],
    security: [{ key: [] }],
  }
  app.route(
    '/',
    createDocs(() => app.getOpenAPI31Document(description)),
  )

  app.notFound((c) => {
    throw new Problem(404, `There is no ${c.req.method} ${c.req.path}: see /docs`)
  })
  app.onError((error, c) => {
    if (error instanceof Problem) return answerProblem(c, error)
    if (error instanceof HTTPException && error.status < 500)
      return answerProblem(c, new Problem(error.status, error.message))
    deps.log.error(
      { err: error, request_id: c.get('requestId'), route: c.req.routePath },
      'request failed',
    )
    return answerProblem(c, new Problem(500, 'Something went wrong on our side: see the log'))
  })
  return app
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
/** A few thousand contacts, some with their pictures. */
const importedBody = bodyUpTo(8 * 1024 * 1024)

const limitBody: MiddlewareHandler<ManagementEnv> = (c, next) =>
  isImport(c.req.path) ? importedBody(c, next) : shortBody(c, next)

/** Also what keeps other pages' forms out: a form cannot send JSON. */
const onlyJson: MiddlewareHandler<ManagementEnv> = async (c, next) => {
  const type = c.req.header('content-type')?.split(';')[0]!.trim().toLowerCase()
  const brings = ['POST', 'PATCH', 'PUT'].includes(c.req.method) && !isImport(c.req.path)
  if (brings && type !== 'application/json')
    throw new Problem(415, 'Send JSON: content-type application/json')
  return next()
}

function isImport(path: string): boolean {
  return path === '/exceptions/import'
}

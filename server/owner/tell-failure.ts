/** What the log says of a request that could not be answered. */
import { createSeldom, type Seldom } from '../basics/seldom.ts'

interface Log {
  error(facts: object, text: string): void
  info(facts: object, text: string): void
}

/** Of a request in Hono: what it was, where it was going, and what it came by. */
interface Failed {
  req: { raw: Request; routePath: string }
  env: unknown
  get(name: 'requestId'): unknown
}

/** Anybody can do so, as often as he likes: of each log, how often it was told. */
const seldom = new WeakMap<Log, Seldom>()

function brokenOff(log: Log): Seldom {
  const known = seldom.get(log)
  if (known) return known
  const created = createSeldom({ most: 30, perMs: 60_000 })
  seldom.set(log, created)
  return created
}

export function tellFailure(log: Log, { req, env, get }: Failed, error: Error): void {
  const facts = { request_id: get('requestId'), route: req.routePath }
  if (!hasHungUp(req.raw, env, error)) log.error({ err: error, ...facts }, 'request failed')
  else
    brokenOff(log)('broken off', (unsaid) =>
      log.info({ ...facts, ...(unsaid > 0 && { unsaid }) }, 'request broken off by who sent it'),
    )
}

/**
 * In the middle of what he sends. What is thrown then differs by when he left and how it was read; that his message is
 * not complete does not: https://nodejs.org/docs/latest-v24.x/api/http.html#messagecomplete
 */
function hasHungUp({ signal }: Request, env: unknown, error: Error): boolean {
  const { incoming } = (env ?? {}) as { incoming?: { complete?: boolean; destroyed?: boolean } }
  if (incoming?.destroyed) return incoming.complete === false
  return signal.aborted && 'code' in error && error.code === 'ECONNRESET'
}

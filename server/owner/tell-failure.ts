/** What the log says of a request that could not be answered. */

interface Log {
  error(facts: object, text: string): void
  info(facts: object, text: string): void
}

/** Of a request in Hono: what it was, and where it was going. */
interface Failed {
  req: { raw: Request; routePath: string }
  get(name: 'requestId'): unknown
}

export function tellFailure(log: Log, { req, get }: Failed, error: Error): void {
  const facts = { request_id: get('requestId'), route: req.routePath }
  if (hasHungUp(req.raw, error)) log.info(facts, 'request broken off by who sent it')
  else log.error({ err: error, ...facts }, 'request failed')
}

/** In the middle of what he sends: https://nodejs.org/docs/latest-v24.x/api/http.html#event-close_2 */
function hasHungUp({ signal }: Request, error: Error): boolean {
  return signal.aborted && 'code' in error && error.code === 'ECONNRESET'
}

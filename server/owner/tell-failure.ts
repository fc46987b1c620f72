/** What the log says of a request that nobody could answer. */
import type { Context } from 'hono'
import type { Logger } from 'pino'

export function tellFailure(log: Pick<Logger, 'error' | 'info'>, c: Context, error: Error): void {
  const facts = { request_id: c.get('requestId') as unknown, route: c.req.routePath }
  if (hasHungUp(c.req.raw, error)) log.info(facts, 'request broken off by who sent it')
  else log.error({ err: error, ...facts }, 'request failed')
}

/** In the middle of what he sends: https://nodejs.org/docs/latest-v24.x/api/http.html#event-close_2 */
function hasHungUp({ signal }: Request, error: Error): boolean {
  return signal.aborted && 'code' in error && error.code === 'ECONNRESET'
}

/** Each request at the owner's door has the id that the log knows it by, and its answer tells it. */
import type { MiddlewareHandler } from 'hono'

export interface Identified {
  Variables: { requestId: string }
}

/** The id that the request came in with, else one of our own. */
export const identify: MiddlewareHandler<Identified> = async (c, next) => {
  c.set('requestId', (c.env as { requestId?: string }).requestId ?? crypto.randomUUID())
  await next()
  c.header('x-request-id', c.get('requestId'))
}

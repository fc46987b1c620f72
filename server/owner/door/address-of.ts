/** The address at the other end of the connection; undefined where there is none, as in a test. */
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

export function addressOf(c: Context): string | undefined {
  const { incoming } = (c.env ?? {}) as { incoming?: unknown }
  return incoming ? getConnInfo(c).remote.address : undefined
}

/** A concierge that tells a real server for ntfy, with a clock that is handed in. */
import type { Screener } from '../../server/calls/ports.ts'
import { createConcierge, MOTHER } from '../support/concierge.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

export interface WithClockOptions {
  settings?: Record<string, string>
  file?: string | undefined
  ntfy?: Receiver | undefined
  begin: string
  screener: Screener
}

export async function withClock({ settings, file, ntfy, begin, screener }: WithClockOptions) {
  const server = ntfy ?? (await startReceiver())
  let time = Date.parse(begin)
  const concierge = await createConcierge({
    settings: {
      NTFY_URL: `${server.url}/owner`,
      ...(file && { SQLITE_DB_PATH: file }),
      ...settings,
    },
    contacts: [MOTHER],
    screener,
    now: () => new Date(time),
    notices: { everyMs: 10 },
  })
  return {
    ...concierge,
    ntfy: server,
    clock: () => new Date(time).toISOString(),
    /** Lets so much time go by. */
    pass: (ms: number) => (time += ms),
  }
}

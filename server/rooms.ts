/** The owner's parts of the server: each loaded with the first request for it, for they take 20 MB. */
import type { Flow } from '../machines/flows.ts'
import type { Database } from '../storage/database.ts'
import type { Logger } from 'pino'
import type { Metrics } from './owner/api/state.ts'
import type { Room } from './app.ts'
import { lazy } from './basics/lazy.ts'
import type { Config } from './settings/config.ts'
import type { Console, ConsoleDependencies } from './owner/console/console.ts'
import type { TakeTurn } from './calls/turn.ts'

export interface Rooms {
  management(): Promise<Room>
  console(): Promise<Room>
  /** Ends what pages are listening to, or a stop would wait for them. */
  endStreams(): void
}

export function createRooms(
  config: Config,
  deps: {
    database: Database
    turn: TakeTurn
    simulate: ConsoleDependencies['simulate']
    flows: readonly Flow[] | undefined
    metrics: Metrics
    now(): Date
    log: Logger
  },
): Rooms {
  const { database, now, log, metrics, turn, simulate, flows } = deps
  let pages: Console | undefined
  return {
    management: lazy(async () => {
      const { createManagement } = await import('./owner/api/management.ts')
      const { createSessions } = await import('./owner/door/session.ts')
      const sessions = createSessions({ ...config, now })
      return createManagement({ ...config, database, sessions, now, log, metrics })
    }),
    console: lazy(async () => {
      const { createConsole } = await import('./owner/console/console.ts')
      const shared = { database, turn, simulate, now, log }
      pages = createConsole({ ...config, ...shared, ...(flows && { flows }) })
      return pages
    }),
    endStreams: () => pages?.endStreams(),
  }
}

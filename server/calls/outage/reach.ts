/** Whether the database is there: who asks it while it is away is told so at once, and does not wait. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { ConciergeError } from '../../../storage/concierge-error.ts'
import type { Database } from '../../../storage/database.ts'

export interface Reach {
  /** Rejects as the asking does, or at once with `DatabaseAwayError`, also while it is still waiting. */
  ask: Ask
  /** The same database, asked in this way whatever is written. */
  database: Database
  stop(): void
}

export type Ask = <Result>(asking: () => Promise<Result>) => Promise<Result>

/** Somebody has waited for the database in vain, and it has not come back since. */
export class DatabaseAwayError extends ConciergeError {
  readonly code = 'DATABASE_AWAY'
  readonly disposition = 'apologise'
}

/** So long somebody else's question may still be answered, where one was held up alone. */
const DOUBT_MS = 250

/** The first who waits in vain finds out; a probe every so often finds out when it is back. */
export function createReach({
  database,
  log,
  everyMs,
}: {
  database: Database
  log: Logger
  everyMs: number
}): Reach {
  const stopping = new AbortController()
  /** While it is away: nobody knows how long. Those who wait when it begins are let go. */
  let away = false
  const waiting = new Set<(reason: unknown) => void>()

  async function ask<Result>(asking: () => Promise<Result>): Promise<Result> {
    if (away) throw new DatabaseAwayError('The database is away')
    const { promise, reject } = Promise.withResolvers<never>()
    waiting.add(reject)
    try {
      return await Promise.race([asking(), promise])
    } catch (error) {
      if (database.isOutOfReach(error)) void leave(error)
      throw error
    } finally {
      waiting.delete(reject)
    }
  }

  const pausing = { signal: stopping.signal, ref: false }

  async function leave(reason: unknown): Promise<void> {
    if (away) return
    away = true
    const began = performance.now()
    let isTold = false
    const noLonger = setTimeout(() => {
      isTold = true
      log.error({ err: reason }, 'database is away: calls go on without it')
      const gone = new DatabaseAwayError('The database has gone away', { cause: reason })
      for (const letGo of waiting) letGo(gone)
    }, DOUBT_MS).unref()
    while (away && !stopping.signal.aborted) {
      away = !(await isThere())
      if (away) await delay(everyMs, undefined, pausing).catch(() => undefined)
    }
    clearTimeout(noLonger)
    const seconds = Math.round((performance.now() - began) / 1000)
    if (isTold && !away) log.info({ seconds }, 'database answers again')
  }

  /** Asked as a turn does: a database that can be read may still not be one that can be written. */
  async function isThere(): Promise<boolean> {
    try {
      await database.write((queries) =>
        queries.selectNoFrom(({ lit }) => lit(1).as('is_there')).execute(),
      )
      return true
    } catch {
      return false
    }
  }

  return { ask, database: asked(database, ask), stop: () => stopping.abort() }
}

function asked(database: Database, ask: Ask): Database {
  const { batches } = database
  return {
    ...database,
    write: (work) => ask(() => database.write(work)),
    writeOne: (work) => ask(() => database.writeOne(work)),
    jot: (work) => ask(() => database.jot(work)),
    batches: batches && {
      receive: (event) => ask(() => batches.receive(event)),
      commit: (turn) => ask(() => batches.commit(turn)),
    },
  }
}

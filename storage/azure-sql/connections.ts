/** Connections of tedious as we need them: settings, and what Kysely's driver leaves open. */
import type * as Tedious from 'tedious'
import type { ConnectionConfiguration, Request } from 'tedious'
import { isTransaction } from './batch.ts'
import type { ConnectionSettings } from './connection-string.ts'

/** What vouches for us at Entra ID: one of `@azure/identity`. */
export interface TokenCredential {
  getToken(
    scopes: string | string[],
    options?: object,
  ): Promise<{ token: string; expiresOnTimestamp: number } | null>
}

/** Changes of the schema take as long as they take, and wait for another process that makes them. */
const SCHEMA_CHANGE = /^\s*(create|alter|drop|declare)\b/i
const SCHEMA_CHANGE_MS = 10 * 60 * 1000

/** With this Kysely looks whether a connection is alive, each time before it uses one. */
const IS_ALIVE = 'select 1'
/** ROLLBACK has no BEGIN: the server has rolled back by itself, as after a deadlock. */
const NOTHING_TO_ROLL_BACK = 3903

export function toConfiguration(
  settings: ConnectionSettings,
  credential: TokenCredential | null,
  patienceMs: number,
): ConnectionConfiguration {
  const { login } = settings
  return {
    server: settings.server,
    authentication:
      login.by === 'password'
        ? { type: 'default', options: { userName: login.user, password: login.password } }
        : { type: 'token-credential', options: { credential } },
    options: {
      ...(settings.instance === null
        ? { port: settings.port! }
        : { instanceName: settings.instance }),
      database: settings.database,
      encrypt: settings.encrypt,
      trustServerCertificate: settings.trustServerCertificate,
      ...(settings.certificateName !== null && { serverName: settings.certificateName }),
      appName: settings.applicationName ?? 'voice-concierge',
      // Longer than anybody waits: the next one finds it made.
      connectTimeout: settings.connectTimeoutMs,
      // A connection that has gone dumb is given up while there is time for another.
      requestTimeout: patienceMs / 2,
      cancelTimeout: patienceMs / 8,
      // We try again ourselves, knowing how much time is left.
      maxRetriesOnTransientErrors: 0,
      // Any error rolls back, so does a request that is given up:
      // https://learn.microsoft.com/sql/t-sql/statements/set-xact-abort-transact-sql
      abortTransactionOnError: true,
    },
  }
}

/** Not yet connected. Whoever has answered less than `aliveForMs` ago is taken to be there. */
export function newConnection(
  tedious: typeof Tedious,
  configuration: ConnectionConfiguration,
  aliveForMs: number,
) {
  let refusal: number | undefined
  /** When the server has last answered: that of `performance.now()`. */
  let heardAt = -Infinity

  class OurConnection extends tedious.Connection {
    /**
     * Kysely prints an `error` to stderr, past our log. Whoever waits for a query hears of it from the query, and
     * a connection that is gone is found to be closed.
     */
    override emit(event: string | symbol, ...details: unknown[]): boolean {
      if (event === 'error') return false
      if (event === 'errorMessage') refusal = (details[0] as { number?: number }).number
      return super.emit(event as 'debug', ...(details as [string]))
    }

    /** A login that is refused is told in words only; the number says whether to try again. */
    override connect(connected?: (error?: Error) => void): void {
      super.connect((error) => {
        if (!error) heardAt = performance.now()
        connected?.(error && Object.assign(error, numbered(refusal)))
      })
    }

    override execSql(request: Request): void {
      const text = request.sqlTextOrProcedure ?? ''
      if (text === IS_ALIVE && performance.now() - heardAt < aliveForMs) {
        process.nextTick(() => (request as unknown as Answerable).callback(null, 1))
        return
      }
      if (SCHEMA_CHANGE.test(text)) request.setTimeout(SCHEMA_CHANGE_MS)
      for (const parameter of request.parameters)
        if (parameter.type === tedious.TYPES.NVarChar && isShort(parameter.value))
          // Left to itself it is as long as its value, and each length has a plan of its own:
          // https://learn.microsoft.com/sql/relational-databases/query-processing-architecture-guide
          parameter.length = 4_000
      request.once('requestCompleted', () => {
        const { error } = request as unknown as Answerable
        if (!error) heardAt = performance.now()
        // Rolled back, as it should be: https://learn.microsoft.com/sql/t-sql/statements/set-xact-abort-transact-sql
        else if (isTransaction(text) && (this as unknown as InTransaction).inTransaction)
          this.close()
      })
      super.execSql(request)
    }

    override commitTransaction(done: (error?: Error | null) => void): void {
      super.commitTransaction((error) => this.#orClose(error, done))
    }

    override rollbackTransaction(done: (error?: Error | null) => void): void {
      super.rollbackTransaction((error) => {
        const isNothing = (error as { number?: number } | null)?.number === NOTHING_TO_ROLL_BACK
        this.#orClose(isNothing ? undefined : error, done)
      })
    }

    /** A transaction that may still be open must not meet the next one's work on this connection. */
    #orClose(error: Error | null | undefined, done: (error?: Error | null) => void): void {
      if (error) this.close()
      done(error)
    }
  }
  return new OurConnection(configuration)
}

/** What tedious has, and does not tell in its types (20.3). */
interface Answerable {
  callback(error: Error | null, rowCount: number): void
  error: Error | undefined
}
interface InTransaction {
  inTransaction: boolean
}

function numbered(number: number | undefined) {
  return number === undefined ? {} : { number }
}

function isShort(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.length <= 4_000)
}

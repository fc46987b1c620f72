/** Azure SQL, or any SQL Server: a pool of connections, transactions that are tried again. */
import { CompiledQuery, Kysely, MssqlDialect, sql, type Dialect } from 'kysely'
import { AzureSqlAdapter } from './azure-sql-adapter.ts'
import { newConnection, toConfiguration, type TokenCredential } from './connections.ts'
import { persistentDriver } from './persistent-driver.ts'
import { isOutOfReach } from './transient.ts'
import { persistently } from './persistently.ts'
import { readConnectionString, type EntraLogin } from './connection-string.ts'
import type { Batches } from '../batches.ts'
import type { Database, Work } from '../database.ts'
import type { Batch } from './batch.ts'
import { commitBatch } from './commit-batch.ts'
import { readReceived, receiveBatch } from './receive-batch.ts'
import type { Schema } from '../schema.ts'
import { ConciergeError } from '../concierge-error.ts'

export interface AzureSqlOptions {
  /** Makes the credential where the connection string asks Entra ID; called once. */
  credential?: (login: EntraLogin) => TokenCredential | Promise<TokenCredential>
  /** How long a work may take with all its tries. A turn has three, and Twilio waits 15 s. */
  patienceMs?: number
  /** How long to wait for the database at first: one that was paused takes a minute to wake up. */
  startPatienceMs?: number
  /** How long a connection may have been quiet that is used without a look at it: a look is a round trip. */
  aliveForMs?: number
}

/** Azure SQL cannot be reached; the cause says why. */
export class ReachDatabaseError extends ConciergeError {
  readonly code = 'REACH_DATABASE'
  readonly disposition = 'refuse'
  constructor({ server, database }: { server: string; database: string }, cause: Error) {
    super(`The database ${database} on ${server} cannot be reached: ${cause.message}`, { cause })
  }
}

/** Resolves once the database has answered. Throws `ConnectionStringError`, `ReachDatabaseError`. */
export async function openAzureSql(
  connectionString: string,
  {
    credential = noCredential,
    patienceMs = 4_000,
    startPatienceMs = 90_000,
    aliveForMs = 10_000,
  }: AzureSqlOptions = {},
): Promise<Database> {
  const settings = readConnectionString(connectionString)
  const { login } = settings
  // Half a second of loading, for those only who need it.
  const [tedious, tarn] = await Promise.all([import('tedious'), import('tarn')])
  const vouching = login.by === 'password' ? null : await credential(login)
  const configuration = toConfiguration(settings, vouching, patienceMs)
  const queries = new Kysely<Schema>({
    dialect: persistent(
      new MssqlDialect({
        tarn: {
          ...tarn,
          options: {
            min: 1,
            max: settings.mostConnections,
            acquireTimeoutMillis: patienceMs,
            createTimeoutMillis: settings.connectTimeoutMs,
            propagateCreateError: true,
          },
        },
        tedious: {
          ...tedious,
          connectionFactory: () => newConnection(tedious, configuration, aliveForMs),
        },
      }),
      patienceMs,
    ),
  })

  /** A commit whose answer is lost may have been made: then the next try finds what it has written. */
  function write<Result>(work: Work<Result>): Promise<Result> {
    return persistently(patienceMs, ({ mustGoOn }) =>
      queries.transaction().execute(async (transaction) => {
        mustGoOn()
        const result = await work(transaction)
        mustGoOn()
        return result
      }),
    )
  }

  function writeOne<Result>(work: Work<Result>): Promise<Result> {
    return persistently(patienceMs, ({ mustGoOn }) =>
      queries.connection().execute((connection) => {
        mustGoOn()
        return work(connection)
      }),
    )
  }

  async function inOneTrip({ sql: text, parameters }: Batch): Promise<object[]> {
    const batch = CompiledQuery.raw(text, parameters)
    return (await writeOne((connection) => connection.executeQuery<object>(batch))).rows
  }

  const batches: Batches = {
    receive: async (event) => readReceived(await inOneTrip(receiveBatch(event))),
    async commit(turn) {
      const batch = commitBatch(turn)
      return batch && (await inOneTrip(batch)).length > 0
    },
  }

  const close = () => queries.destroy()
  try {
    await persistently(startPatienceMs, () => sql`select 1 as "is_there"`.execute(queries))
  } catch (error) {
    await close()
    throw new ReachDatabaseError(settings, error as Error)
  }
  return {
    queries,
    write,
    jot: write,
    writeOne,
    batches,
    isOutOfReach,
    lookAtPlace: async () => undefined,
    scrub: async () => undefined,
    findDamage: async () => null,
    close,
    [Symbol.asyncDispose]: close,
  }
}

function noCredential(login: EntraLogin): never {
  throw new Error(`Nobody vouches for ${login.by}: a credential of @azure/identity is missing`)
}

function persistent(dialect: Dialect, patienceMs: number): Dialect {
  return {
    createDriver: () => persistentDriver(dialect.createDriver(), patienceMs),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => new AzureSqlAdapter(),
    createIntrospector: (queries) => dialect.createIntrospector(queries),
  }
}

/** A driver that keeps trying: for a connection, and for what only reads. */
import type { AbortableOperationOptions, CompiledQuery, DatabaseConnection, Driver } from 'kysely'
import { persistently } from './persistently.ts'
import { theError } from './transient.ts'

/** A connection on loan from the pool, which may be another one later. */
interface Loan extends DatabaseConnection {
  /** Null while one is exchanged for another. */
  connection: DatabaseConnection | null
  /** Nothing stands on it that another connection would not have: a transaction, a lock. */
  isReplaceable: boolean
  isReturned: boolean
}

/** Reads outside a transaction are tried again on another connection, for no longer than `patienceMs`. */
export function persistentDriver(driver: Driver, patienceMs: number): Driver {
  function lend(connection: DatabaseConnection, waitedMs: number): Loan {
    let leftMs = patienceMs - waitedMs
    const loan: Loan = {
      connection,
      isReplaceable: true,
      isReturned: false,
      executeQuery<Row>(query: CompiledQuery, options?: AbortableOperationOptions) {
        const run = () => connectionOf(loan).executeQuery<Row>(query, options)
        if (query.query.kind !== 'SelectQueryNode') loan.isReplaceable = false
        if (!loan.isReplaceable) return telling(run())
        const forMs = leftMs
        leftMs = patienceMs
        return read(loan, forMs, run)
      },
      streamQuery<Row>(query: CompiledQuery, chunkSize: number) {
        loan.isReplaceable = false
        return connectionOf(loan).streamQuery<Row>(query, chunkSize)
      },
    }
    return loan
  }

  function read<Result>(loan: Loan, forMs: number, run: () => Promise<Result>): Promise<Result> {
    let isFirst = true
    return persistently(forMs, async () => {
      if (!isFirst) await replace(loan)
      isFirst = false
      return run()
    })
  }

  /** Back in the pool a connection that is gone is found out. */
  async function replace(loan: Loan): Promise<void> {
    if (loan.connection) await driver.releaseConnection(loan.connection)
    loan.connection = null
    const other = await driver.acquireConnection()
    if (loan.isReturned) await driver.releaseConnection(other)
    else loan.connection = other
  }

  return {
    init: () => driver.init(),
    async acquireConnection() {
      const begun = performance.now()
      const connection = await persistently(patienceMs, async ({ mustGoOn }) => {
        const acquired = await driver.acquireConnection()
        try {
          mustGoOn()
          return acquired
        } catch (error) {
          await driver.releaseConnection(acquired)
          throw error
        }
      })
      return lend(connection, performance.now() - begun)
    },
    async beginTransaction(connection, settings) {
      borrowed(connection).isReplaceable = false
      await telling(driver.beginTransaction(connectionOf(connection), settings))
    },
    commitTransaction: (connection) => telling(driver.commitTransaction(connectionOf(connection))),
    /** What made it necessary is what counts; a connection that cannot roll back is closed. */
    rollbackTransaction: (connection) =>
      driver.rollbackTransaction(connectionOf(connection)).catch(() => undefined),
    async releaseConnection(connection) {
      const loan = borrowed(connection)
      loan.isReturned = true
      if (loan.connection) await driver.releaseConnection(loan.connection)
    },
    destroy: () => driver.destroy(),
  }
}

function borrowed(connection: DatabaseConnection): Loan {
  return connection as Loan
}

function connectionOf(loan: DatabaseConnection): DatabaseConnection {
  const { connection } = borrowed(loan)
  if (!connection) throw new Error('The connection is being exchanged for another')
  return connection
}

/** Several errors at once are told as the one that counts. */
async function telling<Result>(task: Promise<Result>): Promise<Result> {
  try {
    return await task
  } catch (thrown) {
    throw theError(thrown)
  }
}

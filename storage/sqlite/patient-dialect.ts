/** Reading a file that somebody else may have locked: rare in WAL mode, as while a log is recovered. */
import { setTimeout as delay } from 'node:timers/promises'
import { SqliteDialect, type DatabaseConnection, type Driver } from 'kysely'
import { createLockPatience, isLocked } from './lock-patience.ts'

/** What only reads is tried again, for all who read together no longer than `patienceMs`. */
export class PatientSqliteDialect extends SqliteDialect {
  readonly #patienceMs: number

  constructor(config: ConstructorParameters<typeof SqliteDialect>[0], patienceMs: number) {
    super(config)
    this.#patienceMs = patienceMs
  }

  override createDriver(): Driver {
    const driver = super.createDriver()
    const patience = createLockPatience(this.#patienceMs)
    const acquire = driver.acquireConnection.bind(driver)
    let patient: DatabaseConnection | undefined
    driver.acquireConnection = async () => (patient ??= patiently(await acquire(), patience))
    return driver
  }
}

function patiently(
  connection: DatabaseConnection,
  patience: ReturnType<typeof createLockPatience>,
): DatabaseConnection {
  return {
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    async executeQuery(query) {
      for (;;)
        try {
          const result = await connection.executeQuery<never>(query)
          if (query.query.kind === 'SelectQueryNode') patience.got()
          return result
        } catch (error) {
          if (query.query.kind !== 'SelectQueryNode' || !isLocked(error)) throw error
          const pauseMs = patience.missed()
          if (pauseMs === null) throw error
          await delay(pauseMs)
        }
    },
  }
}

/** Single statements on a file that somebody else may have locked: who only reads meets that while a log is recovered. */
import { setTimeout as delay } from 'node:timers/promises'
import { SqliteDialect, type DatabaseConnection, type Driver } from 'kysely'
import { createLockPatience, isLocked, type LockPatience } from './lock-patience.ts'

/** A statement is tried again, for all that come together no longer than `patienceMs`. */
export class PatientSqliteDialect extends SqliteDialect {
  readonly #patienceMs: number

  constructor(config: ConstructorParameters<typeof SqliteDialect>[0], patienceMs: number) {
    super(config)
    this.#patienceMs = patienceMs
  }

  override createDriver(): Driver {
    const driver = super.createDriver()
    const reading = createLockPatience(this.#patienceMs)
    const writing = createLockPatience(this.#patienceMs)
    const acquire = driver.acquireConnection.bind(driver)
    let patient: DatabaseConnection | undefined
    driver.acquireConnection = async () =>
      (patient ??= patiently(await acquire(), { reading, writing }))
    return driver
  }
}

/** In a transaction nothing is locked any more: it has its lock from the beginning. */
function patiently(
  connection: DatabaseConnection,
  { reading, writing }: { reading: LockPatience; writing: LockPatience },
): DatabaseConnection {
  return {
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    async executeQuery(query) {
      const { kind } = query.query
      // Who begins a transaction waits in its own way: `storage/migration-lock.ts`.
      if (kind === 'RawNode') return connection.executeQuery<never>(query)
      const patience = kind === 'SelectQueryNode' ? reading : writing
      for (;;)
        try {
          const result = await connection.executeQuery<never>(query)
          patience.got()
          return result
        } catch (error) {
          const pauseMs = isLocked(error) ? patience.missed() : null
          if (pauseMs === null) throw error
          await delay(pauseMs)
        }
    },
  }
}

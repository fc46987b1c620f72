/** SQL Server to Kysely. */
import { MssqlAdapter } from 'kysely'

/** The lock for migrations is ours, and held before Kysely looks at anything: `storage/migration-lock.ts`. */
export class AzureSqlAdapter extends MssqlAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

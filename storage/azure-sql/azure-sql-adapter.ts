/** SQL Server to Kysely, with a lock for migrations that takes no owner of the database. */
import { MssqlAdapter, sql, type Kysely } from 'kysely'

/**
 * Kysely's asks as `dbo`, which only its members and owners may, and takes no notice of a lock that is refused.
 * https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-getapplock-transact-sql
 */
export class AzureSqlAdapter extends MssqlAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`declare @granted int
exec @granted = sp_getapplock @Resource = 'voice-concierge migrations', @LockMode = 'Exclusive', @LockOwner = 'Session', @DbPrincipal = 'public'
if @granted < 0 throw 50000, 'The lock for migrations was not granted', 1`.execute(db)
  }

  override async releaseMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`exec sp_releaseapplock @Resource = 'voice-concierge migrations', @LockOwner = 'Session', @DbPrincipal = 'public'`.execute(
      db,
    )
  }
}

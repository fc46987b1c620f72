/** The app's login works on rows and on nothing else: whoever administrates the database changes its tables. */
import { ConciergeError } from '../concierge-error.ts'

export class MigrationRightsError extends ConciergeError {
  readonly code = 'MIGRATION_RIGHTS'
  readonly disposition = 'refuse'
}

/**
 * No permission to create, to alter, to reference, and what looks as if it were not there to whoever may not see it.
 * https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
 */
const NO_RIGHT = new Set([229, 262, 297, 1088, 2760, 3701, 4902, 15247])

/** Throws the error of a migration, in words where this login may not migrate. */
export function tellMissingRight(error: unknown): never {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
    if (NO_RIGHT.has((cause as Error & { number?: number }).number ?? 0))
      throw new MigrationRightsError(
        'The tables are those of an earlier release, and this login may not change them: run ' +
          './deploy/database-role.sh, or npm run migrate, as an administrator of the database',
        { cause: error },
      )
    cause = cause.cause
  }
  throw error
}

import { ConciergeError } from '../concierge-error.ts'

/** A backup was not written, or not restored; nothing was replaced. The message says why, and what to do. */
export class BackupError extends ConciergeError {
  readonly code = 'BACKUP'
  readonly disposition = 'refuse'
}

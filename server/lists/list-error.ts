import { ConciergeError } from '../../storage/concierge-error.ts'

/** A list could not be read: what was read before stays. The message says why, and names nobody's number. */
export class ListError extends ConciergeError {
  readonly code = 'LIST'
  readonly disposition = 'carry on'
}

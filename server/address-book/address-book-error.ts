import { ConciergeError } from '../../storage/concierge-error.ts'

/** The address book could not be read: contacts stay as they are. The message says why, and quotes nobody's card. */
export class AddressBookError extends ConciergeError {
  readonly code = 'ADDRESS_BOOK'
  readonly disposition = 'carry on'
}

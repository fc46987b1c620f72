/** What can be a call's id, whatever line the call came in on: the column `call_sid` has room for it. */

/** Without anchors, for a path or a message; never `..`, which a path takes for the way up. Twilio's have 34 letters and digits. */
export const CALL_ID_PATTERN = '[A-Za-z0-9][A-Za-z0-9_.:~@+-]{0,127}'

const CALL_ID = new RegExp(`^${CALL_ID_PATTERN}$`)

export function isCallId(text: string): boolean {
  return CALL_ID.test(text)
}

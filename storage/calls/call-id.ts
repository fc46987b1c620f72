/** What can be a call's id, whatever line the call came in on: the column `call_sid` has room for it. */

/** Without anchors, so that it fits into a path or a message. Twilio's have 34 letters and digits. */
export const CALL_ID_PATTERN = '[A-Za-z0-9_.:~@+-]{1,128}'

const CALL_ID = new RegExp(`^${CALL_ID_PATTERN}$`)

export function isCallId(text: string): boolean {
  return CALL_ID.test(text)
}

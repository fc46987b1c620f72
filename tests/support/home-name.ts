/**
 * This machine as the browser of the page tests would name another on a network at home: plain http, not localhost.
 * https://www.rfc-editor.org/rfc/rfc8375
 */
export const HOME_NAME = 'concierge.home.arpa'

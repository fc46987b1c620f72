/**
 * The account that `npm run call` rings for. Nobody has it, and Twilio, which names in every webhook the account it rings
 * for, never sends it: whoever can sign one with it has the token of the server, and a caller has no say in it.
 * https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export const PLAYED_ACCOUNT = `AC${'0'.repeat(32)}`

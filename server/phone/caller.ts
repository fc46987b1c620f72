/** Who rings whom, as the parameters that every webhook of a call carries. */

export interface Caller {
  from?: string
  to?: string
  callSid?: string
  forwardedFrom?: string
  stirVerstat?: string
  /** Anything else Twilio may send along, such as CallerName; wins over the usual values. */
  extra?: Record<string, string>
}

/** `CA`, `AC` and their like are followed by 32 hexadecimal digits. */
export function newSid(prefix: string): string {
  return prefix + crypto.randomUUID().replaceAll('-', '')
}

/** DOCS/voice/twiml#request-parameters; Caller and Called repeat From and To. */
export function callerParameters(caller: Caller, accountSid: string): Record<string, string> {
  const { from = '+14155550123', to = '+12125550142', callSid = newSid('CA') } = caller
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: callSid,
    Direction: 'inbound',
    From: from,
    Caller: from,
    To: to,
    Called: to,
    ...places('From', from),
    ...places('Caller', from),
    ...places('To', to),
    ...places('Called', to),
    ...(caller.forwardedFrom !== undefined && { ForwardedFrom: caller.forwardedFrom }),
    ...(caller.stirVerstat !== undefined && { StirVerstat: caller.stirVerstat }),
    ...caller.extra,
  }
}

/** Best effort at Twilio too: often the country is all there is, and for a withheld number not even that. */
function places(who: string, number: string): Record<string, string> {
  return {
    [`${who}City`]: '',
    [`${who}State`]: '',
    [`${who}Zip`]: '',
    [`${who}Country`]: number.startsWith('+1') ? 'US' : '',
  }
}

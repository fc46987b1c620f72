/** A stand-in for Twilio: rings a server, obeys its TwiML, and complains where Twilio would. */
import type { Caller } from './caller.ts'
import { createPhoneCall } from './create-phone-call.ts'
import type { NewPhoneCall } from './phone-call-parts.ts'
import type { PhoneCall } from './phone-call.ts'
import { overFetch, overHttp } from './transport.ts'
import { createOpenSocket, type OpenSocket } from './socket.ts'
import { createComposer } from './webhook-request.ts'

export type { Caller } from './caller.ts'
export type { CallUpdate, DialOutcome, PhoneCall } from './phone-call.ts'
export { PhoneError } from './phone-error.ts'
export { UntimelyError } from './untimely-error.ts'

export interface PhoneOptions {
  /** Where the server listens, e.g. http://127.0.0.1:8000 */
  url: string
  /** What Twilio believes the public URL to be; signed instead of `url` when given. */
  publicUrl?: string
  /** Webhooks go unsigned without it. */
  authToken?: string
  accountSid?: string
  /** The path that a new call is sent to; like the others it may carry `#rc=2&tt=5000`. */
  voice?: string
  /** Where a call whose webhook failed goes on: by default /twilio/fallback; false for nowhere. */
  fallback?: boolean | string
  /** Where the end of a call is told: by default /twilio/status; false for nowhere. */
  statusCallback?: boolean | string
  /** Numbers besides the call's own two that a `<Dial>` may show as its callerId. */
  verifiedNumbers?: readonly string[]
  /** E.g. `app.request`, to reach an app without a socket. */
  fetch?: (url: string, init: RequestInit) => Response | Promise<Response>
  /** How a `<Pause>` passes: by default at once. */
  wait?: (seconds: number) => Promise<void>
  /** Where sockets really go, like ws://127.0.0.1:8000; by default to `url`. */
  socketUrl?: () => string | Promise<string>
  /** Opens sockets otherwise than over the network. */
  openSocket?: OpenSocket
  /** What is done while the caller says nothing over a socket: by default nothing, and the server's time passes. */
  quiet?: (callSid: string) => Promise<void>
  /** Whether a caller over a socket hums until it is known what they say, as somebody does who types it. */
  hums?: boolean
}

export interface Phone {
  /** Resolves when the call waits for the caller or the owner, or has ended. */
  ring(caller?: Caller): Promise<PhoneCall>
  /**
   * Goes on with a call that another phone had, from the latest document it was answered with. Such a call
   * has what was heard and exchanged since.
   */
  resume(caller: Caller & { callSid: string }, twiml: string): Promise<PhoneCall>
  /** One of its calls, which goes on or is over since not long; null where it is none of them. */
  find(callSid: string): PhoneCall | null
}

/** Those that are over can be looked up for a while: of so many. */
const MOST_OVER = 100

export function createPhone(options: PhoneOptions): Phone {
  const {
    accountSid = `AC${'0'.repeat(31)}1`,
    voice = '/twilio/voice',
    fallback = true,
    statusCallback = true,
    verifiedNumbers = [],
    wait = async () => {},
    quiet = async () => {},
  } = options
  const base = (options.publicUrl ?? options.url).replace(/\/+$/, '')
  const compose = createComposer(options)
  const calls = new Map<string, PhoneCall>()
  const over: PhoneCall[] = []
  const openSocket = options.openSocket ?? createOpenSocket(options)
  const transport = options.fetch ? overFetch(options.fetch) : overHttp

  function urlOf(path: boolean | string, usual: string): string | undefined {
    if (path === false) return undefined
    return new URL(base + (path === true ? usual : path)).href
  }

  function callOf(caller: Caller) {
    const call: NewPhoneCall = createPhoneCall({
      caller,
      accountSid,
      voiceUrl: urlOf(voice, voice)!,
      fallbackUrl: urlOf(fallback, '/twilio/fallback'),
      statusUrl: urlOf(statusCallback, '/twilio/status'),
      verifiedNumbers,
      compose,
      transport,
      wait,
      onEnd() {
        over.push(call)
        const [forgotten] = over.length > MOST_OVER ? over.splice(0, 1) : []
        if (forgotten && calls.get(forgotten.callSid) === forgotten) calls.delete(forgotten.callSid)
      },
      openSocket,
      quiet,
      hums: options.hums ?? false,
    })
    calls.set(call.callSid, call)
    return call
  }

  return {
    async ring(caller = {}) {
      const call = callOf(caller)
      await call.ring()
      return call
    },
    async resume(caller, twiml) {
      const call = callOf(caller)
      await call.resume(twiml)
      return call
    },
    find: (callSid) => calls.get(callSid) ?? null,
  }
}

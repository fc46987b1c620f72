/** Streamed words, put together: loaded only where some number has its calls heard so. */
import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Flow } from '../machines/flows.ts'
import type { Database } from '../storage/database.ts'
import { createSeldom } from './basics/seldom.ts'
import { findLiveCall } from './calls/listening.ts'
import type { AnswerInTime } from './lines/in-time.ts'
import { createNonces, type Nonces } from './lines/relay/nonces.ts'
import { realTimers, type Timers } from './lines/relay/quiet.ts'
import type { Relay, RelayLimits } from './lines/relay/sockets.ts'
import type { RelayOptions } from './lines/twilio/twiml-options.ts'
import type { Ahead } from './screening/ahead.ts'
import type { Config } from './settings/config.ts'
import { createHouses } from './settings/houses/house.ts'
import type { Overheard } from './calls/overheard.ts'
import type { Watch } from './watch/watch.ts'

export interface RelayParts {
  timers?: Timers
  limits?: Partial<RelayLimits>
}

export interface RelayDependencies {
  database: Database
  flows: readonly Flow[]
  answerInTime: AnswerInTime
  nonces: Nonces
  overheard: Overheard
  /** Hears what callers have said so far; left out where nobody does. */
  ahead: Pick<Ahead, 'partly' | 'left'> | undefined
  parts: RelayParts | undefined
  watch: Watch
  log: Logger
}

/** Of what strangers can cause, so many of a kind are told in a minute. */
const TOLD = { most: 5, perMs: 60_000 }

export interface Streaming {
  nonces: Nonces
  /** What documents need to open a socket; undefined where none is ever opened. */
  options: RelayOptions | undefined
  /** The same for calls that the owner plays so. */
  played: RelayOptions
}

export function streamingOf(config: Config): Streaming {
  const { voiceLine, voiceLineByNumber, authTokens, baseUrl } = config
  const isFor = (called: string) => (voiceLineByNumber.get(called) ?? voiceLine) === 'relay'
  const isEver = voiceLine === 'relay' || [...voiceLineByNumber.values()].includes('relay')
  const nonces = createNonces(authTokens)
  const sockets = { socketUrl: socketUrlOf(baseUrl), nonceOf: nonces.of }
  return {
    nonces,
    options: isEver ? { ...sockets, isFor } : undefined,
    played: { ...sockets, isFor: () => true },
  }
}

/** Twilio opens no others, and signs the address so. */
function socketUrlOf(baseUrl: string): string {
  return baseUrl.replace(/^https?:/i, 'wss:').replace(/\/+$/, '')
}

export async function composeRelay(
  config: Config,
  { database, flows, answerInTime, nonces, overheard, ahead, parts, watch, log }: RelayDependencies,
): Promise<Relay> {
  const { authTokens, baseUrl } = config
  const { createRelay } = await import('./lines/relay/sockets.ts')
  const { createRelayLine } = await import('./lines/relay/relay-line.ts')
  const { twilioCarrier } = await import('./lines/relay/twilio-carrier.ts')
  const seldom = createSeldom(TOLD)
  return createRelay({
    carrier: twilioCarrier,
    line: createRelayLine(createHouses(config).of),
    answerInTime,
    nonces,
    overheard,
    ahead,
    find: (callSid) => findLiveCall(database.queries, flows, callSid),
    timers: parts?.timers ?? realTimers,
    ...(parts?.limits && { limits: parts.limits }),
    isSigned: await signatureOf(authTokens, socketUrlOf(baseUrl)),
    onRefused: ({ headers }, callSid) =>
      watch.requestRefused({
        requestId: crypto.randomUUID(),
        callSid,
        route: '/twilio/relay',
        signed: headers['x-twilio-signature'] !== undefined,
        status: 403,
      }),
    onOdd: (what, call_sid) =>
      seldom(what, (unsaid) => log.warn({ call_sid, what, unsaid }, 'relay: let be')),
  })
}

async function signatureOf(authTokens: string[], socketUrl: string) {
  if (authTokens.length === 0) return null
  const { createSignatureCheck } = await import('./lines/twilio/signature.ts')
  const check = createSignatureCheck(authTokens, socketUrl)
  return ({ url = '', headers }: IncomingMessage) => {
    const given = headers['x-twilio-signature']
    const signature = typeof given === 'string' ? given : undefined
    return check({ signature, pathAndQuery: url, host: headers.host, fields: {} })
  }
}

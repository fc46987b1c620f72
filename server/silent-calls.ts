/** A call whose end, or that of its dial, never came is ended by a turn as any other: journalled, and decided by its flow. */
import type { Logger } from 'pino'
import type { CallEvent } from '../machines/call.ts'
import { findLostDials } from '../storage/calls/lost-dials.ts'
import { endErasedCalls, findSilentCalls, type SilentCall } from '../storage/calls/silent-calls.ts'
import type { Database } from '../storage/database.ts'
import { repeatedly } from './basics/repeatedly.ts'
import type { Incoming } from './calls/incoming.ts'
import type { TakeTurn } from './calls/turn.ts'
import type { Watch } from './watch/watch.ts'
import { PLAYED } from '../storage/played.ts'

const EVERY_MS = 60 * 1000

/**
 * No call is silent for longer: Twilio hears again from whoever listens or holds within a minute, and from a dial,
 * which we give no limit of its own, after four hours at most, also where an account may have calls of a day; the
 * rest is for ringing and for a late webhook. https://www.twilio.com/docs/voice/twiml/dial#timelimit
 */
export const LONGEST_SILENCE_MS = (4 * 60 + 15) * 60 * 1000

/**
 * With its caller a dial is over, and Twilio tells at once how it ended; if it has not by then it never will, and its
 * caller is told to have been missed.
 */
export const DIAL_SILENCE_MS = 2 * 60 * 1000
/** Of calls that began before that nobody waits to hear. */
const LONGEST_NEWS_MS = 24 * 60 * 60 * 1000

/** So far a clock is put right without a step, and by so much a busy machine may be late. */
const STEP_MS = 60_000

export interface SilentCallsDependencies {
  database: Database
  takeTurn: TakeTurn
  watch: Watch
  now(): Date
  /** A time that is not ahead, whatever the clock says: a call that goes on must not be ended. */
  vouched?(): Date
  log: Logger
  /** How often it is looked. */
  everyMs?: number
}

/** Looks at once and every few minutes; returns what stops it, between two calls if need be. */
export function endSilentCalls(deps: SilentCallsDependencies): () => Promise<void> {
  const { database, now, vouched = now, log, everyMs = EVERY_MS } = deps
  const hasStepped = createStepCheck(now)
  let isStopping = false
  let underWay = Promise.resolve()

  async function look(): Promise<void> {
    if (isStopping) return
    if (hasStepped()) {
      // By the new time, calls that go on have been silent for hours: until the next look they are heard of.
      log.warn({}, 'the clock has stepped: silent calls are looked for later')
      return
    }
    const ago = (ms: number) => new Date(vouched().getTime() - ms).toISOString()
    const before = ago(LONGEST_SILENCE_MS)
    try {
      await database.writeOne((queries) => endErasedCalls(queries, before))
      const ended = await endAll('call', (last) => findSilentCalls(database.queries, before, last))
      if (ended > 0) log.info({ ended }, 'silent calls ended')
      const times = { since: ago(LONGEST_NEWS_MS), before: ago(DIAL_SILENCE_MS) }
      const lost = await endAll('dial', (last) => findLostDials(database.queries, times, last))
      if (lost > 0) log.info({ lost }, 'dials ended whose outcome never came')
    } catch (error) {
      log.error({ err: error }, 'silent calls not ended')
    }
  }

  async function endAll(
    what: keyof typeof LAST_EVENTS,
    find: (after: SilentCall | null) => Promise<SilentCall[]>,
  ): Promise<number> {
    let ended = 0
    let last: SilentCall | null = null
    for (;;) {
      const calls: SilentCall[] = await find(last)
      for (const call of calls) {
        if (isStopping) return ended
        if (await end(lastEventOf(call, what), deps)) ended++
        last = call
      }
      if (calls.length === 0) return ended
    }
  }

  const stop = repeatedly(everyMs, () => (underWay = underWay.then(look)))
  return async () => {
    stop()
    isStopping = true
    await underWay
  }
}

/** Tells whether the clock has gone another way, since it was last asked, than time has. */
function createStepCheck(now: () => Date): () => boolean {
  let last = { wall: now().getTime(), passed: performance.now() }
  return () => {
    const current = { wall: now().getTime(), passed: performance.now() }
    const step = current.wall - last.wall - (current.passed - last.passed)
    last = current
    return step > STEP_MS
  }
}

/** False where another instance was first, or where it failed: the next look finds it again. */
async function end(incoming: Incoming, { takeTurn, watch }: SilentCallsDependencies) {
  const watched = watch.eventArrived(incoming)
  try {
    const turn = await watched.during(() => takeTurn(incoming))
    watched.ended(turn, 200)
    return turn.how === 'answered'
  } catch (error) {
    watched.failed(error, 500)
    return false
  }
}

/** What happens then, and by which identity the others find it answered, whichever instance looks: one for a call. */
const LAST_EVENTS = {
  call: { token: 'silent', event: { type: 'call.ended' } },
  dial: { token: 'dial', event: { type: 'dial.ended', outcome: 'canceled' } },
} as const satisfies Record<string, { token: string; event: CallEvent }>

function lastEventOf(
  { call_sid, updated_at, simulated }: SilentCall,
  what: keyof typeof LAST_EVENTS,
): Incoming {
  const { token, event } = LAST_EVENTS[what]
  return {
    callSid: call_sid,
    requestId: crypto.randomUUID(),
    simulated: simulated === PLAYED.onConsole,
    event,
    replyTo: null,
    identity: { route: 'housekeeping', token },
    arrival: null,
    silentSince: updated_at,
    render: () => '',
  }
}

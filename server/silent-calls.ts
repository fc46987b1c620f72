/** A call whose end never came is ended, by a turn as any other: journalled, and decided by its flow. */
import type { Logger } from 'pino'
import { endErasedCalls, findSilentCalls, type SilentCall } from '../storage/calls/silent-calls.ts'
import type { Database } from '../storage/database.ts'
import { repeatedly } from './basics/repeatedly.ts'
import type { Incoming } from './calls/incoming.ts'
import type { TakeTurn } from './calls/turn.ts'
import type { Watch } from './watch/watch.ts'

const EVERY_MS = 5 * 60 * 1000

/**
 * No call is silent for longer: Twilio hears again from whoever listens or holds within a minute, and from a dial,
 * which we give no limit of its own, after four hours at most, also where an account may have calls of a day; the
 * rest is for ringing and for a late webhook. https://www.twilio.com/docs/voice/twiml/dial#timelimit
 */
export const LONGEST_SILENCE_MS = (4 * 60 + 15) * 60 * 1000

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
    const before = new Date(vouched().getTime() - LONGEST_SILENCE_MS).toISOString()
    try {
      await database.writeOne((queries) => endErasedCalls(queries, before))
      await endAll(before)
    } catch (error) {
      log.error({ err: error }, 'silent calls not ended')
    }
  }

  async function endAll(before: string): Promise<void> {
    let ended = 0
    let last: SilentCall | null = null
    for (;;) {
      const calls: SilentCall[] = await findSilentCalls(database.queries, before, last)
      for (const call of calls) {
        if (isStopping) return
        if (await end(call, deps)) ended++
        last = call
      }
      if (calls.length === 0) break
    }
    if (ended > 0) log.info({ ended }, 'silent calls ended')
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
async function end(call: SilentCall, { takeTurn, watch }: SilentCallsDependencies) {
  const incoming = lastEventOf(call)
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

function lastEventOf({ call_sid, updated_at, simulated }: SilentCall): Incoming {
  return {
    callSid: call_sid,
    requestId: crypto.randomUUID(),
    simulated: simulated === 1,
    event: { type: 'call.ended' },
    replyTo: null,
    // One for a call, whichever instance looks: the others find it answered.
    identity: { route: 'housekeeping', token: 'silent' },
    arrival: null,
    isHeard: false,
    silentSince: updated_at,
    render: () => '',
  }
}

/** What happened while the database was away: remembered here, written down when it is back. */
import type { Logger } from 'pino'
import { recordMissedCall } from '../../../storage/calls/missed-calls.ts'
import type { Database } from '../../../storage/database.ts'
import { repeatedly } from '../../basics/repeatedly.ts'
import { createInOrder } from '../in-order.ts'
import type { RememberedCall } from './remembered-call.ts'

export interface RememberedCalls {
  find(callSid: string): RememberedCall | undefined
  /** Runs the task when nothing else of the call is under way: no other task, and no writing down. */
  inOrder<Result>(callSid: string, task: () => Promise<Result>): Promise<Result>
  remember(call: RememberedCall): void
  /** True where nothing of the call is left to write down, false where the database is still away. */
  writeDown(callSid: string): Promise<boolean>
  /** Writes down what it can; the rest is lost, and the log says how much that is. */
  close(): Promise<void>
}

/** More than that are answered as well, but not remembered. */
const MOST_CALLS = 1_000
const FEW = 20

/** Tries to write down every so often. */
export function createRememberedCalls(deps: {
  database: Database
  log: Logger
  everyMs: number
}): RememberedCalls {
  const { database, log } = deps
  const calls = new Map<string, RememberedCall>()
  const inOrder = createInOrder()
  let unremembered = 0
  /** Told once, until it works again. */
  let isFailing = false

  function writeDown(callSid: string): Promise<boolean> {
    return inOrder(callSid, async () => {
      const call = calls.get(callSid)
      if (!call) return true
      const { row, turns, requestId } = call
      try {
        const startTime = row.start_time
        await recordMissedCall(database, { opening: row, startTime, call: row, turns })
      } catch (error) {
        const about = { call_sid: callSid, request_id: requestId, err: error }
        if (!isFailing) log.error(about, 'call not written down yet')
        isFailing = true
        // To the end of the queue: one that can never be written must not keep the others waiting.
        calls.delete(callSid)
        calls.set(callSid, call)
        return false
      }
      calls.delete(callSid)
      isFailing = false
      return true
    })
  }

  /** A few at a time, after one that tells whether the database is back at all. */
  async function writeAllDown(): Promise<void> {
    let written = 0
    for (let few = 1; calls.size > 0; few = FEW) {
      const tried = await Promise.all([...calls.keys()].slice(0, few).map(writeDown))
      if (tried.includes(false)) return
      written += tried.length
    }
    if (written > 0) log.info({ written }, 'database is back')
  }

  let underWay: Promise<unknown> = Promise.resolve()
  const stop = repeatedly(deps.everyMs, async () => {
    if (calls.size > 0) underWay = underWay.then(writeAllDown)
    await underWay
  })

  return {
    find: (callSid) => calls.get(callSid),
    inOrder,
    remember(call) {
      const { call_sid: callSid } = call.row
      if (calls.has(callSid) || calls.size < MOST_CALLS) calls.set(callSid, call)
      else if (unremembered++ === 0)
        log.error({ remembered: calls.size }, 'database away for long: further calls are not kept')
    },
    writeDown,
    async close() {
      stop()
      await underWay
      await writeAllDown()
      if (calls.size > 0) log.error({ lost: calls.size }, 'calls of the outage not written down')
    },
  }
}

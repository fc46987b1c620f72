/** Calls go on while the database is away: answered by a flow of their own, written down when it is back. */
import type { Logger } from 'pino'
import type { Arrival, Limits } from '../../../machines/call.ts'
import { earOf } from '../../../machines/cue.ts'
import { outageFlow } from '../../../machines/flows/outage.ts'
import type { Knowledge } from '../../../machines/standing.ts'
import type { Speech } from '../../../prompts/speech/speech.ts'
import type { Database } from '../../../storage/database.ts'
import type { CallRow } from '../../../storage/schema.ts'
import { identityAt } from '../../../storage/calls/event-identity.ts'
import { concludeTurn } from '../conclude.ts'
import type { Incoming } from '../incoming.ts'
import { createFindOpenDial, longestDialMs } from '../own-dial.ts'
import { withPorts } from '../ports.ts'
import type { RanBy } from '../rest.ts'
import { takeStep, type Step } from '../step.ts'
import { readState } from '../stored-state.ts'
import type { TakeTurn, TurnEnd } from '../turn.ts'
import { createDials } from './dials.ts'
import { DatabaseAwayError } from './reach.ts'
import { afterTurn, beginCall } from './remembered-call.ts'
import { createRememberedCalls } from './remembered-calls.ts'

export interface Outage {
  /** The turn, which begins only when what was remembered of the call is written down: rejects until then. */
  before(takeTurn: TakeTurn): TakeTurn
  /** What the caller hears, as the line sends it; empty where nobody hears it. */
  answer(incoming: Incoming): Promise<string>
  /** Writes down what it can; the rest is lost, and the log says how much that is. */
  close(): Promise<void>
}

export interface OutageDependencies {
  database: Database
  /** Asked of the rules as they were. */
  knowCaller(arrival: Arrival): Knowledge
  limits(called: string): Limits
  dialTimeoutSeconds: number
  /** All that calls come in by, as far as we are told, E.164. */
  ownNumbers: readonly string[]
  /** Of the owner of this number. */
  speechFor(called: string): Speech
  now(): Date
  log: Logger
  /** How often it is tried to write down. */
  everyMs: number
}

/** Nothing is asked of anybody but this process. */
const PATIENCE_MS = 1_000

export function createOutage(deps: OutageDependencies): Outage {
  const { limits, speechFor, now } = deps
  const calls = createRememberedCalls(deps)
  const dials = createDials(longestDialMs(deps.dialTimeoutSeconds))
  const flow = withPorts(outageFlow, {
    findOpenDial: createFindOpenDial({
      ...deps,
      isDialed: dials.isOpen,
    }),
    knowCaller: deps.knowCaller,
  })

  async function answer(incoming: Incoming): Promise<string> {
    const { callSid, event } = incoming
    if (endsDial(incoming)) dials.ended(callSid)
    const at = now().toISOString()
    const call = calls.find(callSid) ?? beginCall(incoming, at)
    const { row } = call
    const identity = identityAt(incoming.identity, row.revision)
    const before = call.turns.find(({ answers }) => answers.includes(identity))
    if (before) return before.body

    const began = performance.now()
    const { snapshot } = readState(row)
    const step = await takeStep({
      flow,
      limits: limits(row.called),
      snapshot,
      events: [event],
      patienceMs: PATIENCE_MS,
    })
    const received = { call: row, pending: [{ seq: 0, at, identity, event }], lastSeq: 0 }
    // Whose call it is, only the database knows.
    const { id, version = '' } = outageFlow
    const ranBy: RanBy = { flow: id, version, ...(snapshot === null && { begins: true }) }
    const speech = speechFor(row.called)
    const { record } = concludeTurn({ incoming, received, step, ranBy, speech, began, now })
    const after = afterTurn(call, record)
    calls.remember(after)
    noteDial(incoming, step, after.row)
    return record.body
  }

  /** A dial may begin before an outage and come back in it, or the other way round. */
  function note(incoming: Incoming, end: TurnEnd): void {
    if (end.how !== 'answered') return
    const { step, call, endedAt } = end.taken
    noteDial(incoming, step, { ...call, end_time: call.end_time ?? endedAt })
  }

  function noteDial({ callSid, event, simulated }: Incoming, { cue }: Step, row: CallRow): void {
    // On the owner's leg it goes on as it is, whatever key is pressed.
    if (earOf(event) === 'owner') return
    // Whoever has hung up meanwhile hears no dial any more; a simulated call rings nobody.
    const rings = earOf(event) === 'caller' && cue.next === 'dial' && row.end_time === null
    // The carrier brings back whatever number was shown: the caller's, or ours.
    if (rings && !simulated) dials.begun(callSid, [row.caller_id, row.called])
    else dials.ended(callSid)
  }

  /** What ended while the database was away, it would still take for open. */
  async function writeDownDials({ from, callSid }: Arrival): Promise<void> {
    const unwritten = dials.of(from).filter((other) => other !== callSid && calls.find(other))
    await Promise.all(unwritten.map(calls.writeDown))
  }

  return {
    before: (takeTurn) => async (incoming) => {
      const { callSid, event } = incoming
      if (endsDial(incoming)) dials.ended(callSid)
      if (event.type === 'call.arrived') await writeDownDials(event)
      if (calls.find(callSid) && !(await calls.writeDown(callSid)))
        throw new DatabaseAwayError('The call is not written down yet')
      const end = await takeTurn(incoming)
      note(incoming, end)
      return end
    },
    answer: (incoming) => calls.inOrder(incoming.callSid, () => answer(incoming)),
    close: calls.close,
  }
}

function endsDial({ event }: Incoming): boolean {
  return event.type === 'dial.ended' || event.type === 'call.ended'
}

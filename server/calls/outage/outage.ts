/** Calls go on while the database is away: answered by a flow of their own, written down when it is back. */
import type { Logger } from 'pino'
import type { Arrival, Limits } from '../../../machines/call.ts'
import { outageFlow } from '../../../machines/flows/outage.ts'
import type { Speech } from '../../../prompts/speech/speech.ts'
import type { Database } from '../../../storage/database.ts'
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
import type { KnownContacts } from './known-contacts.ts'
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
  contacts: KnownContacts
  limits: Limits
  dialTimeoutSeconds: number
  speech: Speech
  now(): Date
  log: Logger
  /** How often it is tried to write down. */
  everyMs: number
}

/** Nothing is asked of anybody but this process. */
const PATIENCE_MS = 1_000

export function createOutage(deps: OutageDependencies): Outage {
  const { contacts, limits, speech, now } = deps
  const calls = createRememberedCalls(deps)
  const dials = createDials(longestDialMs(deps.dialTimeoutSeconds))
  const flow = withPorts(outageFlow, {
    findOpenDial: createFindOpenDial({
      ...deps,
      isDialed: dials.isOpen,
    }),
    lookUpContact: async ({ caller }) => (caller === null ? null : contacts.find(caller)),
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
      limits,
      snapshot,
      events: [event],
      patienceMs: PATIENCE_MS,
    })
    const received = { call: row, pending: [{ seq: 0, at, identity, event }], lastSeq: 0 }
    // Whose call it is, only the database knows.
    const { id, version = '' } = outageFlow
    const ranBy: RanBy = { flow: id, version, ...(snapshot === null && { begins: true }) }
    const { record } = concludeTurn({ incoming, received, step, ranBy, speech, began, now })
    const after = afterTurn(call, record)
    calls.remember(after)
    // Whoever has hung up meanwhile hears no dial any more.
    if (rings(incoming, step) && after.row.end_time === null) dials.begun(callSid, row.caller_id)
    else dials.ended(callSid)
    return record.body
  }

  /** A dial may begin before an outage and come back in it, or the other way round. */
  function note(incoming: Incoming, end: TurnEnd): void {
    if (end.how !== 'answered') return
    const { step, call, endedAt } = end.taken
    if (rings(incoming, step) && call.end_time === null && endedAt === null)
      dials.begun(incoming.callSid, call.caller_id)
    else dials.ended(incoming.callSid)
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

/** A simulated call rings nobody, so nothing of it can come back. */
function rings({ isHeard, simulated }: Incoming, { cue }: Step): boolean {
  return cue.next === 'dial' && isHeard && !simulated
}

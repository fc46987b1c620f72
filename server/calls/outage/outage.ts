/** Calls go on while the database is away: answered by a flow of their own, written down when it is back. */
import type { Logger } from 'pino'
import type { Limits } from '../../../machines/call.ts'
import { outageFlow } from '../../../machines/flows/outage.ts'
import type { Speech } from '../../../prompts/speech/speech.ts'
import type { Database } from '../../../storage/database.ts'
import { identityAt } from '../../../storage/calls/event-identity.ts'
import { spellingKey } from '../../../storage/spellings.ts'
import { concludeTurn } from '../conclude.ts'
import type { Incoming } from '../incoming.ts'
import { createFindOpenDial } from '../own-dial.ts'
import { withPorts } from '../ports.ts'
import type { RanBy } from '../rest.ts'
import { takeStep } from '../step.ts'
import { readState } from '../stored-state.ts'
import type { TakeTurn } from '../turn.ts'
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
  /** By caller, when their call was put through, as `performance.now()` has it. */
  const dials = new Map<string, number>()
  const flow = withPorts(outageFlow, {
    findOpenDial: createFindOpenDial({
      ...deps,
      isDialed: (caller, { withinMs }) =>
        (dials.get(spellingKey(caller)) ?? -Infinity) >= performance.now() - withinMs,
    }),
    lookUpContact: async ({ caller }) => (caller === null ? null : contacts.find(caller)),
  })

  async function answer(incoming: Incoming): Promise<string> {
    const { callSid, event } = incoming
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
    if (step.cue.next === 'dial' && incoming.isHeard)
      dials.set(spellingKey(row.caller_id), performance.now())
    calls.remember(afterTurn(call, record))
    return record.body
  }

  return {
    before: (takeTurn) => async (incoming) => {
      const { callSid } = incoming
      if (calls.find(callSid) && !(await calls.writeDown(callSid)))
        throw new DatabaseAwayError('The call is not written down yet')
      return takeTurn(incoming)
    },
    answer: (incoming) => calls.inOrder(incoming.callSid, () => answer(incoming)),
    close: calls.close,
  }
}

/** Calls go on while the database is away: remembered here, written down when it is back. */
import type { Logger } from 'pino'
import type { CallEvent, Limits } from '../../../machines/call.ts'
import { outageFlow } from '../../../machines/flows/outage.ts'
import { wordsOf, type Speech } from '../../../prompts/speech/speech.ts'
import type { Database } from '../../../storage/database.ts'
import { recordMissedCall, type MissedTurn } from '../../../storage/calls/missed-calls.ts'
import type { CallRow } from '../../../storage/schema.ts'
import { createInOrder } from '../in-order.ts'
import { withPorts } from '../ports.ts'
import { repeatedly } from '../../basics/repeatedly.ts'
import { takeStep } from '../step.ts'
import { recordOf } from '../record.ts'
import type { Answer, CallWebhook, Turn } from '../turn.ts'
import type { KnownContacts } from './known-contacts.ts'

export interface Outage {
  /** The turn, which begins only when what was remembered of the call is written down: rejects until then. */
  before(turn: Turn): Turn
  /** What the caller hears, as TwiML; empty where nobody hears it. */
  answer(webhook: CallWebhook): Promise<string>
  /** Writes down what it can; the rest is lost, and the log says how much that is. */
  close(): Promise<void>
}

/** What came of the call meanwhile is not in the database yet. */
export class DatabaseAwayError extends Error {
  override name = 'DatabaseAwayError'
}

export interface OutageDependencies {
  database: Database
  contacts: KnownContacts
  limits: Limits
  dialTimeoutSeconds: number
  speech: Speech
  render(answer: Answer): string
  now(): Date
  log: Logger
  /** How often it is tried to write down. */
  everyMs: number
}

/** More than that are answered as well, but not remembered. */
const MOST_CALLS = 1_000
const FEW = 20
/** See `call-ports.ts`. */
const LOOP_MARGIN_MS = 15_000

interface RememberedCall {
  /** As its row would be. */
  row: CallRow
  turns: MissedTurn[]
  /** Of the webhook that came first. */
  requestId: string | undefined
}

export function createOutage(deps: OutageDependencies): Outage {
  const { database, contacts, limits, speech, now, log } = deps
  const calls = new Map<string, RememberedCall>()
  const inOrder = createInOrder()
  /** By caller, when their call was put through: the owner's phone may forward it back to us. */
  const dials = new Map<string, number>()
  let unremembered = 0
  /** Told once, until it works again. */
  let isFailing = false

  const flow = withPorts(outageFlow, {
    async findOpenDial({ from, caller, called }) {
      if (from !== '' && from === called) return true
      const dialed = caller === null ? undefined : dials.get(caller)
      const longest = deps.dialTimeoutSeconds * 1000 + LOOP_MARGIN_MS
      return dialed !== undefined && now().getTime() - dialed < longest
    },
    lookUpContact: async ({ caller }) => (caller === null ? null : contacts.find(caller)),
    screen: () => Promise.reject(new Error('Nobody is screened while the database is away')),
  })

  async function answer(webhook: CallWebhook): Promise<string> {
    const { callSid } = webhook
    const call = calls.get(callSid) ?? begin(webhook)
    const { row } = call
    const identity = webhook.identify(row.revision)
    const before = call.turns.find((turn) => turn.webhook === identity)
    if (before) return before.body

    const began = performance.now()
    const at = now().toISOString()
    const event = { seq: 0, at, webhook: identity, event: webhook.event }
    const step = await takeStep({
      flow,
      limits,
      snapshot: row.snapshot === null ? null : JSON.parse(row.snapshot),
      events: [webhook.event],
      patienceMs: 1_000,
    })
    const heard = webhook.event.type !== 'call.ended'
    const words = heard ? step.cue.say.map((line) => wordsOf(line, speech)) : []
    const revision = row.revision + 1
    const body = heard ? deps.render({ cue: step.cue, words, revision, call: row }) : ''
    if (step.cue.next === 'dial' && heard) dials.set(row.caller_id, now().getTime())

    const latencyMs = Math.round((performance.now() - began) * 100) / 100
    const received = { call: row, pending: [event], lastSeq: 0 }
    const record = recordOf({ received, step, heard, words, body, latencyMs, at })
    const entries = [{ kind: 'event', payload: webhook.event }, ...record.notes].map((entry) => ({
      at,
      kind: entry.kind,
      webhook: entry.kind === 'event' ? identity : null,
      payload: JSON.stringify(entry.payload),
    }))
    call.turns.push({ webhook: identity, at, body, entries, utterances: record.utterances })
    call.row = { ...row, ...record.call, revision, updated_at: at }
    remember(call)
    return body
  }

  function begin({
    callSid,
    requestId,
    event,
    arrival,
    replyTo,
    simulated,
  }: CallWebhook): RememberedCall {
    const { from = '', called = '' } = (arrival?.() ?? {}) as Partial<
      CallEvent & { from: string; called: string }
    >
    const at = now().toISOString()
    return {
      row: {
        id: 0,
        call_sid: callSid,
        caller_id: from,
        called,
        start_time: at,
        end_time: null,
        final_decision: null,
        transfer_status: null,
        call_type: null,
        flow: outageFlow.id,
        flow_version: outageFlow.version!,
        snapshot: null,
        updated_at: at,
        // Of a call in its middle, its webhooks tell how far it had come.
        revision: event.type === 'call.arrived' ? 0 : (replyTo ?? 0),
        handled_seq: 0,
        utterances: 0,
        erased_at: null,
        simulated: Number(simulated ?? false),
      },
      turns: [],
      requestId,
    }
  }

  function remember(call: RememberedCall): void {
    const { call_sid: callSid } = call.row
    if (calls.has(callSid) || calls.size < MOST_CALLS) {
      calls.set(callSid, call)
      return
    }
    if (unremembered++ === 0)
      log.error({ remembered: calls.size }, 'database away for long: further calls are not kept')
  }

  /** False where the database is still away. */
  async function writeDown(callSid: string): Promise<boolean> {
    return inOrder(callSid, async () => {
      const call = calls.get(callSid)
      if (!call) return true
      const { row, turns } = call
      try {
        await recordMissedCall(database, {
          opening: row,
          startTime: row.start_time,
          outcome: row,
          turns,
        })
      } catch (error) {
        const about = { call_sid: callSid, request_id: call.requestId, err: error }
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
    before: (turn) => async (webhook) => {
      const { callSid } = webhook
      if (calls.has(callSid) && !(await writeDown(callSid)))
        throw new DatabaseAwayError('The call is not written down yet')
      return turn(webhook)
    },
    answer: (webhook) => inOrder(webhook.callSid, () => answer(webhook)),
    async close() {
      stop()
      await underWay
      await writeAllDown()
      if (calls.size > 0) log.error({ lost: calls.size }, 'calls of the outage not written down')
    },
  }
}

/** A recorded call that can be shown: the same happens in it, to nobody in particular. */
import type { CallEvent } from '../../machines/call.ts'
import { noteToday, type PortName, type PortNote, type PortOutput } from '../../machines/ports.ts'
import type { Verdict } from '../../machines/verdict.ts'
import { readRest, type Rest } from '../calls/rest.ts'
import { pseudonymousKnowledge } from './pseudonymous-knowledge.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'
import { hasRests, type JournalEntry, type RecordedCall } from './recorded-call.ts'

/** An answer in the journal is of a port that we do not know, so nobody can say what in it is harmless. */
export class UnknownPortError extends ConciergeError {
  readonly code = 'UNKNOWN_PORT'
  readonly disposition = 'refuse'
  constructor(callSid: string, port: string) {
    super(`${callSid} has an answer of the port '${port}', which this version does not know`)
  }
}

/** Where words were. */
const LEFT_OUT = '…'

/** All calls begin on this day. */
const EPOCH = Date.UTC(2026, 0, 1, 12)

/** Only what is listed here gets through: whatever else an entry may hold is left out. Throws `UnknownPortError`. */
export function pseudonymousCall(
  call: RecordedCall,
  pseudonyms: Pseudonyms,
  { keepWords }: { keepWords: boolean },
): RecordedCall {
  const shift = EPOCH - Date.parse(call.startTime)
  // Before any word of the call: it may be among them.
  const limits = limitsOf(call.limits, pseudonyms)
  const moved = (at: string) => new Date(Date.parse(at) + shift).toISOString()
  const words = (text: string) => (keepWords ? pseudonyms.words(text) : LEFT_OUT)

  function entryOf({ seq, at, kind, payload }: JournalEntry): JournalEntry {
    const entry = { seq, at: moved(at), kind }
    switch (kind) {
      case 'event':
        return { ...entry, payload: eventOf(payload as CallEvent) }
      case 'answer':
        return { ...entry, payload: answerOf(payload as PortNote['payload']) }
      case 'fault':
        return { ...entry, payload: faultOf(payload as PortNote['payload']) }
      case 'rest':
        return { ...entry, payload: placeOf(readRest(payload)) }
      default:
        return { ...entry, payload: {} }
    }
  }

  /** Names of states and sentences, none of which has a blank in it. */
  function placeOf({ state, cue, decision, standing, ...rest }: Rest): Rest {
    const { answersAfter, rebuiltFrom, ranBy } = rest
    const { say, next, meantime } = cue
    return {
      state,
      cue: {
        say: say.map((name) => (/^\w+$/.test(name) ? name : 'reply')),
        next,
        ...(meantime && { meantime }),
      },
      decision,
      // The reason may name somebody.
      ...(standing && { standing: { kind: standing.kind, reason: LEFT_OUT } }),
      ...(answersAfter && { answersAfter }),
      ...(rebuiltFrom !== undefined && { rebuiltFrom }),
      ...(ranBy && {
        ranBy: {
          flow: ranBy.flow,
          version: ranBy.version,
          ...(ranBy.begins && { begins: ranBy.begins }),
        },
      }),
    }
  }

  function eventOf(event: CallEvent): CallEvent {
    switch (event.type) {
      case 'call.arrived':
        return {
          type: event.type,
          callSid: pseudonyms.callSid(event.callSid),
          from: pseudonyms.caller(event.from),
          caller: event.caller === null ? null : pseudonyms.caller(event.caller),
          withheld: event.withheld,
          called: pseudonyms.caller(event.called),
          forwardedFrom:
            event.forwardedFrom === null ? null : pseudonyms.caller(event.forwardedFrom),
          attestation: event.attestation,
          ...(event.spam && { spam: event.spam }),
        }
      case 'caller.spoke':
        return { type: event.type, text: words(event.text) }
      // What was heard is told by what was said, so the two are of one kind.
      case 'caller.interrupted':
        return { type: event.type, heard: words(event.heard), unheard: words(event.unheard) }
      case 'dial.ended':
        return { type: event.type, outcome: event.outcome }
      case 'owner.answered':
      case 'owner.accepted':
        return { type: event.type, dial: event.dial }
      case 'owner.declined':
        return { type: event.type, dial: event.dial, wish: event.wish }
      case 'owner.decided': {
        const said = event.words === undefined ? {} : { words: words(event.words) }
        return { type: event.type, choice: event.choice, ...said }
      }
      default:
        return { type: event.type }
    }
  }

  const outputs: { [Name in PortName]: (output: PortOutput<Name>) => PortOutput<Name> } = {
    findOpenDial: (isOpen: unknown) => isOpen === true,
    knowCaller: (known) => pseudonymousKnowledge(known, pseudonyms, { moved, words }),
    screen: verdictOf,
  }

  function answerOf(payload: PortNote['payload']): PortNote['payload'] {
    const { port, output } = noteToday({ kind: 'answer', payload }).payload
    if (!Object.hasOwn(outputs, port)) throw new UnknownPortError(call.callSid, port)
    const outputOf = outputs[port as PortName] as (output: unknown) => unknown
    return { port, output: outputOf(output) }
  }

  function verdictOf(verdict: Verdict): Verdict {
    const { decision, kind, reply, reasons, screener, begun, tried } = verdict
    const { modelMs, firstTokenMs, decidedMs, promptVersion, ahead } = verdict
    return {
      decision,
      kind,
      reply: words(reply),
      screener,
      reasons: keepWords ? reasons.map(words) : [],
      ...(begun && { begun }),
      ...(modelMs !== undefined && { modelMs }),
      ...(firstTokenMs !== undefined && { firstTokenMs }),
      ...(decidedMs !== undefined && { decidedMs }),
      ...(promptVersion !== undefined && { promptVersion }),
      ...(ahead && {
        ahead: {
          ...(ahead.savedMs !== undefined && { savedMs: ahead.savedMs }),
          ...(ahead.inVain !== undefined && { inVain: ahead.inVain }),
        },
      }),
      ...(tried && {
        tried: tried.map(({ screener: name, code, status }) => ({
          screener: name,
          code,
          ...(status !== undefined && { status }),
        })),
      }),
    }
  }

  const { flow, flowVersion, decision, transferStatus } = call
  return {
    flow,
    flowVersion,
    limits,
    decision,
    transferStatus,
    callSid: pseudonyms.callSid(call.callSid),
    startTime: moved(call.startTime),
    journal: call.journal.map(entryOf),
    // What was said is known from the rests; only a journal without them needs the words.
    spoken: keepWords && !hasRests(call) ? call.spoken.map(words) : [],
    hasWords: keepWords,
  }
}

function limitsOf(limits: RecordedCall['limits'], pseudonyms: Pseudonyms): RecordedCall['limits'] {
  if (!limits?.owner) return limits
  return { ...limits, owner: { ...limits.owner, name: pseudonyms.ownerName(limits.owner.name) } }
}

/** The message of an error may repeat what was said. */
function faultOf({ port, error = '' }: PortNote['payload']): PortNote['payload'] {
  return { port, error: /^\w*Error\b/.exec(error)?.[0] ?? 'Error' }
}

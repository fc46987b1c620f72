/** What there is to see while calls go on, told to all who listen: the log, the metrics, the traces. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { CallEvent } from '../../machines/call.ts'
import type { PortName } from '../../machines/ports.ts'
import type { Ports } from '../calls/ports.ts'
import type { Incoming } from '../calls/incoming.ts'
import type { Taken, TurnEnd } from '../calls/turn.ts'

/** An event of a call, as its line brought it. */
export interface WatchedEvent {
  requestId: string
  callSid: string
  /** One of the paths that the line is given, never the address as it came. */
  route: string
  event: CallEvent['type']
}

/** A request that nobody we trust has signed, so nothing in it is to be believed. */
export interface RefusedRequest {
  requestId: string
  /** Null where it names none. */
  callSid: string | null
  route: string
  /** Whether it carries a signature at all. */
  signed: boolean
  /** Of HTTP. */
  status: number
}

/** Of the line that an event came by. */
export interface WatchedLine {
  name: 'gather' | 'relay'
  /** For so long its carrier waited for more at least, once the caller had said it; null where nothing tells. */
  pauseMs: number | null
}

/** How long a caller waited for an answer, in ms. */
export interface Wait {
  line: WatchedLine['name']
  /** From their words, as they came here, to the first word that left. */
  toFirstWordMs: number
  /** The same from the end of their speech, at least; null where nothing tells when that was. */
  fromSpeechMs: number | null
}

/** What became of an event. */
export interface Report {
  event: WatchedEvent
  /** `repeated`: it had its answer before; `unknown`: it is of no call of ours. */
  how: TurnEnd['how'] | 'failed'
  /** Of HTTP. */
  status: number
  /** From the event's arrival to its answer. */
  latencyMs: number
  /** Where it was what a caller said, and they were told something. */
  wait: Wait | null
  /** What its turn did; null where none was taken. */
  taken: Taken | null
  /** The turn outlasted its time: the event has been answered, and told of as failed, before. */
  late: boolean
  error?: unknown
}

export type PortEnd = { output: unknown } | { error: unknown }

export interface Listener {
  eventArrived?(event: WatchedEvent): void
  requestRefused?(request: RefusedRequest): void
  /** What it returns hears how the port ended, which may be after the event was answered. */
  portAsked?(port: PortName, event: WatchedEvent): (end: PortEnd) => void
  eventEnded?(report: Report): void
}

/** Told while an event is being answered. */
export interface Watched {
  /** What the work asks of the ports belongs to this event. */
  during<Result>(work: () => Promise<Result>): Promise<Result>
  ended(end: TurnEnd, status: number): void
  failed(error: unknown, status: number): void
}

export interface Watch {
  /** `line`: left out for what no line has brought. */
  eventArrived(
    incoming: Pick<Incoming, 'requestId' | 'callSid' | 'identity' | 'event' | 'firstWord'>,
    line?: WatchedLine,
  ): Watched
  requestRefused(request: RefusedRequest): void
  /** The same ports, each question to them told. */
  ports(ports: Ports): Ports
}

/** `onFault` hears of a listener that throws; the call goes on. */
export function createWatch(listeners: Listener[], onFault: (error: unknown) => void): Watch {
  const current = new AsyncLocalStorage<WatchedEvent>()

  function tell<Answer>(each: (listener: Listener) => Answer): (Answer | undefined)[] {
    return listeners.map((listener) => {
      try {
        return each(listener)
      } catch (error) {
        onFault(error)
        return undefined
      }
    })
  }

  async function asking<Output>(
    port: PortName,
    ask: () => Promise<Output> | Output,
  ): Promise<Output> {
    const event = current.getStore()
    if (!event) return ask()
    const ears = tell((listener) => listener.portAsked?.(port, event))
    const ended = (end: PortEnd) => {
      let ear = 0
      tell(() => ears[ear++]?.(end))
    }
    try {
      const output = await ask()
      ended({ output })
      return output
    } catch (error) {
      ended({ error })
      throw error
    }
  }

  return {
    eventArrived({ requestId, callSid, identity, event: { type }, firstWord }, line) {
      const began = performance.now()
      const event = { requestId, callSid, route: identity.route, event: type }
      let hasFailed = false
      const waited = (taken: Taken | null): Wait | null => {
        const isReply = type === 'caller.spoke' || firstWord !== undefined
        if (!line || !isReply || !taken || taken.words.length === 0) return null
        const { name, pauseMs } = line
        const { heardAt = began, saidAt } = firstWord ?? {}
        const toFirstWordMs = rounded((saidAt?.() ?? performance.now()) - heardAt)
        const fromSpeechMs = pauseMs === null ? null : pauseMs + toFirstWordMs
        return { line: name, toFirstWordMs, fromSpeechMs }
      }
      const report = (what: Pick<Report, 'how' | 'status' | 'taken' | 'late' | 'error'>) => {
        const latencyMs = rounded(performance.now() - began)
        const wait = what.how === 'answered' && !what.late ? waited(what.taken) : null
        tell((listener) => listener.eventEnded?.({ event, latencyMs, wait, ...what }))
      }
      tell((listener) => listener.eventArrived?.(event))
      return {
        during: (work) => current.run(event, work),
        ended(end, status) {
          const { how } = end
          const taken = how === 'answered' ? end.taken : null
          report({ how, status, taken, late: hasFailed })
        },
        failed(error, status) {
          hasFailed = true
          report({ how: 'failed', status, taken: null, late: false, error })
        },
      }
    },
    requestRefused: (request) => void tell((listener) => listener.requestRefused?.(request)),
    ports(ports) {
      const told = Object.entries(ports).map(([port, answer]) => [
        port,
        (input: never, signal: AbortSignal) =>
          asking<unknown>(port as PortName, () => answer(input, signal)),
      ])
      return Object.fromEntries(told) as Ports
    },
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100
}

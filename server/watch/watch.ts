/** What there is to see while calls go on, told to all who listen: the log, the metrics, the traces. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { CallEvent } from '../../machines/call.ts'
import type { PortName } from '../../machines/ports.ts'
import type { Ports } from '../calls/ports.ts'
import type { Taken, TurnEnd } from '../calls/turn.ts'

/** A webhook of a call. */
export interface Webhook {
  requestId: string
  callSid: string
  /** One of the paths that Twilio is given, never the address as it came. */
  route: string
  event: CallEvent['type']
}

/** A request that Twilio did not sign, so nothing in it is to be believed. */
export interface RefusedWebhook {
  requestId: string
  /** Null where it names none. */
  callSid: string | null
  route: string
  /** Whether it carries a signature at all. */
  signed: boolean
  /** Of HTTP. */
  status: number
}

/** `repeated`: it had its answer before; `unknown`: it is of no call of ours. */
export type Outcome = TurnEnd['outcome'] | 'failed'

/** What became of a webhook. */
export interface Report {
  webhook: Webhook
  outcome: Outcome
  /** Of HTTP. */
  status: number
  /** From the webhook's arrival to its answer. */
  latencyMs: number
  /** What its turn did; null where none was taken. */
  taken: Taken | null
  /** The turn outlasted its time: the webhook has been answered, and told of as failed, before. */
  late: boolean
  error?: unknown
}

export type PortEnd = { output: unknown } | { error: unknown }

export interface Listener {
  webhookArrived?(webhook: Webhook): void
  webhookRefused?(webhook: RefusedWebhook): void
  /** What it returns hears how the port ended, which may be after the webhook was answered. */
  portAsked?(port: PortName, webhook: Webhook): (end: PortEnd) => void
  webhookEnded?(report: Report): void
}

/** A webhook while it is being answered. */
export interface WatchedWebhook {
  /** What the work asks of the ports belongs to this webhook. */
  during<Result>(work: () => Promise<Result>): Promise<Result>
  ended(end: TurnEnd, status: number): void
  failed(error: unknown, status: number): void
}

export interface Watch {
  webhookArrived(webhook: Webhook): WatchedWebhook
  webhookRefused(webhook: RefusedWebhook): void
  /** The same ports, each question to them told. */
  ports(ports: Ports): Ports
}

/** `onFault` hears of a listener that throws; the call goes on. */
export function createWatch(listeners: Listener[], onFault: (error: unknown) => void): Watch {
  const current = new AsyncLocalStorage<Webhook>()

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
    const webhook = current.getStore()
    if (!webhook) return ask()
    const ears = tell((listener) => listener.portAsked?.(port, webhook))
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
    webhookArrived(webhook) {
      const began = performance.now()
      let hasFailed = false
      const report = (what: Pick<Report, 'outcome' | 'status' | 'taken' | 'late' | 'error'>) => {
        const latencyMs = Math.round((performance.now() - began) * 100) / 100
        tell((listener) => listener.webhookEnded?.({ webhook, latencyMs, ...what }))
      }
      tell((listener) => listener.webhookArrived?.(webhook))
      return {
        during: (work) => current.run(webhook, work),
        ended(end, status) {
          const { outcome } = end
          const taken = outcome === 'answered' ? end.taken : null
          report({ outcome, status, taken, late: hasFailed })
        },
        failed(error, status) {
          hasFailed = true
          report({ outcome: 'failed', status, taken: null, late: false, error })
        },
      }
    },
    webhookRefused: (webhook) => void tell((listener) => listener.webhookRefused?.(webhook)),
    ports: (ports) => ({
      findOpenDial: (arrival) => asking('findOpenDial', () => ports.findOpenDial(arrival)),
      lookUpContact: (arrival) => asking('lookUpContact', () => ports.lookUpContact(arrival)),
      screen: (input, signal) => asking('screen', () => ports.screen(input, signal)),
    }),
  }
}

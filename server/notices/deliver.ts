/** One notice by one channel: sent, or put off, or given up. No failure leaves here. */
import type { Logger } from 'pino'
import type { NoticeKind } from '../../machines/notice.ts'
import type { Database } from '../../storage/database.ts'
import {
  settleDelivery,
  type ClaimedDelivery,
  type Settlement,
} from '../../storage/notices/deliveries.ts'
import type { RollOf } from '../../storage/roll.ts'
import { ChannelError, type Channel } from './channel.ts'
import type { NoticeSettings } from '../settings/notices/read-notices.ts'
import { makeDecisionLinks, makePassLink } from './decision-links.ts'
import { readNotice, type Notice, type NoticeOptions } from './notice.ts'
import { pauseAfter, type NoticeTiming } from './timing.ts'

export interface DeliverDependencies {
  database: Database
  detail: NoticeSettings['detail']
  /** Of the console. */
  baseUrl: string
  /** What the number called is named by; empty where there is but one. */
  lineOf?(called: string): string
  /** Whose contacts are called by name. */
  rollOf: RollOf
  timing: NoticeTiming
  now(): Date
  /** A time that is not ahead, whatever the clock says: what is given up the owner never hears of. */
  vouched?(): Date
  log: Logger
  /** When a channel may tell of it, from a moment on. */
  dueFrom(channel: Channel, kind: string, moment: Date): Date
  /** Aborted when what is being sent has to end. */
  stopping: AbortSignal
  /** Hears how each try ended. */
  onSettled(channel: string, state: Settlement['state']): void
}

/** As long as the column has room for. */
const MOST_WORDS = 200

/** Nobody is kept waiting for as long, also where the database does not know yet that they have gone. */
const LONGEST_WAIT_MS = 10 * 60_000

/** Of calls that are over: whoever is let through calls anew. */
const MAY_CALL_AGAIN = new Set(['missed', 'message', 'turned away'])
const WITH_BUTTONS = new Set(['ntfy', 'push', 'email'])

/** False where the channel failed. */
export type Deliver = (channel: Channel, claimed: ClaimedDelivery) => Promise<boolean>

export function createDeliver(deps: DeliverDependencies): Deliver {
  const { database, detail, baseUrl, timing, now, vouched = now } = deps
  const { rollOf, log, dueFrom, stopping, onSettled } = deps
  const begunAt = vouched().toISOString()

  /** Null where the process is stopping: then the lease runs out, and another sends it. */
  async function tried(channel: Channel, claimed: ClaimedDelivery): Promise<Settlement | null> {
    const { kind } = claimed
    if (!channel.told.includes(kind as NoticeKind)) return { state: 'dropped' }
    // No server was there in all its time, or this is a backup that has been restored, and it was sent long ago.
    if (claimed.until < begunAt) return { state: 'given up', failure: 'was not sent in its time' }
    // The owner may have gone to sleep earlier than he said.
    const due_at = dueFrom(channel, kind, now()).toISOString()
    if (due_at > now().toISOString() && due_at <= claimed.until)
      return { state: 'waiting', due_at, failure: null }
    try {
      const isFull = detail === 'full' || (detail === 'private' && channel.isEncrypted === true)
      const options = { detail: isFull ? 'full' : 'brief', baseUrl } as const
      const line = deps.lineOf?.(claimed.called) ?? ''
      // Whoever waited has gone, or has been helped: other notices tell what became of it.
      if (kind === 'asking' && isNoLongerWaiting(claimed)) return { state: 'dropped' }
      const read = await readNotice(database.queries, claimed, { ...options, rollOf, line })
      const notice = await withLinks(read, claimed, { ...options, channel: channel.name })
      const signal = AbortSignal.any([stopping, AbortSignal.timeout(timing.deadlineMs)])
      await until(channel.send(notice, signal), signal)
      return { state: 'sent' }
    } catch (error) {
      return stopping.aborted ? null : failed(channel, claimed, error)
    }
  }

  function isNoLongerWaiting({ end_time, at }: ClaimedDelivery): boolean {
    return end_time !== null || vouched().getTime() - Date.parse(at) > LONGEST_WAIT_MS
  }

  async function withLinks(
    notice: Notice,
    { kind, call_id, caller_id: caller }: ClaimedDelivery,
    { channel, ...options }: NoticeOptions & { channel: string },
  ): Promise<Notice> {
    const wish = { ...options, callId: call_id, now: now() }
    if (kind === 'asking') return { ...notice, decisions: await makeDecisionLinks(database, wish) }
    // A contact passes as it is.
    const isStranger = notice.name === null && /^\+[1-9]\d+$/.test(caller)
    if (!isStranger || !MAY_CALL_AGAIN.has(kind) || !WITH_BUTTONS.has(channel)) return notice
    return { ...notice, letThrough: await makePassLink(database, wish) }
  }

  function failed(channel: Channel, claimed: ClaimedDelivery, error: unknown): Settlement {
    const { attempts, until: end, kind, call_sid } = claimed
    const ours = error instanceof ChannelError
    if (!ours) log.error({ call_sid, channel: channel.name, err: error }, 'notice not sent')
    const failure = (ours ? error.message : 'could not be sent, see the log').slice(0, MOST_WORDS)
    const asked = ours ? (error.pauseMs ?? 0) : 0
    const pauseMs = Math.max(asked, pauseAfter(attempts, timing))
    const due_at = dueFrom(channel, kind, new Date(now().getTime() + pauseMs)).toISOString()
    const leapt = now().getTime() - vouched().getTime()
    const last = new Date(Date.parse(end) + leapt).toISOString()
    return due_at > last ? { state: 'given up', failure } : { state: 'waiting', due_at, failure }
  }

  return async function deliver(channel, claimed) {
    const { call_sid, kind, attempts } = claimed
    const about = { call_sid, notice: kind, channel: channel.name, attempts }
    try {
      const settlement = await tried(channel, claimed)
      if (settlement === null) return false
      await settleDelivery(database.queries, claimed, settlement, now().toISOString())
      const isPutOff = settlement.state === 'waiting' && settlement.failure === null
      if (!isPutOff) onSettled(channel.name, settlement.state)
      if (settlement.state === 'given up')
        log.error(
          { ...about, failure: settlement.failure },
          'notice given up: the owner was not told',
        )
      else if (settlement.state === 'waiting' && !isPutOff && attempts === 1)
        log.warn({ ...about, failure: settlement.failure }, 'notice not sent yet')
      return !('failure' in settlement) || settlement.failure === null
    } catch (error) {
      // What was sent and could not be noted comes once more: it is known by its id.
      log.error({ ...about, err: error }, 'notice not settled')
      return false
    }
  }
}

/** Also where a channel does not heed the signal. */
export async function until(sending: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  const leave = () => reject(new ChannelError('gave no answer in time'))
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })
  try {
    await Promise.race([sending, promise])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

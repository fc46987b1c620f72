/**
 * Web push to the owner's browsers, encrypted end to end: https://www.rfc-editor.org/rfc/rfc8030, …/rfc8291.
 * A notice is sent once each of them has it; one that has it is not told again while another fails.
 */
import { setMaxListeners } from 'node:events'
import type { Database } from '../../../storage/database.ts'
import {
  findReceipts,
  hasSubscriptions,
  listSubscriptions,
  recordTry,
} from '../../../storage/notices/push-subscriptions.ts'
import type { VapidKeys } from '../../../storage/notices/vapid-keys.ts'
import type { PushSubscriptionRow } from '../../../storage/schema.ts'
import type { Reach } from '../../basics/reach.ts'
import { ChannelError, type Channel } from '../channel.ts'
import type { Notice } from '../notice.ts'
import { pushMessage } from './push/message.ts'
import { pushTo, type PushAnswer } from './push/push-to.ts'

export interface PushDependencies {
  database: Database
  keys: VapidKeys
  /** Of the console: push services are told whose notices they carry. */
  baseUrl: string
  /** What may be asked: the endpoints come from browsers. */
  reach: Reach
  now(): Date
  /** How long one browser's push service may take, ms: less than the channel has. */
  patienceMs?: number
}

const PATIENCE_MS = 10_000
/** Longer than any notice is tried. */
const RECEIPTS_MS = 2 * 24 * 60 * 60 * 1000

export function createPush(deps: PushDependencies): Omit<Channel, 'told'> {
  const { database, now, patienceMs = PATIENCE_MS } = deps

  async function tell(notice: Notice, rows: PushSubscriptionRow[], signal: AbortSignal) {
    const message = pushMessage(notice)
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
    setMaxListeners(0, inTime)
    const answers = await Promise.all(
      rows.map(async (row) => ({
        id: row.id,
        answer: await pushTo(row, message, { ...deps, signal: inTime }),
      })),
    )
    const idsOf = (state: PushAnswer['state']) =>
      answers.filter(({ answer }) => answer.state === state).map(({ id }) => id)
    const at = now()
    const failed = answers.flatMap(({ id, answer }) =>
      answer.state === 'failed' ? [{ id, ...answer }] : [],
    )
    await recordTry(database, {
      notice: notice.id,
      at: at.toISOString(),
      took: idsOf('taken'),
      failed,
      gone: idsOf('gone'),
      forgetBefore: new Date(at.getTime() - RECEIPTS_MS).toISOString(),
    })
    return { failed, taken: idsOf('taken').length }
  }

  return {
    name: 'push',
    isForPeople: true,
    isEncrypted: true,
    isSetUp: () => hasSubscriptions(database.queries),
    async send(notice, signal) {
      const known = await listSubscriptions(database.queries)
      const have = await findReceipts(database.queries, notice.id)
      const rows = known.filter(({ id }) => !have.has(id))
      const { failed, taken } = await tell(notice, rows, signal)
      const told = taken + known.length - rows.length
      if (failed.length > 0)
        throw new ChannelError(failureOf(failed, told), {
          pauseMs: Math.max(...failed.map(({ pauseMs }) => pauseMs ?? 0)),
        })
      if (told === 0) throw new ChannelError('no browser is told any more: switch one on')
    },
  }
}

function failureOf(failed: { failure: string }[], told: number): string {
  const [first] = failed
  const of = told + failed.length
  return of === 1 ? first!.failure : `${failed.length} of ${of} browsers: ${first!.failure}`
}

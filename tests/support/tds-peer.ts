/** A peer that speaks TDS, for as long as a test takes. */
import { onTestFinished } from 'vitest'
import { listenAsTdsPeer, type TdsPeer } from './tds-peer/listen.ts'

export type { Answer, Asked, Question, TdsPeer } from './tds-peer/listen.ts'

/** Listens until the test is over. */
export async function startTdsPeer(
  ...answering: Parameters<typeof listenAsTdsPeer>
): Promise<TdsPeer> {
  const peer = await listenAsTdsPeer(...answering)
  onTestFinished(() => peer.close())
  return peer
}

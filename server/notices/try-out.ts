/** A sample by one channel, and what came of it. */
import type { ChannelName } from '../settings/notices/read-notices.ts'
import { ChannelError, type Channel } from './channel.ts'
import { sampleNotice } from './sample.ts'
import { NOTICE_TIMING } from './timing.ts'

export interface Tried {
  channel: ChannelName
  taken: boolean
  /** Why it was not, without anybody's address or secret; null where it was. */
  failure: string | null
}

export async function tryOut(channel: Channel, baseUrl: string): Promise<Tried> {
  const { name } = channel
  try {
    const signal = AbortSignal.timeout(NOTICE_TIMING.deadlineMs)
    await channel.send(sampleNotice(baseUrl, new Date()), signal)
    return { channel: name, taken: true, failure: null }
  } catch (error) {
    // What is none of ours may quote anything.
    const failure = error instanceof ChannelError ? error.message : 'could not be sent'
    return { channel: name, taken: false, failure }
  }
}

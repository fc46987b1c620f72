/** A notice about no call, to see whether it arrives. */
import { noticeOf, type Notice } from './notice.ts'

export function sampleNotice(baseUrl: string, now: Date): Notice {
  const call = { final_decision: null, transfer_status: null, call_type: null }
  const told = { ...call, kind: 'message', at: now.toISOString(), call_sid: crypto.randomUUID() }
  return {
    ...noticeOf(told, { name: null, number: null, words: null, baseUrl }),
    title: 'A test of your notices',
    lines: ['This is how Voice Concierge tells you of a call.'],
    url: `${baseUrl.replace(/\/+$/, '')}/console/calls`,
  }
}

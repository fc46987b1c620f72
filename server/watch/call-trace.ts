/** The trace of a call, the same in every process that takes a turn of it. */
import { createHash } from 'node:crypto'

export interface CallTrace {
  /** 32 hex digits. */
  traceId: string
  /** Of the span that stands for the whole call: 16 hex digits. */
  rootId: string
}

export function callTrace(callSid: string): CallTrace {
  const digest = createHash('sha256').update(callSid).digest('hex')
  return { traceId: digest.slice(0, 32), rootId: digest.slice(32, 48) }
}

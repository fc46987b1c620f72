/** A call as the database has it, made ready for replay. */
import type { Limits } from '../../machines/call.ts'
import type { LoggedCall } from '../../storage/review/logged-calls.ts'
import type { RecordedCall } from './recorded-call.ts'

export function recordedCall(logged: LoggedCall): RecordedCall {
  return {
    callSid: logged.call_sid,
    flow: logged.flow,
    flowVersion: logged.flow_version,
    startTime: logged.start_time,
    limits: limitsIn(logged.snapshot),
    journal: logged.journal.map(({ seq, at, kind, payload }) => ({
      seq,
      at,
      kind,
      payload: JSON.parse(payload) as unknown,
    })),
    spoken: logged.spoken,
    hasWords: true,
    decision: logged.final_decision,
    transferStatus: logged.transfer_status,
  }
}

/** The bounds that a call has are the settings of its first turn: they are nowhere but in its state. */
export function limitsIn(snapshot: string | null): Limits | null {
  try {
    const { context } = JSON.parse(snapshot ?? 'null') as { context?: { limits?: Limits } }
    return context?.limits ?? null
  } catch {
    return null
  }
}

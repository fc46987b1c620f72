/** A logged call through whatever flow would take it today. */
import type { Limits } from '../../machines/call.ts'
import type { Flow } from '../../machines/flows.ts'
import type { Speech } from '../../prompts/speech/speech.ts'
import type { RecordedCall } from './recorded-call.ts'
import { flowToday, replayCall, type Replay } from './replay-call.ts'

export interface Today {
  flows: readonly Flow[]
  /** For a call whose own are not known any more. */
  limits: Limits
  speech: Speech
}

export function replayToday(call: RecordedCall, { flows, limits, speech }: Today): Replay {
  const flow = flowToday(call, flows)
  if (flow) return replayCall({ flow, call, limits, speech })
  const was = `${call.flow} ${call.flowVersion}`
  const missing = { turn: 0, what: 'flow', was, is: 'no flow of that name' } as const
  return {
    result: call.journal.length > 0 ? 'broken' : 'empty',
    turns: [],
    differences: [missing],
  }
}

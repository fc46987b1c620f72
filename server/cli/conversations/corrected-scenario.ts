/** A call of which its owner has said what should have become of it, as `npm run evaluate` takes it. */
import { CALL_KINDS, type CallKind } from '../../../machines/verdict.ts'
import { wasPutThrough } from '../../words/call-words.ts'
import type { Scenario } from '../../screening/evaluation/evaluation.ts'
import type { Conversation } from './conversations-api.ts'

/** Null where nobody said anything that could be judged, or where it is erased. */
export function correctedScenario(call: Conversation): Scenario | null {
  const { owner_verdict: expected, turns } = call
  const utterances = turns.flatMap(({ speaker, text }) =>
    speaker === 'caller' && text.trim() !== '' ? text : [],
  )
  if (!expected || utterances.length === 0) return null
  return { utterances, expected, kind: kindOf(call), set: 'corrected' }
}

/** Where the verdict was wrong, the kind may well have been: it is not held to be right. */
function kindOf(call: Conversation): CallKind {
  const wasRight = wasPutThrough(call) === (call.owner_verdict === 'transfer')
  return (wasRight && CALL_KINDS.find((kind) => kind === call.call_type)) || 'other'
}

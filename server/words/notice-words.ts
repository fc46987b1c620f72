/** The words of notices: what became of a call stands in call-words.ts. */
import type { FinalDecision, TransferStatus } from '../../machines/call.ts'
import type { NoticeKind } from '../../machines/notice.ts'
import { capital, DECISIONS, DIALS } from './call-words.ts'

const SOMEBODY = 'a caller'

export function titleOf(kind: NoticeKind, name: string | null): string {
  const who = name ?? SOMEBODY
  switch (kind) {
    case 'urgent':
      return `Urgent: ${who} is being put through`
    case 'missed':
      return `You missed ${who}`
    case 'message':
      return `A message from ${who}`
    case 'asking':
      return `${capital(who)} is waiting for your answer`
    default:
      return `Turned away: ${who}`
  }
}

/** Empty where nobody has judged it. */
export function callKindInWords(callKind: string | null): string {
  if (callKind === null || callKind === 'other') return ''
  return `Kind of call: ${callKind.replaceAll('_', ' ')}`
}

/** Empty where there is nothing to say yet. */
export function outcomeInWords(
  kind: NoticeKind,
  call: { final_decision: string | null; transfer_status: string | null },
): string {
  const { final_decision: decision, transfer_status: dial } = call
  if (dial !== null) return sentence(DIALS[dial as TransferStatus]?.you)
  if (kind === 'urgent') return 'Your phone is ringing.'
  return decision === null ? '' : sentence(DECISIONS[decision as FinalDecision]?.name)
}

/** Of a version that has more words than we: nothing. */
function sentence(words: string | undefined): string {
  return words === undefined ? '' : `${capital(words)}.`
}

/** The words of notices. */
import type { DialOutcome } from '../../machines/call.ts'
import type { NoticeKind } from '../../machines/notice.ts'

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

const DIALS: Record<DialOutcome, string> = {
  completed: 'You answered.',
  busy: 'Your phone was busy.',
  'no-answer': 'You did not answer.',
  failed: 'Your phone could not be reached.',
  canceled: 'The caller hung up before you answered.',
}

const DECISIONS: Record<string, string> = {
  completed: 'The call was answered and ended.',
  ended_no_speech: 'Nothing was said.',
  abandoned: 'The caller hung up.',
  failed: 'The call was ended by a fault.',
}

/** Empty where there is nothing to say yet. */
export function outcomeInWords(
  kind: NoticeKind,
  call: { final_decision: string | null; transfer_status: string | null },
): string {
  if (call.transfer_status !== null) return DIALS[call.transfer_status as DialOutcome] ?? ''
  if (kind === 'urgent') return 'Your phone is ringing.'
  return DECISIONS[call.final_decision ?? ''] ?? ''
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

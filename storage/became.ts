/** What became of a call, for its owner: one word a call, so that an index has it. */

/**
 * `put_through`: the owner's phone rings, or nobody told how that ended. `missed_message`: missed, and words or a
 * number were left besides. `turned_away`: by the concierge, or declined by the owner. Null in the database: nothing is decided yet.
 */
export const BECAME = [
  'put_through',
  'answered',
  'missed',
  'missed_message',
  'message',
  'turned_away',
] as const
export type Became = (typeof BECAME)[number]

/** What the inbox is divided into; a call may stand in several. */
export const TABS = ['to_call_back', 'missed', 'messages', 'put_through', 'turned_away'] as const
export type Tab = (typeof TABS)[number]

export function becameOf({
  decision,
  dial,
  leftMessage,
}: {
  decision: string | null
  /** How the dial to the owner ended. */
  dial: string | null
  leftMessage: boolean
}): Became | null {
  // Whom the owner declined, the owner did not miss.
  if (isPutThrough(decision) && dial !== 'declined') {
    if (dial === null) return 'put_through'
    if (dial === 'completed') return 'answered'
    return leftMessage ? 'missed_message' : 'missed'
  }
  if (leftMessage) return 'message'
  return decision === null ? null : 'turned_away'
}

/** The decisions that ring the owner. */
export const PUT_THROUGH = [
  'transferred',
  'transferred_exception',
  'transferred_owner',
  'transferred_expected',
] as const

function isPutThrough(decision: string | null): boolean {
  return PUT_THROUGH.some((one) => one === decision)
}

/** What may have become of calls whose dial ended so. */
export function becameAfterDial(dial: string): readonly Became[] {
  if (dial === 'completed') return ['answered']
  return dial === 'declined' ? ['turned_away', 'message'] : ['missed', 'missed_message']
}

/** Whether words or a number were left. What was left stays so, whatever the call goes on with. */
export function hasMessage(became: string | null): boolean {
  return became === 'message' || became === 'missed_message'
}

/** What became of the calls in a tab; to be called back is besides only whom the owner is not done with. */
export const STANDS_IN: Record<Tab, readonly Became[]> = {
  to_call_back: ['missed', 'missed_message', 'message'],
  missed: ['missed', 'missed_message'],
  messages: ['message', 'missed_message'],
  put_through: ['answered', 'put_through'],
  turned_away: ['turned_away'],
}

/** Whether a call, as REST has it, stands in a tab. */
export function standsIn(
  tab: Tab,
  call: {
    became: Became | null
    done_at: string | null
    erased_at: string | null
    simulated: boolean
  },
): boolean {
  if (call.became === null || !STANDS_IN[tab].includes(call.became)) return false
  if (tab !== 'to_call_back') return true
  return call.done_at === null && call.erased_at === null && !call.simulated
}

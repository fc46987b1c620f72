/** How a call stands, to the owner who decides about it. */
import type { OwnerChoice } from '../../machines/call.ts'
import { becameInWords, type ToldCall } from './call-words.ts'

/** What has just been brought about. */
export const DONE = {
  'put through': 'Your phone is about to ring: the caller is being put through.',
  'take a message': 'The caller is asked for a message.',
  'call back': 'The caller is told that you will call back.',
  'turn away': 'The caller is told goodbye.',
  block: 'The number is blocked: its calls are turned away unanswered from now on.',
  say: 'It is said to the caller.',
} satisfies Record<OwnerChoice, string>

/** As a link of a notice has it: no choice about a call, but about those to come. */
export const LET_THROUGH = 'let through'
export const LET_THROUGH_MINUTES = 30
export const LET_THROUGH_LABEL = `Let through for ${LET_THROUGH_MINUTES} minutes`

/** A sentence or two. `state`: in the form for people. */
export function standingInWords(call: ToldCall, state: string): string {
  const [at = ''] = state.split('.')
  if (state === 'partedToBeCalled') return 'The caller was told that you will call back.'
  if (state === 'partedByOwner') return 'The caller was told goodbye, as you wished.'
  if (call.end_time !== null) {
    const { short, more } = becameInWords(call)
    return `The call is over. ${short}${more === '' ? '' : `: ${more}`}.`
  }
  switch (at) {
    case 'dialing':
    case 'whispering':
      return 'Your phone is ringing: the caller is being put through.'
    case 'offering':
    case 'takingMessage':
    case 'messageHeard':
      return 'The caller is being asked for a message.'
    case 'askingOwner':
      return 'The caller waits for your answer.'
    default:
      return 'The caller is on the line.'
  }
}

// The badge that tells what became of a call.
/** @import { Conversation } from './answers.ts' */
import { element } from './elements.js'
import { DECISIONS, UNDECIDED } from './server/owner/words.ts'

/** @param {Conversation} call */
export function decisionBadge({ end_time: end, final_decision: decision }) {
  if (end === null && decision === null) return element('span.badge.accent.live', {}, 'On the line')
  const { short, badge } = decision ? DECISIONS[decision] : UNDECIDED
  const classes = [end === null ? 'live' : '', badge].filter((name) => name !== '')
  return element(['span.badge', ...classes].join('.'), {}, short)
}

// The badge that tells what became of a call.
/** @import { Conversation } from './answers.ts' */
import { element } from './elements.js'
import { becameInWords } from './server/words/call-words.ts'

/** @param {Conversation} call */
export function decisionBadge(call) {
  const { short, badge } = becameInWords(call)
  const classes = [call.end_time === null ? 'live' : '', badge].filter((name) => name !== '')
  return element(['span.badge', ...classes].join('.'), {}, short)
}

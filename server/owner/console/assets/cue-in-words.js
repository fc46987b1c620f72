// A cue as a sentence: what is heard, and what is waited for then.
/** @import { NextStep } from '../../../../machines/cue.ts' */

/** @type {Record<NextStep, string>} */
const NEXT = {
  listen: 'then listens',
  dial: 'then rings the owner',
  hold: 'then asks to hold on',
  'hang up': 'then hangs up',
  reject: 'turns the call away',
  choose: 'then waits for a key',
  bridge: 'joins the two',
}

/**
 * @param {string[]} words
 * @param {NextStep} next
 */
export function cueInWords(words, next) {
  return (words.length > 0 ? `“${words.join(' ')}”, ` : '') + NEXT[next]
}

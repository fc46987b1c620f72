// Text in which what was searched for is marked.
import { element, visible } from './elements.js'
import { partsOf, partsOfNumber } from './server/basics/found-in.ts'

/**
 * @param {string} text
 * @param {string} [q] what was searched for
 */
export const marked = (text, q = '') => partsOf(text, q).map(markedPart)

/**
 * @param {string} number
 * @param {string} [q]
 */
export const markedNumber = (number, q = '') => partsOfNumber(number, q).map(markedPart)

/** @param {import('../../../basics/found-in.ts').Part} part */
function markedPart({ text, found }) {
  return found ? element('mark', {}, text) : visible(text)
}

/**
 * So much of a text that what was found in it is seen at its beginning.
 * @param {string} text
 * @param {string} [q]
 */
export function fromFound(text, q = '') {
  const [before, found] = partsOf(text, q)
  if (!before || before.found || !found || before.text.length <= 40) return text
  return `… ${text.normalize('NFC').slice(before.text.length - 24)}`
}

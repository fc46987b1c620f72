// Which exception list a page is about, where lines have their own.
import { find } from './elements.js'
import { lineChoice, queryOfLine } from './line-choice.js'

/** `chosen` is whose it is; empty for the one that lines share. */
export const { chosen: whoseList, onChange: onListChoice } = lineChoice(find('select#list'))

/**
 * As a query names it: the one that is chosen, or the one of this line.
 * @param {Record<string, string>} [besides]
 */
export function listQuery(besides = {}, line = whoseList()) {
  return queryOfLine(besides, line)
}

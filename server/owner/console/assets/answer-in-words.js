// What a port answered, in a word or two.
/** @import { Contact } from '../../../../machines/contact.ts' */
/** @import { Verdict } from '../../../../machines/verdict.ts' */

/** @param {unknown} output */
export function answerInWords(output) {
  if (output === null) return 'nobody known'
  if (output === true) return 'yes'
  if (output === false) return 'no'
  const { name, category, decision, kind } = /** @type {Partial<Contact & Verdict>} */ (
    output ?? {}
  )
  if (name) return `${name} (${category})`
  if (decision) return `${decision}, ${kind}`
  return JSON.stringify(output)
}

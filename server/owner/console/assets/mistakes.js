// What is wrong with a form, said at the field that it is wrong with. https://www.w3.org/WAI/tutorials/forms/notifications/
import { element, find } from './elements.js'
import { messageOf, Refusal } from './page.js'

/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

/**
 * @param {HTMLElement} form where what is about no field of it goes: before its last row
 * @param {Record<string, Field>} fields from the top, by the names that the server has for them
 */
export function createMistakes(form, fields) {
  for (const field of Object.values(fields)) field.addEventListener('input', () => forgive(field))

  function clear() {
    for (const field of Object.values(fields)) forgive(field)
    find('.mistake.of-all', form)?.remove()
  }

  /**
   * @param {Record<string, string>} mistakes by field
   * @param {string} [ofAll] what is wrong with no field
   */
  function tell(mistakes, ofAll = '') {
    clear()
    const wrong = Object.entries(fields).filter(([name]) => mistakes[name] !== undefined)
    for (const [name, field] of wrong) tellAt(field, mistakes[name] ?? '')
    const [first] = wrong
    first?.[1].focus()
    if (ofAll === '') return
    const told = element('p.mistake.of-all', { role: 'alert' }, ofAll)
    if (form.lastElementChild) form.lastElementChild.before(told)
  }

  return {
    clear,
    tell,
    /** @param {unknown} error what came of sending it */
    tellOf(error) {
      const mistakes = error instanceof Refusal ? error.mistakes : {}
      const isKnown = Object.keys(mistakes).some((name) => name in fields)
      tell(mistakes, isKnown ? '' : messageOf(error))
    },
  }
}

/**
 * @param {Field} field
 * @param {string} text
 */
function tellAt(field, text) {
  const id = `${field.id}-mistake`
  // It may be in a part that is folded away: nobody could go to it there.
  const folded = field.closest('details')
  if (folded) folded.open = true
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', id)
  field.after(element('p.mistake', { id }, sentence(text)))
}

/** @param {Field} field */
function forgive(field) {
  field.removeAttribute('aria-invalid')
  field.removeAttribute('aria-describedby')
  find(`[id="${field.id}-mistake"]`)?.remove()
}

/** @param {string} text */
function sentence(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

// One contact in the list, with what can be done about it.
/** @import { Contact } from './answers.ts' */
import { element } from './elements.js'
import { kindName, phoneNumber } from './in-words.js'
import { initials } from './initials.js'

/**
 * @typedef {(contact: Contact) => void} Deed
 * @param {Contact} contact
 * @param {{ edit: Deed, remove: Deed, bringBack: Deed }} deeds
 */
export function contactRow(contact, { edit, remove, bringBack }) {
  const { phone_number: number, contact_name: name, category, is_active: isActive, hours } = contact
  return element(
    `li${isActive ? '' : '.gone'}`,
    { 'data-number': number },
    element('span.face', { 'aria-hidden': 'true' }, initials(name)),
    isActive
      ? element(
          'button.name',
          { type: 'button', title: 'Edit', onclick: () => edit(contact) },
          element('span', {}, name),
        )
      : element('span.name', {}, name),
    element(
      'span.phone-number.number',
      hours === null ? {} : { title: `Rings through only ${hours}` },
      numbersInWords(contact),
    ),
    element('span.badge-place', {}, element('span.badge', {}, kindName(category))),
    element(
      'span.row',
      {},
      ...(isActive
        ? [
            deed('Edit', name, () => edit(contact)),
            deed('Remove', name, () => remove(contact), '.danger'),
          ]
        : [deed('Bring back', name, () => bringBack(contact))]),
    ),
  )
}

/**
 * Its number, all that begin with its prefix, or both.
 * @param {Contact} contact
 */
function numbersInWords({ phone_number: number, prefix, hours }) {
  const all = prefix === null ? [] : [`${prefix}…`]
  const own = number === prefix ? [] : [phoneNumber(number)]
  return [...own, ...all, ...(hours === null ? [] : [hours])].join(', ')
}

/**
 * @param {string} word
 * @param {string} name
 * @param {() => void} act
 */
function deed(word, name, act, classes = '') {
  return element(
    `button.quiet${classes}`,
    { type: 'button', 'aria-label': `${word} ${name}`, onclick: act },
    word,
  )
}

// The dialog that adds a contact or changes one.
/** @import { Contact } from './answers.ts' */
import { ask, messageOf, notify } from './page.js'
import { the } from './elements.js'
import { phoneNumber } from './in-words.js'

const dialog = the('dialog#contact')
const mistake = the('#contact-mistake')
const fields = {
  number: the('input#contact-number'),
  name: the('input#contact-name'),
  category: the('input#contact-category'),
}

/** @type {Contact | null} */
let edited = null
let saved = async () => {}

/**
 * @param {Contact | null} contact null for a new one
 * @param {() => Promise<void>} whenSaved
 */
export function openContact(contact, whenSaved) {
  edited = contact
  saved = whenSaved
  the('#contact-title').textContent = contact ? 'Edit contact' : 'Add contact'
  fields.number.value = contact ? phoneNumber(contact.phone_number) : ''
  fields.number.readOnly = contact !== null
  fields.name.value = contact?.contact_name ?? ''
  fields.category.value = contact?.category ?? ''
  mistake.textContent = ''
  dialog.showModal()
  ;(contact ? fields.name : fields.number).focus()
}

the('form', dialog).addEventListener('submit', (event) => {
  event.preventDefault()
  void save()
})

async function save() {
  const name = fields.name.value.trim()
  const category = fields.category.value.trim()
  try {
    if (edited)
      await ask(`exceptions/${encodeURIComponent(edited.phone_number)}`, {
        method: 'PATCH',
        json: { contact_name: name, category: category || 'other' },
      })
    else
      await ask('exceptions', {
        method: 'POST',
        json: {
          phone_number: fields.number.value.trim(),
          contact_name: name,
          // Without one, a contact that comes back has the one it had.
          ...(category !== '' && { category }),
        },
      })
    dialog.close()
    notify(edited ? `${name} is saved` : `${name} rings through from now on`)
    await saved()
  } catch (error) {
    mistake.textContent = inWords(messageOf(error))
  }
}

/**
 * The API names its fields, people know their labels.
 * @param {string} detail
 */
function inWords(detail) {
  return detail
    .replaceAll('phone_number:', 'Phone number:')
    .replaceAll('contact_name:', 'Name:')
    .replaceAll('category:', 'Category:')
    .replace(': change it with PATCH', '')
}

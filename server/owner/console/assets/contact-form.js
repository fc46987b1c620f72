// The dialog that adds a contact or changes one.
import { ask, find, notify, phoneNumber } from './page.js'

const dialog = find('#contact')
const fields = {
  number: find('#contact-number'),
  name: find('#contact-name'),
  category: find('#contact-category'),
}

let edited = null
let saved = async () => {}

/** @param contact null for a new one; @param {() => Promise<void>} whenSaved */
export function openContact(contact, whenSaved) {
  edited = contact
  saved = whenSaved
  find('#contact-title').textContent = contact ? 'Edit contact' : 'Add contact'
  fields.number.value = contact ? phoneNumber(contact.phone_number) : ''
  fields.number.readOnly = contact !== null
  fields.name.value = contact?.contact_name ?? ''
  fields.category.value = contact?.category ?? ''
  find('#contact-mistake').textContent = ''
  dialog.showModal()
  ;(contact ? fields.name : fields.number).focus()
}

find('form', dialog).addEventListener('submit', (event) => {
  event.preventDefault()
  void save()
})

async function save() {
  const name = fields.name.value.trim()
  const category = fields.category.value.trim() || 'other'
  try {
    if (edited)
      await ask(`exceptions/${encodeURIComponent(edited.phone_number)}`, {
        method: 'PATCH',
        json: { contact_name: name, category },
      })
    else
      await ask('exceptions', {
        method: 'POST',
        json: { phone_number: fields.number.value.trim(), contact_name: name, category },
      })
    dialog.close()
    notify(edited ? `${name} is saved` : `${name} rings through from now on`)
    await saved()
  } catch (error) {
    find('#contact-mistake').textContent = inWords(error.message)
  }
}

/** The API names its fields, people know their labels. */
function inWords(detail) {
  return detail
    .replaceAll('phone_number:', 'Phone number:')
    .replaceAll('contact_name:', 'Name:')
    .replaceAll('category:', 'Category:')
    .replace(': change it with PATCH', '')
}

// The dialog that adds a contact or changes one.
/** @import { Contact } from './answers.ts' */
import { ask, notify, Refusal } from './page.js'
import { the } from './elements.js'
import { phoneNumber } from './in-words.js'
import { createMistakes } from './mistakes.js'

const dialog = the('dialog#contact')
const fields = {
  number: the('input#contact-number'),
  name: the('input#contact-name'),
  category: the('input#contact-category'),
}

const mistakes = createMistakes(the('form', dialog), {
  phone_number: fields.number,
  contact_name: fields.name,
  category: fields.category,
})

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
  mistakes.clear()
  dialog.showModal()
  ;(contact ? fields.name : fields.number).focus()
}

the('form', dialog).addEventListener('submit', (event) => {
  event.preventDefault()
  void save()
})

async function save() {
  const number = fields.number.value.trim()
  const name = fields.name.value.trim()
  const category = fields.category.value.trim()
  const missing = {
    ...(number === '' && { phone_number: 'Give a phone number, like +1 415 555 0123' }),
    ...(name === '' && { contact_name: 'Give a name' }),
  }
  if (Object.keys(missing).length > 0) return mistakes.tell(missing)
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
          phone_number: number,
          contact_name: name,
          // Without one, a contact that comes back has the one it had.
          ...(category !== '' && { category }),
        },
      })
    dialog.close()
    notify(edited ? `${name} is saved` : `${name} rings through from now on`)
    await saved()
  } catch (error) {
    // The number is taken.
    if (error instanceof Refusal && error.status === 409)
      return mistakes.tell({ phone_number: 'This number is on the list already: edit it there' })
    mistakes.tellOf(error)
  }
  return undefined
}

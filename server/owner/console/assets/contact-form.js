// The dialog that adds a contact or changes one.
/** @import { Contact } from './answers.ts' */
import { ask, notify, Refusal } from './page.js'
import { the } from './elements.js'
import { phoneNumber } from './in-words.js'
import { listQuery, whoseList } from './list-choice.js'
import { createMistakes } from './mistakes.js'

const dialog = the('dialog#contact')
const fields = {
  number: the('input#contact-number'),
  name: the('input#contact-name'),
  category: the('input#contact-category'),
  prefix: the('input#contact-prefix'),
  hours: the('input#contact-hours'),
  language: the('input#contact-language'),
}

const mistakes = createMistakes(the('form', dialog), {
  phone_number: fields.number,
  contact_name: fields.name,
  category: fields.category,
  prefix: fields.prefix,
  hours: fields.hours,
  language: fields.language,
})

const RULES = /** @type {const} */ (['prefix', 'hours', 'language'])

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
  const whose = whoseList() === '' ? '' : ` of ${whoseList()}`
  the('#contact-title').textContent = `${contact ? 'Edit' : 'Add'} contact${whose}`
  fields.number.value = contact ? phoneNumber(contact.phone_number) : ''
  fields.number.readOnly = contact !== null
  fields.name.value = contact?.contact_name ?? ''
  fields.category.value = contact?.category ?? ''
  for (const rule of RULES) fields[rule].value = contact?.[rule] ?? ''
  the('details#contact-more').open = RULES.some((rule) => fields[rule].value !== '')
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
  // Emptied, it is taken away; of a new contact it never was.
  const rules = Object.fromEntries(
    RULES.map((rule) => [rule, fields[rule].value.trim() || null]).filter(
      ([, value]) => edited !== null || value !== null,
    ),
  )
  const missing = {
    ...(number === '' &&
      !rules.prefix && { phone_number: 'Give a phone number, like +1 415 555 0123' }),
    ...(name === '' && { contact_name: 'Give a name' }),
  }
  if (Object.keys(missing).length > 0) return mistakes.tell(missing)
  try {
    if (edited)
      await ask(`exceptions/${encodeURIComponent(edited.phone_number)}?${listQuery()}`, {
        method: 'PATCH',
        json: { contact_name: name, category: category || 'other', ...rules },
      })
    else
      await ask(`exceptions?${listQuery()}`, {
        method: 'POST',
        json: {
          ...(number !== '' && { phone_number: number }),
          ...rules,
          contact_name: name,
          // Without one, a contact that comes back has the one it had.
          ...(category !== '' && { category }),
        },
      })
    dialog.close()
    notify(edited ? `${name} is saved` : `${name} rings through from now on`)
    await saved()
  } catch (error) {
    the('details#contact-more').open = true
    // The number is taken.
    if (error instanceof Refusal && error.status === 409)
      return mistakes.tell({ phone_number: 'This number is on the list already: edit it there' })
    mistakes.tellOf(error)
  }
  return undefined
}

// The exception list: all of it is here, so that it is searched while one types.
import { ask, attempt, count, element, find, notify } from './page.js'
import { contactRow } from './contact-row.js'
import { openContact } from './contact-form.js'
import { beginImport } from './import-contacts.js'

const PAGE = 500
const AT_ONCE = 200
const list = find('#contacts')
const more = find('#more')

let contacts = []
let shown = AT_ONCE

async function load() {
  const found = []
  let cursor = null
  do {
    const next = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = await ask(`exceptions?include_inactive=true&limit=${PAGE}${next}`)
    found.push(...page.exceptions)
    cursor = page.next_cursor
  } while (cursor !== null)
  contacts = found
  show()
}

function show() {
  const focused = document.activeElement?.closest('[data-number]')?.dataset.number
  const fitting = contacts.filter(fits)
  const rows = fitting.slice(0, shown).map((contact) => contactRow(contact, deeds))
  list.replaceChildren(rows.length > 0 ? element('ol.contacts', {}, ...rows) : nothing())
  list.ariaBusy = 'false'
  more.hidden = fitting.length <= shown
  const active = contacts.filter((contact) => contact.is_active).length
  const some = fitting.length === 1 ? '1 contact' : `${count(fitting.length)} contacts`
  find('#count').textContent =
    find('#q').value.trim() === '' ? `${count(active)} on the list` : some
  if (focused && document.activeElement === document.body)
    find(`[data-number="${focused}"] button`)?.focus()
}

/** Every word has to be somewhere in it; of a number, its digits in a row. */
function fits(contact) {
  if (!contact.is_active && !find('#removed').checked) return false
  const text = `${contact.contact_name} ${contact.category}`.toLowerCase()
  const words = find('#q').value.trim().toLowerCase()
  const digits = words.replaceAll(/[\s().+-]/g, '')
  if (/^\d{2,}$/.test(digits)) return contact.phone_number.includes(digits)
  return words.split(/\s+/).every((word) => text.includes(word))
}

function nothing() {
  const wanted = find('#q').value.trim()
  if (contacts.length === 0)
    return element(
      'div.card.empty',
      {},
      element('strong', {}, 'Nobody is on the list yet'),
      'Add those who need no screening, or import them from your phone.',
    )
  const why = wanted === '' ? 'All contacts have been removed.' : 'Try fewer letters.'
  return element('div.card.empty', {}, element('strong', {}, 'No contact fits'), why)
}

const deeds = {
  edit: (contact) => openContact(contact, load),
  async remove({ phone_number: number, contact_name: name }) {
    await attempt(async () => {
      await ask(`exceptions/${encodeURIComponent(number)}`, { method: 'DELETE' })
      await load()
      const undo = () => void deeds.bringBack({ phone_number: number, contact_name: name })
      notify(`${name} is asked from now on`, '', { name: 'Bring back', act: undo })
    })
  },
  async bringBack({ phone_number, contact_name, category }) {
    await attempt(async () => {
      const known = contacts.find((contact) => contact.phone_number === phone_number)
      const json = { phone_number, contact_name, category: category ?? known?.category ?? 'other' }
      await ask('exceptions', { method: 'POST', json })
      await load()
      notify(`${contact_name} rings through again`)
    })
  },
}

function move(by) {
  const rows = [...list.querySelectorAll('li')]
  const at = rows.indexOf(document.activeElement.closest('li'))
  const row = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]
  if (row) find('button', row).focus()
}

const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || find('dialog[open]')) return
  const writes = event.target.matches('input:not([type=checkbox])')
  if (event.key === 'Escape' && event.target.id === 'q' && event.target.value === '')
    event.target.blur()
  if (writes) return
  if (event.key === '/') {
    event.preventDefault()
    find('#q').select()
  } else if (event.key === 'n') {
    event.preventDefault()
    openContact(null, load)
  } else if (event.key in STEPS) {
    if (event.key.startsWith('Arrow') && !list.contains(event.target)) return
    event.preventDefault()
    move(STEPS[event.key])
  }
})

find('#filter').addEventListener('input', () => {
  shown = AT_ONCE
  show()
})
find('#filter').addEventListener('submit', (event) => event.preventDefault())
more.addEventListener('click', () => {
  shown += AT_ONCE
  show()
})
find('#add').addEventListener('click', () => openContact(null, load))
find('#import').addEventListener('click', () => beginImport(load))
for (const button of document.querySelectorAll('[data-close]'))
  button.addEventListener('click', () => button.closest('dialog').close())

find('#q').value = new URL(location.href).searchParams.get('q') ?? ''
await attempt(load)

// One exception list: all of it is here, so that it is searched while one types.
/** @import { Contact } from './answers.ts' */
import { ask, attempt, notify } from './page.js'
import { element, find, findAll, isAt, letDialogsClose, the } from './elements.js'
import { count } from './in-words.js'
import { contactRow } from './contact-row.js'
import { openContact } from './contact-form.js'
import { beginImport } from './import-contacts.js'
import { lastOnly } from './last-only.js'
import { listQuery, onListChoice, whoseList } from './list-choice.js'

const PAGE = 500
const AT_ONCE = 200
const list = the('#contacts')
const more = the('#more')
const filter = the('form#filter')
const search = the('input#q')

/** @type {Contact[]} */
let contacts = []
let shown = AT_ONCE

const load = lastOnly(async (signal) => {
  /** @type {Contact[]} */
  const found = []
  /** @type {string | null} */
  let cursor = null
  do {
    /** @type {string} */
    const query = listQuery({
      include_inactive: 'true',
      limit: String(PAGE),
      ...(cursor !== null && { cursor }),
    })
    const page = await ask(`exceptions?${query}`, { signal })
    for (const one of page.exceptions) found.push(one)
    cursor = page.next_cursor
  } while (cursor !== null)
  contacts = found
  show()
})

function show() {
  const focused = document.activeElement?.closest('[data-number]')?.getAttribute('data-number')
  const fitting = contacts.filter(fits)
  const rows = fitting.slice(0, shown).map((contact) => contactRow(contact, deeds))
  list.replaceChildren(rows.length > 0 ? element('ol.contacts', {}, ...rows) : nothing())
  list.ariaBusy = 'false'
  more.hidden = fitting.length <= shown
  const active = contacts.filter((contact) => contact.is_active).length
  const some = fitting.length === 1 ? '1 contact' : `${count(fitting.length)} contacts`
  the('#count').textContent = wanted() === '' ? `${count(active)} on the list` : some
  if (focused && document.activeElement === document.body)
    find(`[data-number="${focused}"] button`)?.focus()
}

/**
 * Every word has to be somewhere in it; of a number, its digits in a row.
 * @param {Contact} contact
 */
function fits(contact) {
  if (!contact.is_active && !the('input#removed').checked) return false
  const text = `${contact.contact_name} ${contact.category}`.toLowerCase()
  const words = wanted().toLowerCase()
  const digits = words.replaceAll(/[\s().+-]/g, '')
  if (/^\d{2,}$/.test(digits)) return contact.phone_number.includes(digits)
  return words.split(/\s+/).every((word) => text.includes(word))
}

function wanted() {
  return search.value.trim()
}

function nothing() {
  if (contacts.length === 0)
    return element(
      'div.card.empty',
      {},
      element('strong', {}, 'Nobody is on the list yet'),
      'Add those who need no screening, or import them from your phone.',
    )
  const why = wanted() === '' ? 'All contacts have been removed.' : 'Try fewer letters.'
  return element('div.card.empty', {}, element('strong', {}, 'No contact fits'), why)
}

const deeds = {
  /** @param {Contact} contact */
  edit: (contact) => openContact(contact, load),
  /** @param {Contact} contact */
  async remove(contact) {
    // It can be brought back after another list was chosen: to the one that it was on.
    const whose = whoseList()
    await attempt(async () => {
      await ask(`exceptions/${encodeURIComponent(contact.phone_number)}?${listQuery({}, whose)}`, {
        method: 'DELETE',
      })
      await load()
      const undo = () => void deeds.bringBack(contact, whose)
      notify(`${contact.contact_name} is asked from now on`, '', { name: 'Bring back', act: undo })
    })
  },
  /** @param {Contact} contact */
  async bringBack({ phone_number, contact_name, category }, whose = whoseList()) {
    await attempt(async () => {
      await ask(`exceptions?${listQuery({}, whose)}`, {
        method: 'POST',
        json: { phone_number, contact_name, category },
      })
      await load()
      notify(`${contact_name} rings through again`)
    })
  },
}

/** @param {number} by */
function move(by) {
  const rows = findAll('li', list)
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const row = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]
  if (row) the('button', row).focus()
}

/** @type {Record<string, number>} */
const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || find('dialog[open]')) return
  if (event.key === 'Escape' && event.target === search && search.value === '') search.blur()
  if (isAt(event, 'input:not([type=checkbox])')) return
  const step = STEPS[event.key]
  if (event.key === '/') {
    event.preventDefault()
    search.select()
  } else if (event.key === 'n') {
    event.preventDefault()
    openContact(null, load)
  } else if (step) {
    if (event.key.startsWith('Arrow') && !isAt(event, '#contacts *')) return
    event.preventDefault()
    move(step)
  }
})

filter.addEventListener('input', () => {
  shown = AT_ONCE
  show()
})
filter.addEventListener('submit', (event) => event.preventDefault())
more.addEventListener('click', () => {
  shown += AT_ONCE
  show()
})
the('#add').addEventListener('click', () => openContact(null, load))
the('#import').addEventListener('click', () => beginImport(load))
letDialogsClose()

function linkExports() {
  for (const link of findAll('a[data-format]'))
    link.href = `../exceptions/export?${listQuery({ format: link.dataset.format ?? 'csv' })}`
}

onListChoice(() => {
  linkExports()
  contacts = []
  // What is still shown would be changed on the other list.
  list.replaceChildren()
  list.ariaBusy = 'true'
  shown = AT_ONCE
  void attempt(load)
})
linkExports()

search.value = new URL(location.href).searchParams.get('q') ?? ''
await attempt(load)

// Lists of reported numbers: how they are, read now, taken for what, taken away.
/** @import { List } from './answers.ts' */
import { ask, attempt, notify } from './page.js'
import { element, find, letDialogsClose, the } from './elements.js'
import { inTurn } from './in-turn.js'
import { lastOnly } from './last-only.js'
import { importList } from './import-list.js'
import { createListRow, listName } from './list-row.js'

/** So often it is looked whether one has been read. */
const POLL_MS = 2000
const list = the('#list-list')
const begin = the('button#begin-ftc')
const removal = the('dialog#list-removal')

/** @type {Map<string, ReturnType<typeof createListRow>>} */
const rows = new Map()
/** @type {List[]} */
let lists = []
/** @type {ReturnType<typeof setTimeout> | undefined} */
let again

const load = lastOnly(async (signal) => {
  clearTimeout(again)
  show((await ask('lists', { signal })).lists)
  clearTimeout(again)
  if (lists.some((one) => one.is_being_read)) again = setTimeout(() => void attempt(load), POLL_MS)
})

/**
 * Rows stay where they are: a list that is chosen in while others are read must not close.
 * @param {List[]} told
 */
function show(told) {
  lists = told
  for (const name of rows.keys()) if (!told.some((one) => one.name === name)) forget(name)
  if (told.length > 0) find('.none', list)?.remove()
  for (const [place, one] of told.entries()) {
    const row = rows.get(one.name) ?? createListRow(one, deeds)
    rows.set(one.name, row)
    if (list.children[place] !== row.element)
      list.insertBefore(row.element, list.children[place] ?? null)
    row.show(one)
  }
  if (told.length === 0) list.replaceChildren(element('li.none.muted', {}, 'There is no list.'))
  begin.hidden = the('#about-ftc').hidden = told.some((one) => one.name === 'ftc')
}

/** @param {string} name */
function forget(name) {
  rows.get(name)?.element.remove()
  rows.delete(name)
}

const deeds = {
  /** @param {List} one */
  read: (one) => void readNow(one.name),
  /** @param {List} one */
  importAgain: (one) => importList(lists, one.name, load),
  /**
   * @param {List} one
   * @param {List['act_as']} actAs
   */
  actAs: (one, actAs) => void takeFor(one, actAs),
  /** @param {List} one */
  remove(one) {
    the('#list-removal-title').textContent = `Remove ${listName(one)}?`
    removal.dataset.name = one.name
    removal.showModal()
  },
}

/** @param {string} name */
function readNow(name) {
  return attempt(async () => {
    await ask(`lists/${name}/update`, { method: 'POST', json: {} })
    await load()
  })
}

const settle = inTurn(() => void attempt(load))

/**
 * @param {List} one
 * @param {List['act_as']} actAs
 */
async function takeFor(one, actAs) {
  const done = await attempt(async () => {
    await settle(() => ask(`lists/${one.name}`, { method: 'PATCH', json: { act_as: actAs } }))
    const act = () => void takeFor({ ...one, act_as: actAs }, one.act_as)
    notify(`Who is on ${listName(one)} is ${actAs} from now on`, '', { name: 'Undo', act })
  })
  // What was chosen does not hold: the row says what does, as far as it can be known.
  if (done) return
  rows.get(one.name)?.show(one)
  await load().catch(() => undefined)
}

the('form', removal).addEventListener('submit', (event) => {
  event.preventDefault()
  const name = removal.dataset.name ?? ''
  removal.close()
  void attempt(async () => {
    await ask(`lists/${name}`, { method: 'DELETE' })
    await load()
    notify('The list is gone')
    the('button#import-list').focus()
  })
})
begin.addEventListener('click', () => {
  begin.disabled = true
  void readNow('ftc').then(() => {
    begin.disabled = false
    if (begin.hidden) find('[data-list=ftc] select')?.focus()
  })
})
the('button#import-list').addEventListener('click', () => importList(lists, null, load))
letDialogsClose()

await attempt(load)
the('#lists').ariaBusy = 'false'

// Who is blocked: a page of the list at a time, since there may be fifty thousand.
/** @import { Block } from './answers.ts' */
import { ask, attempt, notify, Refusal } from './page.js'
import { foreseeWeek } from './foresee.js'
import { element, the } from './elements.js'
import { phoneNumber } from './in-words.js'
import { lastOnly } from './last-only.js'
import { createMistakes } from './mistakes.js'

const PAGE = 50
const list = the('#block-list')
const more = the('button#more-blocks')
const search = the('input#block-q')
const kind = the('select#block-kind')
const value = the('input#block-value')
const note = the('input#block-note')
const mistakes = createMistakes(the('form#block'), {
  phone_number: value,
  prefix: value,
  country: value,
  note,
})

/** @type {Record<string, string>} */
const LIKE = { phone_number: '+1 415 555 0123', prefix: '+1 900', country: 'GB' }

/** @type {string | null} */
let cursor = null

const read = lastOnly(async (signal, /** @type {string | null} */ after) => {
  // What is older belongs to what was asked for: whoever asks for it too soon begins anew.
  if (after === null) cursor = null
  const query = new URLSearchParams({ limit: String(PAGE) })
  if (search.value.trim() !== '') query.set('q', search.value.trim())
  if (after !== null) query.set('cursor', after)
  const page = await ask(`blocks?${query}`, { signal })
  if (after === null) list.replaceChildren()
  list.append(...page.blocks.map(row))
  if (list.childElementCount === 0) list.append(nothing())
  cursor = page.next_cursor
  more.hidden = cursor === null
})

function nothing() {
  const words = search.value.trim() === '' ? 'Nobody is blocked.' : 'No block fits.'
  return element('li.none.muted', {}, words)
}

/** @param {Block} block */
function row(block) {
  return element(
    'li',
    { 'data-block': block.id },
    element('span.what.number', {}, inWords(block)),
    element('span.small.muted.why', {}, block.note),
    element(
      'button.quiet.danger',
      {
        type: 'button',
        'aria-label': `Remove ${inWords(block)}`,
        onclick: () => void remove(block),
      },
      'Remove',
    ),
  )
}

const countries = new Intl.DisplayNames(['en'], { type: 'region' })

/** @param {Block} block */
function inWords({ phone_number: number, prefix, country }) {
  if (number !== null) return phoneNumber(number)
  return prefix === null ? `${countries.of(country ?? '') ?? ''} (${country})` : `${prefix}…`
}

/** @param {Block} block */
async function remove(block) {
  const { phone_number, prefix, country, note: why } = block
  await attempt(async () => {
    await ask(`blocks/${block.id}`, { method: 'DELETE' })
    await read(null)
    const which =
      phone_number === null ? (prefix === null ? { country } : { prefix }) : { phone_number }
    const act = () => void add({ ...which, note: why })
    notify(`${inWords(block)} is not blocked any more`, '', { name: 'Undo', act })
  })
}

/**
 * @param {object} json
 * @param {(error: unknown) => void} [tell]
 */
function add(json, tell) {
  return attempt(async () => {
    const block = await ask('blocks', { method: 'POST', json })
    await read(null)
    notify(`${inWords(block)} is blocked`)
  }, tell)
}

async function blockGiven() {
  const which = value.value.trim()
  if (which === '') return mistakes.tell({ [kind.value]: 'Say whom' })
  const json = { [kind.value]: which, note: note.value.trim() }
  const done = await add(json, (error) => mistakes.tellOf(error))
  if (!done) return undefined
  mistakes.clear()
  value.value = note.value = ''
  value.focus()
  return undefined
}

/**
 * The mistakes of a block within something else, as those of a block.
 * @param {unknown} error
 */
function withinBlock(error) {
  if (!(error instanceof Refusal)) return error
  const own = Object.entries(error.mistakes).map(([name, what]) => [
    name.replace('block/', ''),
    what,
  ])
  return new Refusal(error.message, error.status, Object.fromEntries(own))
}

function showLike() {
  value.placeholder = LIKE[kind.value] ?? ''
}

the('#block-week').addEventListener('click', () => {
  const which = value.value.trim()
  // Of nothing, what the rules as they are would have done.
  const unsaved = which === '' ? {} : { block: { [kind.value]: which } }
  void foreseeWeek(unsaved, (error) => mistakes.tellOf(withinBlock(error)))
})
kind.addEventListener('change', showLike)
the('form#block').addEventListener('submit', (event) => {
  event.preventDefault()
  void blockGiven()
})
search.addEventListener('input', () => void attempt(() => read(null)))
more.addEventListener('click', () => void attempt(() => read(cursor)))

showLike()
await attempt(() => read(null))
the('#blocks').ariaBusy = 'false'

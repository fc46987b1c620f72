// Who gets through for a while: begun with one tap, ended with one.
/** @import { Pass } from './answers.ts' */
import { ask, attempt, notify } from './page.js'
import { element, findAll, letDialogsClose, the } from './elements.js'
import { dayAndClock } from './in-words.js'
import { lastOnly } from './last-only.js'
import { createMistakes } from './mistakes.js'

const list = the('#pass-list')
const dialog = the('dialog#pass')
const whom = the('input#pass-for')
const minutes = the('select#pass-minutes')
const how = the('select#pass-how')
const mistakes = createMistakes(the('form', dialog), { for: whom, minutes, how })

/** @type {ReturnType<typeof setTimeout> | undefined} */
let atEnd

const load = lastOnly(async (signal) => {
  const { passes } = await ask('passes', { signal })
  list.replaceChildren(...passes.map(row))
  clearTimeout(atEnd)
  // They end by themselves: the list with them.
  const next = Math.min(...passes.map(({ until }) => Date.parse(until))) - Date.now()
  if (next < LONGEST_MS) atEnd = setTimeout(() => void attempt(load), Math.max(next, 0) + 500)
})

/** A timer of more than that is none: https://developer.mozilla.org/docs/Web/API/Window/setTimeout */
const LONGEST_MS = 2 ** 31 - 1000

/** @param {Pass} pass */
function row(pass) {
  return element(
    'li',
    {},
    element('span.what', {}, inWords(pass)),
    element('span.small.muted.number', {}, `until ${dayAndClock(pass.until)}`),
    element(
      'button.quiet',
      { type: 'button', 'aria-label': `End: ${inWords(pass)}`, onclick: () => void end(pass) },
      'End',
    ),
  )
}

/** @param {Pass} pass */
function inWords(pass) {
  const who = pass.for === 'all' ? 'Everybody' : pass.for.replace(/^\+\d+$/, '$&…')
  return pass.how === 'through' ? `${who}: straight through` : `${who}: expected`
}

/**
 * @param {object} json
 * @param {(error: unknown) => void} [tell]
 */
function start(json, tell) {
  return attempt(async () => {
    const pass = await ask('passes', { method: 'POST', json })
    dialog.close()
    await load()
    notify(inWords(pass), '', { name: 'End', act: () => void end(pass) })
  }, tell)
}

/** @param {Pass} pass */
async function end(pass) {
  await attempt(async () => {
    await ask(`passes/${pass.id}`, { method: 'DELETE' })
    await load()
    const { until, how: way } = pass
    const act = () => void start({ until, for: pass.for, how: way })
    notify('The pass has ended', '', { name: 'Undo', act })
  })
}

for (const button of findAll('button[data-minutes]'))
  button.addEventListener(
    'click',
    () => void start({ minutes: Number(button.dataset.minutes), for: 'all', how: 'through' }),
  )
the('#expect').addEventListener('click', () => {
  mistakes.clear()
  whom.value = ''
  how.value = 'expected'
  dialog.showModal()
  whom.focus()
})
the('form', dialog).addEventListener('submit', (event) => {
  event.preventDefault()
  const words = whom.value.trim()
  if (words === '') return mistakes.tell({ for: 'Say whom you expect' })
  const json = { for: words, minutes: Number(minutes.value), how: how.value }
  void start(json, (error) => mistakes.tellOf(error))
  return undefined
})
letDialogsClose()

await attempt(load)
the('#passes').ariaBusy = 'false'

// When which flow answers: looked at, and changed.
/** @import { Hours } from './answers.ts' */
import { foreseeWeek } from './foresee.js'
import { ask, attempt, messageOf, notify, Refusal } from './page.js'
import { TIME_ZONE } from './time-zone.js'
import { element, findAll, the } from './elements.js'
import { inTurn } from './in-turn.js'
import { capitalised, dayAndClock } from './in-words.js'
import { calendarOf, daysLater } from './server/basics/calendar.ts'
import { SOURCES } from './server/words/delivery-words.ts'

const list = the('#hours-rules')
const mistake = the('#hours-mistake')
const save = the('button#save-hours')
const quietFlow = the('select#quiet-flow')
const quietUntil = the('input#quiet-until')

/** @type {Hours} */
let hours

/** @param {Hours} told */
function show(told) {
  hours = told
  showAnswering()
  list.replaceChildren(...told.rules.map(({ when, flow }) => row(when, flow)))
  if (told.rules.length === 0) list.append(nothing())
  the('#hours-source').textContent =
    told.from === 'console'
      ? `Changed here; otherwise ${told.otherwise || 'no rules'}`
      : told.rules.length > 0
        ? capitalised(SOURCES[told.from])
        : ''
  the('#reset-hours').hidden = told.from !== 'console'
  save.disabled = true
  mistake.textContent = ''
}

function showAnswering() {
  const { now, next, quiet, flows } = hours
  const then = next ? `, from ${dayAndClock(next.at)} on ${next.flow}` : ''
  the('#answering').replaceChildren(element('strong', {}, now.flow), ` answers now${then}.`)
  const state = the('#quiet-state')
  state.hidden = quiet === null
  the('form#quiet').hidden = quiet !== null
  if (quiet) the('span', state).textContent = `${quiet.flow} until ${dayAndClock(quiet.until)}`
  if (quietFlow.options.length > 0) return
  quietFlow.append(...flows.map((flow) => element('option', { value: flow }, flow)))
  if (flows.includes('after-hours')) quietFlow.value = 'after-hours'
}

function nothing() {
  return element('li.none.muted', {}, `No rules: ${hours.flow} answers at all hours.`)
}

/**
 * @param {string} when
 * @param {string} flow
 */
function row(when, flow) {
  const choice = element(
    'select',
    { 'aria-label': 'Which flow' },
    ...hours.flows.map((one) => element('option', { value: one }, one)),
  )
  choice.value = flow
  return element(
    'li',
    {},
    element('input', {
      type: 'text',
      value: when,
      list: 'hours-like',
      autocomplete: 'off',
      'aria-label': 'When',
      placeholder: 'mon-fri 09:00-18:00',
    }),
    choice,
    element('button.quiet', { type: 'button', 'aria-label': 'Earlier', onclick: raise }, '↑'),
    element(
      'button.quiet.danger',
      { type: 'button', 'aria-label': 'Remove', onclick: remove },
      'Remove',
    ),
  )
}

/** @param {Event} event */
function rowOf({ target }) {
  const found = target instanceof Element ? target.closest('li') : null
  if (!found) throw new Error('A button of no rule')
  return found
}

/** @param {Event} event */
function raise(event) {
  const one = rowOf(event)
  one.previousElementSibling?.before(one)
  the('button', one).focus()
  changed()
}

/** @param {Event} event */
function remove(event) {
  rowOf(event).remove()
  changed()
  the('#add-hours').focus()
}

function changed() {
  save.disabled = false
  mistake.textContent = ''
  for (const input of findAll('input', list)) input.removeAttribute('aria-invalid')
}

const settle = inTurn(show)

/** @param {object} json */
async function change(json) {
  await attempt(async () => {
    await settle(() => ask('hours', { method: 'PATCH', json }))
    notify('Kept: it counts for calls that begin now')
  }, tell)
}

/** @param {unknown} error */
function tell(error) {
  const words = (error instanceof Refusal && Object.values(error.mistakes)[0]) || messageOf(error)
  const [, number, what] = /^rule (\d+): ([^]*)$/.exec(words) ?? []
  const input = number === undefined ? null : findAll('input', list)[Number(number) - 1]
  mistake.textContent = capitalised(what ?? words)
  if (!input) return
  input.setAttribute('aria-invalid', 'true')
  input.focus()
}

function text() {
  return findAll('li:not(.none)', list)
    .map((one) => `${the('input', one).value.trim()}=${the('select', one).value}`)
    .join('; ')
}

const today = calendarOf(TIME_ZONE).dayOf(new Date().toISOString())
const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
/** @type {Record<string, { minutes?: number, until?: string }>} */
const spans = {
  hour: { minutes: 60 },
  tomorrow: { until: daysLater(today, 1) },
  // On a Monday, not before the next.
  monday: { until: daysLater(today, (8 - weekday) % 7 || 7) },
}

the('form#hours-form').addEventListener('submit', (event) => {
  event.preventDefault()
  // None at all is what the flow of the settings means.
  void change({ text: text() || `else=${hours.flow}` })
})
list.addEventListener('input', changed)
the('#add-hours').addEventListener('click', () => {
  list.querySelector('.none')?.remove()
  const added = row('', hours.flow)
  list.append(added)
  the('input', added).focus()
  changed()
})
the('#hours-week').addEventListener('click', () => {
  void foreseeWeek({ hours: text() || `else=${hours.flow}` }, tell)
})
the('#reset-hours').addEventListener('click', () => void change({ text: null }))
the('#open').addEventListener('click', () => void change({ quiet: null }))
the('form#quiet').addEventListener('submit', (event) => {
  event.preventDefault()
  void change({ quiet: { until: quietUntil.value.slice(0, 16), flow: quietFlow.value } })
})

for (const button of findAll('button[data-for]'))
  button.addEventListener('click', () => {
    const flow = quietFlow.value
    void change({ quiet: { ...spans[button.dataset.for ?? ''], flow } })
  })

await attempt(async () => show(await ask('hours')))
the('#hours').ariaBusy = 'false'

// The list of calls: loaded a page at a time, filtered by the API, changed by what happens.
/** @import { Conversation } from './answers.ts' */
import { Refusal, ask, attempt, isAbort, messageOf, notify, watchCalls } from './page.js'
import { element, find, findAll, isAt, the } from './elements.js'
import { dayName, phoneNumber } from './in-words.js'
import { callRow, tick } from './call-row.js'
import { lastOnly } from './last-only.js'
import { calendarOf, daysLater } from './server/basics/calendar.ts'
import { standsIn } from './storage/became.ts'
import { TIME_ZONE } from './time-zone.js'
import { fits, queryOf, readFilter, writeFilter } from './call-filter.js'

const PAGE = 30
const list = the('#calls')
const form = the('form#filter')
const search = the('input#q')
const more = the('button#more')
const filters = the('#filters')
const clear = the('#clear')

/**
 * By CallSid, in the order of the list.
 * @type {Map<string, Conversation>}
 */
let calls = new Map()
/** @type {string | null} */
let cursor = null
let filter = readFilter(new URL(location.href).searchParams)

const load = lastOnly(async (signal) => {
  list.ariaBusy = 'true'
  const mistake = the('#caller-mistake')
  mistake.textContent = ''
  the('input#caller').ariaInvalid = null
  try {
    const page = await ask(`conversations?${queryOf(filter, PAGE)}`, { signal })
    calls = new Map(page.conversations.map((call) => [call.call_sid, call]))
    cursor = page.next_cursor
    show()
  } catch (error) {
    if (isAbort(error)) return
    // Half a number, while it is being typed.
    if (error instanceof Refusal && error.status === 422) {
      mistake.textContent = error.mistakes.caller ?? error.message
      the('input#caller').ariaInvalid = String(error.mistakes.caller !== undefined)
    } else notify(messageOf(error), 'bad')
  }
  list.ariaBusy = 'false'
})

async function loadOlder() {
  const newer = calls
  more.disabled = true
  await attempt(async () => {
    const page = await ask(`conversations?${queryOf(filter, PAGE, cursor)}`)
    // Others have been asked for meanwhile.
    if (calls !== newer) return
    const shown = findAll('a.call', list).length
    for (const call of page.conversations) calls.set(call.call_sid, call)
    cursor = page.next_cursor
    show()
    findAll('a.call', list)[shown]?.focus()
  })
  more.disabled = false
}

/** Draws the whole list; the row that has the focus keeps it. */
function show(fresh = '') {
  const focused = document.activeElement?.closest('[data-call]')?.getAttribute('data-call')
  const inOrder = [...calls.values()].sort((a, b) => b.start_time.localeCompare(a.start_time))
  const days = Map.groupBy(inOrder, (call) => dayName(call.start_time))
  list.replaceChildren(
    ...[...days].flatMap(([day, ofDay]) => [
      element('h2.day', {}, day),
      element('ol', {}, ...ofDay.map((call) => callRow(call, shownAs(call, fresh)))),
    ]),
  )
  if (inOrder.length === 0) list.append(nothing())
  if (focused) find(`[data-call="${focused}"] a`)?.focus({ preventScroll: true })
  more.hidden = cursor === null
  tick(list)
}

/**
 * @param {Conversation} call
 * @param {string} fresh
 */
function shownAs(call, fresh) {
  return { isFresh: call.call_sid === fresh, q: filter.q, done: toggleDone }
}

/** @param {Conversation} call */
function toggleDone(call) {
  void attempt(async () => {
    const done = call.done_at === null
    saw(await ask(`conversations/${call.call_sid}`, { method: 'PATCH', json: { done } }))
    void countTabs()
    const who = call.contact_name ?? phoneNumber(call.caller)
    notify(done ? `Done with ${who}` : `${who} is to be called back`, '', {
      name: 'Undo',
      act: () => toggleDone({ ...call, done_at: done ? call.start_time : null }),
    })
  })
}

/** Tabs, with how many calls that fit stand in each. */
const countTabs = lastOnly(async (signal) => {
  const { tab: chosen = 'all', q, ...others } = filter
  for (const tab of findAll('a[data-tab]')) {
    const { tab: name = 'all' } = tab.dataset
    tab.ariaCurrent = name === chosen ? 'page' : null
    tab.href = `calls?${writeFilter({ ...filter, tab: name })}`
  }
  showChosenTab()
  // Of words it would be a search of everything.
  let failure = ''
  /** @param {unknown} error */
  const tell = (error) => {
    if (signal.aborted) throw error
    if (!isAbort(error)) failure = `How many stand where could not be counted: ${messageOf(error)}`
    return null
  }
  const counts =
    q === undefined ? await ask(`inbox?${queryOf(others, 0)}`, { signal }).catch(tell) : null
  the('#uncounted').textContent = failure
  for (const shown of findAll('[data-count]')) {
    const number = counts?.[/** @type {import('./answers.ts').TabName} */ (shown.dataset.count)]
    shown.textContent = number === undefined ? '' : number >= 1000 ? '999+' : String(number)
  }
})

/** On a phone the tabs are wider than the page. */
function showChosenTab() {
  const tab = find('a[data-tab][aria-current]')
  const tabs = tab?.parentElement
  if (!tab || !tabs) return
  tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2
}

function nothing() {
  const { tab, ...others } = filter
  if (tab === 'to_call_back' && Object.keys(others).length === 0)
    return element(
      'div.card.empty',
      {},
      element('strong', {}, 'Nobody waits for you'),
      'Calls you missed and messages appear here. ',
      element('a', { href: 'calls?tab=all' }, 'All calls'),
    )
  if (tab === 'all' && Object.keys(others).length === 0)
    return element(
      'div.card.empty',
      {},
      element('strong', {}, 'No calls yet'),
      'The first one appears here while it rings. ',
      element('a', { href: 'phone' }, 'Be the caller'),
      '.',
    )
  const sorry = cursor
    ? 'None so far: older calls have not been searched yet.'
    : 'Try other words, or fewer filters. '
  return element(
    'div.card.empty',
    {},
    element('strong', {}, 'No call fits'),
    sorry,
    tab === 'all'
      ? null
      : element(
          'a',
          { href: `calls?${writeFilter({ ...others, tab: 'all' })}` },
          'Look in all calls',
        ),
  )
}

/** @param {Conversation} call */
function saw(call) {
  const before = calls.get(call.call_sid)
  if (!before && !fits(call, filter)) return
  // Older than what is shown, and there is more to come: it will be found there.
  const oldest = [...calls.values()].at(-1)
  if (!before && cursor && oldest && call.start_time < oldest.start_time) return
  if (before && !fits(call, filter)) calls.delete(call.call_sid)
  else calls.set(call.call_sid, call)
  show(call.call_sid)
  countSoon()
}

function refilter() {
  filter = readFilter(new FormData(form))
  history.replaceState(null, '', `?${writeFilter(filter)}`)
  clear.hidden = hasOnlyTab()
  void load()
  void countTabs()
  showQuick()
  showSet()
}

/** On a phone the others are out of the way: what cuts the list down is seen, and can be taken back. */
function showSet() {
  for (const field of findAll('.field', form)) {
    const values = findAll('input, select', field).map((one) => 'value' in one && one.value)
    field.classList.toggle('set', values.some(Boolean))
  }
}

function hasOnlyTab() {
  return Object.keys(filter).every((name) => name === 'tab')
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let counting

/** Calls come in bursts: they are counted once. */
function countSoon() {
  counting ??= setTimeout(() => {
    counting = undefined
    void countTabs()
  }, 300)
}

const quick = findAll('#quick button')
const [fromField, toField] = [the('input#from'), the('input#to')]

/** @param {HTMLElement} button */
function dayOf({ dataset }) {
  const today = calendarOf(TIME_ZONE).dayOf(new Date().toISOString())
  return daysLater(today, 1 - Number(dataset.days))
}

function showQuick() {
  for (const button of quick)
    button.ariaPressed = String(fromField.value === dayOf(button) && toField.value === '')
}

for (const button of quick)
  button.addEventListener('click', () => {
    fromField.value = button.ariaPressed === 'true' ? '' : dayOf(button)
    toField.value = ''
    refilter()
  })

/** @param {number} by */
function move(by) {
  const rows = findAll('a.call', list)
  const at = rows.findIndex((row) => row === document.activeElement)
  rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus()
}

/** @type {Record<string, number>} */
const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || find('dialog[open]')) return
  const writes = isAt(event, 'input, select, textarea')
  const step = STEPS[event.key]
  if (event.key === 'Escape' && isAt(event, '#filter *')) {
    if (event.target === search && search.value !== '') return
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    move(0)
  } else if (event.key === 'Escape' && !clear.hidden) form.reset()
  else if (!writes && event.key === '/') {
    event.preventDefault()
    search.select()
  } else if (!writes && event.key === 'd') {
    const sid = document.activeElement?.closest('[data-call]')?.getAttribute('data-call')
    const call = calls.get(sid ?? '')
    if (call && (call.done_at !== null || standsIn('to_call_back', call))) toggleDone(call)
  } else if (!writes && /^[1-6]$/.test(event.key)) {
    findAll('a[data-tab]')[Number(event.key) - 1]?.click()
  } else if (!writes && step) {
    // The arrows scroll the page unless one is among the calls.
    if (event.key.startsWith('Arrow') && !isAt(event, 'a.call')) return
    event.preventDefault()
    move(step)
  }
})

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing
form.addEventListener('input', (event) => {
  clearTimeout(typing)
  typing = setTimeout(refilter, isAt(event, '[type=search], [type=tel]') ? 250 : 0)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  clearTimeout(typing)
  refilter()
})
form.addEventListener('reset', () => setTimeout(refilter))
filters.addEventListener('click', () => {
  filters.ariaExpanded = String(filters.ariaExpanded !== 'true')
})
more.addEventListener('click', () => void loadOlder())

for (const [name, value] of Object.entries(filter)) {
  const field = form.elements.namedItem(name)
  if (field && 'value' in field) field.value = value
}
clear.hidden = hasOnlyTab()
showQuick()
showSet()
void countTabs()

const state = the('#state')
const usual = state.textContent
watchCalls(saw, {
  ready() {
    state.textContent = usual
    void load()
    countSoon()
  },
  lost() {
    state.textContent = 'Not live just now: the connection is being sought'
  },
})
await load()
setInterval(() => tick(list), 1000)

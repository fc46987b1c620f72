// The list of calls: loaded a page at a time, filtered by the API, changed by what happens.
import { ask, attempt, dayName, duration, element, find, notify, watchCalls } from './page.js'
import { callRow, tick } from './call-row.js'
import { fits, queryOf, readFilter, writeFilter } from './call-filter.js'

const PAGE = 30
const list = find('#calls')
const form = find('#filter')
const more = find('#more')

/** @type {Map<string, object>} by CallSid; in the order of the list */
let calls = new Map()
let cursor = null
let filter = readFilter(new URL(location.href).searchParams)
let loading = new AbortController()

async function load() {
  loading.abort()
  loading = new AbortController()
  list.ariaBusy = 'true'
  const { signal } = loading
  find('#caller-mistake').textContent = ''
  try {
    const page = await ask(`conversations?${queryOf(filter, PAGE)}`, { signal })
    calls = new Map(page.conversations.map((call) => [call.call_sid, call]))
    cursor = page.next_cursor
    show()
  } catch (error) {
    if (error.name === 'AbortError') return
    // Half a number, while it is being typed.
    if (error.status === 422) find('#caller-mistake').textContent = error.message
    else notify(error.message, 'bad')
  }
  list.ariaBusy = 'false'
}

async function loadOlder() {
  more.disabled = true
  await attempt(async () => {
    const page = await ask(`conversations?${queryOf(filter, PAGE, cursor)}`)
    const last = [...list.querySelectorAll('a.call')].at(-1)
    for (const call of page.conversations) calls.set(call.call_sid, call)
    cursor = page.next_cursor
    show()
    const next = last && find(`[data-call="${last.dataset.call}"]`)?.nextElementSibling
    find('a', next ?? list)?.focus()
  })
  more.disabled = false
}

/** Draws the whole list; the row that has the focus keeps it. */
function show(fresh = new Set()) {
  const focused = document.activeElement?.closest('[data-call]')?.dataset.call
  const inOrder = [...calls.values()].sort((a, b) => b.start_time.localeCompare(a.start_time))
  const days = Map.groupBy(inOrder, (call) => dayName(call.start_time))
  list.replaceChildren(
    ...[...days].flatMap(([day, ofDay]) => [
      element('h2.day', {}, day),
      element('ol', {}, ...ofDay.map((call) => callRow(call, fresh.has(call.call_sid)))),
    ]),
  )
  if (inOrder.length === 0) list.append(nothing())
  if (focused) find(`[data-call="${focused}"] a`)?.focus({ preventScroll: true })
  more.hidden = cursor === null
  tick(list, duration)
}

function nothing() {
  if (Object.keys(filter).length === 0)
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
    : 'Try other words, or fewer filters.'
  return element('div.card.empty', {}, element('strong', {}, 'No call fits'), sorry)
}

function saw(call) {
  const before = calls.get(call.call_sid)
  if (!before && !fits(call, filter)) return
  // Older than what is shown, and there is more to come: it will be found there.
  const oldest = [...calls.values()].at(-1)
  if (!before && cursor && oldest && call.start_time < oldest.start_time) return
  if (before && !fits(call, filter)) calls.delete(call.call_sid)
  else calls.set(call.call_sid, call)
  show(new Set([call.call_sid]))
}

function refilter() {
  filter = readFilter(new URLSearchParams(new FormData(form)))
  const query = writeFilter(filter)
  history.replaceState(null, '', query ? `?${query}` : location.pathname)
  find('#clear').hidden = query === ''
  void load()
}

function move(by) {
  const rows = [...list.querySelectorAll('a.call')]
  const at = rows.indexOf(document.activeElement)
  rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus()
}

const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const writes = event.target.matches('input, select, textarea')
  if (event.key === 'Escape' && form.contains(event.target)) {
    if (event.target.id === 'q' && event.target.value !== '') return
    event.target.blur()
    move(0)
  } else if (event.key === 'Escape' && !find('#clear').hidden) form.reset()
  else if (!writes && event.key === '/') {
    event.preventDefault()
    find('#q').select()
  } else if (!writes && event.key in STEPS) {
    // The arrows scroll the page unless one is among the calls.
    if (event.key.startsWith('Arrow') && !event.target.matches('a.call')) return
    event.preventDefault()
    move(STEPS[event.key])
  }
})

let typing
form.addEventListener('input', (event) => {
  clearTimeout(typing)
  typing = setTimeout(refilter, event.target.matches('[type=search], [type=tel]') ? 250 : 0)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  clearTimeout(typing)
  refilter()
})
form.addEventListener('reset', () => setTimeout(refilter))
find('#filters').addEventListener('click', ({ currentTarget: button }) => {
  button.ariaExpanded = String(button.ariaExpanded !== 'true')
})
more.addEventListener('click', () => void loadOlder())

for (const [name, value] of new URLSearchParams(writeFilter(filter)))
  form.elements.namedItem(name).value = value
find('#clear').hidden = Object.keys(filter).length === 0

const state = find('#state')
const usual = state.textContent
watchCalls(saw, {
  ready() {
    state.textContent = usual
    void load()
  },
  lost() {
    state.textContent = 'Not live just now: the connection is being sought'
  },
})
await load()
setInterval(() => tick(list, duration), 1000)

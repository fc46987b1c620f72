// What would happen: to whoever calls now, and to last week's calls by rules that are not saved yet.
/** @import { ForeseenCaller, ForeseenWeek } from './answers.ts' */
import { ask, attempt } from './page.js'
import { element, the } from './elements.js'
import { lastOnly } from './last-only.js'
import { listQuery, onListChoice } from './list-choice.js'
import { clock, count, dayName, phoneNumber } from './in-words.js'
import { DECISIONS } from './server/words/call-words.ts'

const search = the('input#who-q')
const list = the('#who-list')
const dialog = the('dialog#week')

/** @type {Record<string, [string, string]>} */
const BECOMES = {
  turned_away: ['Turned away unheard', 'bad'],
  put_through: ['Straight through', 'good'],
  screened: ['Asked', ''],
}

const look = lastOnly(async (signal) => {
  const q = search.value.trim()
  if (q === '') return list.replaceChildren()
  const { callers } = await ask(`standing?${listQuery({ q })}`, { signal })
  return list.replaceChildren(...(callers.length > 0 ? callers.map(row) : [nobody()]))
})

function nobody() {
  return element('li.none.muted', {}, 'Nobody on the list is called so: give a number.')
}

/** @param {ForeseenCaller} caller */
function row({ number, contact_name: name, standing, reason, becomes }) {
  const [words, badge] = BECOMES[becomes] ?? [becomes, '']
  const shown = /^\+\d{1,9}$/.test(number) ? `${number}…` : phoneNumber(number)
  return element(
    'li',
    { 'data-standing': standing },
    element('span.what', {}, name ?? shown),
    element('span.small.muted.why', {}, name === null ? reason : `${shown}; ${reason}`),
    element(`span.badge${badge && `.${badge}`}`, {}, words),
  )
}

/**
 * Shows what would have been, before anything is saved.
 * @param {object} unsaved
 * @param {(error: unknown) => void} tell
 */
export function foreseeWeek(unsaved, tell) {
  return attempt(async () => {
    const week = await ask('standing/week', { method: 'POST', json: unsaved })
    the('#week-sum').textContent = sumOf(week)
    the('#week-list').replaceChildren(...week.changed.map(changedRow))
    dialog.showModal()
  }, tell)
}

/** @param {ForeseenWeek} week */
function sumOf({ calls, looked_at: lookedAt, changed }) {
  if (calls === 0) return 'Nobody called in the last seven days.'
  const of = lookedAt < calls ? `the last ${count(lookedAt)}` : count(calls)
  if (changed.length === 0) return `All of ${of} calls would have gone as they did.`
  return `${count(changed.length)} of ${of} calls would have gone otherwise.`
}

/** @param {ForeseenWeek['changed'][number]} call */
function changedRow({ call_sid: sid, start_time: start, caller, was, would }) {
  return element(
    'li',
    {},
    element(
      'a.what',
      { href: `calls/${encodeURIComponent(sid)}` },
      `${phoneNumber(caller)}, ${dayName(start)}, ${clock(start)}`,
    ),
    element(
      'span.small.muted.why',
      {},
      `Was: ${became(was)}. Would be: ${became(would)}${would.flow === was.flow ? '' : `, by ${would.flow}`} (${would.reason}).`,
    ),
  )
}

/** @param {ForeseenWeek['changed'][number]['was']} met */
function became({ standing, decision }) {
  if (decision === null) return `${standing.replaceAll('_', ' ')}, and nobody knows what came of it`
  return DECISIONS[/** @type {keyof typeof DECISIONS} */ (decision)]?.name ?? decision
}

search.addEventListener('input', () => void attempt(look))
onListChoice(() => {
  // It holds for the other list.
  list.replaceChildren()
  void attempt(look)
})
the('form#who').addEventListener('submit', (event) => {
  event.preventDefault()
  void attempt(look)
})
if (search.value !== '') await attempt(look)

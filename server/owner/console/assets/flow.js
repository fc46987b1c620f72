// The page of the flow: its chart with the traffic of a period, states to be looked at one by one.
/** @import { FlowCounts } from './answers.ts' */

import { element, find, findAll, the } from './elements.js'
import { stateIn } from './flow-chart.js'
import { showLists } from './flow-lists.js'
import { callsAt, callsInWords, nameOf, showTraffic } from './flow-traffic.js'
import { count } from './in-words.js'
import { lastOnly } from './last-only.js'
import { copyText } from './copy-text.js'
import { showCoverage } from './flow-coverage.js'
import { flows, ownFlows } from './machines/flows.ts'
import { literalOf } from './machines/literal.ts'
import { ask, attempt, notify } from './page.js'
import { choosePeriod } from './period.js'

const page = the('#flow-page')
const choice = find('select#flow')
const period = choosePeriod(load)
let chosen = page.dataset.flow ?? ''
/** @type {FlowCounts | null} */
let counts = null

for (const state of findAll('#charts .node.state'))
  for (const kind of ['click', 'focus', 'pointerenter'])
    state.addEventListener(kind, () => pick(state.dataset.id))

choice?.addEventListener('change', () => {
  chosen = choice.value
  void load()
})

the('#stately').addEventListener('click', () => {
  const flow = [...flows, ...ownFlows].findLast(({ id }) => id === chosen)
  if (!flow)
    return notify(`${chosen} is not in machines/flows.ts, so this page does not have it`, 'bad')
  void copyText(literalOf(flow), 'Copied: paste it into stately.ai/editor or a file of your own')
})

async function load() {
  await attempt(read)
}

const read = lastOnly(async (signal) => {
  page.setAttribute('aria-busy', 'true')
  try {
    const counted = await ask(
      `console/flow.json?flow=${encodeURIComponent(chosen)}&${period.query()}`,
      { signal },
    )
    counts = counted
    show(counted)
  } finally {
    page.setAttribute('aria-busy', String(signal.aborted))
  }
})

/** @param {FlowCounts} counted */
function show(counted) {
  for (const figure of findAll('#charts figure')) figure.hidden = figure.dataset.flow !== chosen
  the('#about').textContent = inWords(counted)
  showTraffic(shownChart(), counted)
  showLists(shownChart(), counted)
  showCoverage(shownChart(), chosen, counted)
  pick()
}

/** @param {FlowCounts} counted */
function inWords({ calls, complete, left_out: out }) {
  if (calls === 0) return `No calls in ${period.name()}`
  const all = complete
    ? `${count(calls)} calls in ${period.name()}`
    : `The newest ${count(calls)} calls of ${period.name()}`
  const without = [
    out.other_version > 0 ? `${count(out.other_version)} of another version` : null,
    out.not_followed > 0 ? `${count(out.not_followed)} that cannot be followed any more` : null,
  ].filter(Boolean)
  return without.length > 0 ? `${all}, without ${without.join(' and ')}` : all
}

/**
 * Tells of one state, or how to be told.
 * @param {string} [id]
 */
function pick(id) {
  const chart = shownChart()
  for (const state of findAll('.picked-state', chart)) state.classList.remove('picked-state')
  const told = the('#picked')
  if (id === undefined || !counts) {
    told.replaceChildren('Point at a state, or go there with the Tab key, to see its calls.')
    return
  }
  stateIn(chart, id)?.classList.add('picked-state')
  const calls = callsInWords(callsAt(id, counts))
  const wish = new URLSearchParams({ flow: chosen, state: id })
  told.replaceChildren(
    element('strong', {}, nameOf(chart, id)),
    ` ${calls} · `,
    element('a', { href: `simulate?${wish}` }, 'Simulate from here'),
  )
}

function shownChart() {
  return the('#charts figure:not([hidden]) .flow-scroll svg')
}

void load()

// @ts-nocheck -- not typed yet
// The flow with its traffic: lines as wide as calls are many, states to be looked at one by one.

import { barList, svg } from './charts.js'
import { edgeIn, stateIn } from './flow-chart.js'
import { choosePeriod } from './period.js'
import { ask, attempt } from './page.js'
import { element, find } from './elements.js'
import { count } from './in-words.js'

const page = find('#flow-page')
const choice = find('#flow')
const period = choosePeriod(load)
let chosen = page.dataset.flow
let counts = null

for (const state of document.querySelectorAll('#charts .node.state'))
  for (const kind of ['click', 'focus', 'pointerenter'])
    state.addEventListener(kind, () => counts && pick(state.dataset.id))

choice?.addEventListener('change', () => {
  chosen = choice.value
  void load()
})

async function load() {
  page.setAttribute('aria-busy', 'true')
  await attempt(async () => {
    const flow = chosen
    const counted = await ask(
      `console/flow.json?flow=${encodeURIComponent(flow)}&${period.query()}`,
    )
    if (flow !== chosen) return
    counts = counted
    show()
  })
  page.setAttribute('aria-busy', 'false')
}

function show() {
  for (const figure of document.querySelectorAll('#charts figure'))
    figure.hidden = figure.dataset.flow !== chosen
  const chart = find('#charts figure:not([hidden]) svg')
  find('#about').textContent = about()
  showTraffic(chart)
  showStates(chart)
  showLeft(chart)
  showTimes(chart)
  showEdges(chart)
  pick(null)
}

function about() {
  const { calls, complete, left_out: out } = counts
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

// The chart

function showTraffic(chart) {
  // What can be looked at one by one is no picture.
  chart.setAttribute('role', 'group')
  for (const label of chart.querySelectorAll('.traffic')) label.remove()
  for (const line of chart.querySelectorAll('.edge')) {
    line.classList.remove('taken')
    line.style.removeProperty('--share')
  }
  const drawn = new Map()
  for (const { from, to, calls } of counts.edges) {
    const line = edgeIn(chart, from, to)
    if (line) drawn.set(line, (drawn.get(line) ?? 0) + calls)
  }
  for (const [line, calls] of drawn) {
    line.classList.add('taken')
    line.style.setProperty('--share', String(Math.sqrt(calls / counts.calls)))
    chart.append(labelOn(line, calls))
  }
}

function labelOn(line, calls) {
  const { x, y } = placeOn(line)
  const text = svg('text', { x, y: y + 4, 'text-anchor': 'middle' }, count(calls))
  const width = 10 + count(calls).length * 7.5
  return svg(
    'g',
    { class: 'traffic', 'aria-hidden': 'true' },
    svg('rect', { x: x - width / 2, y: y - 9, width, height: 18, rx: 9 }),
    text,
  )
}

/** The middle of the longest piece: there it crosses the fewest others. */
function placeOn(line) {
  const points = [...line.points]
  let best = { length: -1, x: 0, y: 0 }
  for (const [index, to] of points.slice(1).entries()) {
    const from = points[index]
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    if (length > best.length) best = { length, x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  }
  return best
}

function showStates(chart) {
  for (const state of chart.querySelectorAll('.node.state')) {
    const { id } = state.dataset
    const known = stateOf(id)
    state.classList.toggle('unseen-state', known.calls === 0)
    state.setAttribute('tabindex', '0')
    state.setAttribute('role', 'button')
    state.setAttribute('aria-label', `${nameOf(chart, id)}: ${inWords(known)}`)
  }
}

function stateOf(id) {
  return (
    counts.states.find((state) => state.id === id) ?? { id, calls: 0, median_ms: null, left: 0 }
  )
}

function inWords({ calls, median_ms: median, left }) {
  const parts = [`${count(calls)} ${calls === 1 ? 'call' : 'calls'}`]
  if (median !== null) parts.push(`half stay less than ${span(median)}`)
  if (left > 0) parts.push(`${count(left)} hung up here (${share(left, calls)})`)
  return parts.join(' · ')
}

function pick(id) {
  const chart = find('#charts figure:not([hidden]) svg')
  for (const state of chart.querySelectorAll('.picked-state'))
    state.classList.remove('picked-state')
  const told = find('#picked')
  if (id === null) {
    told.replaceChildren('Point at a state, or go there with the Tab key, to see its calls.')
    return
  }
  stateIn(chart, id)?.classList.add('picked-state')
  told.replaceChildren(element('strong', {}, nameOf(chart, id)), ` ${inWords(stateOf(id))}`)
}

/** As it is written on the chart, with the block around it. */
function nameOf(chart, id) {
  const state = stateIn(chart, id)
  if (!state) return id === counts.flow ? 'any state' : id
  const own = find('text', state)?.textContent ?? id
  const { within } = state.dataset
  return within ? `${nameOf(chart, within)}: ${own}` : own
}

// The lists

function showLeft(chart) {
  const rows = counts.states
    .filter(({ left }) => left > 0)
    .toSorted((a, b) => b.left - a.left)
    .map(({ id, left, calls }) => ({
      name: nameOf(chart, id),
      value: left / calls,
      text: count(left),
      more: `of ${count(calls)}, ${share(left, calls)}`,
      color: '--chart-abandoned',
    }))
  find('#left').replaceChildren(barList(rows, { most: 1, empty: 'Nobody hung up.' }))
}

function showTimes(chart) {
  const rows = counts.states
    .filter(({ median_ms: median }) => median !== null)
    .toSorted((a, b) => b.median_ms - a.median_ms)
    .map(({ id, median_ms: median }) => ({
      name: nameOf(chart, id),
      value: median,
      text: span(median),
    }))
  find('#times').replaceChildren(barList(rows, { empty: 'No call has gone on from any state.' }))
}

function showEdges(chart) {
  const rows = counts.edges
    .toSorted((a, b) => b.calls - a.calls)
    .map(({ from, to, label, calls }) =>
      element(
        'tr',
        {},
        element('td', {}, nameOf(chart, from)),
        element('td', {}, nameOf(chart, to)),
        element('td.muted', {}, label),
        element('td.number', {}, count(calls)),
        element('td.number', {}, share(calls, counts.calls)),
      ),
    )
  const names = ['From', 'To', 'When']
  find('#edges').replaceChildren(
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...names.map((name) => element('th', { scope: 'col' }, name)),
          element('th.number', { scope: 'col' }, 'Calls'),
          element('th.number', { scope: 'col' }, 'Of all'),
        ),
      ),
      element('tbody', {}, ...rows),
    ),
  )
}

function share(part, whole) {
  const percent = (part / whole) * 100
  return percent > 0 && percent < 1 ? '<1 %' : `${Math.round(percent)} %`
}

function span(ms) {
  if (ms < 1) return '<1 ms'
  if (ms < 1_000) return `${Math.round(ms)} ms`
  return ms < 90_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`
}

void load()

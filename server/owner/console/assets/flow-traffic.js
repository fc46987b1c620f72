// A flow's chart with its traffic: lines as wide as calls are many, states that tell of their calls.
/** @import { FlowCounts } from './answers.ts' */

import { svg } from './charts.js'
import { find, findAll } from './elements.js'
import { edgeIn, raise, stateIn } from './flow-chart.js'
import { count } from './in-words.js'

/**
 * @param {SVGSVGElement} chart
 * @param {FlowCounts} counts
 */
export function showTraffic(chart, counts) {
  // What can be looked at one by one is no picture.
  chart.setAttribute('role', 'group')
  for (const label of findAll('.traffic', chart)) label.remove()
  for (const edge of findAll('.edge', chart)) edge.classList.remove('taken')
  for (const { id, calls } of counts.edges.toSorted((one, other) => one.calls - other.calls)) {
    const edge = edgeIn(chart, id)
    if (calls === 0 || !edge) continue
    edge.style.setProperty('--share', String(Math.sqrt(calls / counts.calls)))
    raise(edge, 'taken')
    chart.append(numberOn(edge, calls))
  }
  for (const state of findAll('.node.state', chart)) {
    const { id = '' } = state.dataset
    const told = callsAt(id, counts)
    state.classList.toggle('unseen-state', told.calls === 0)
    state.setAttribute('tabindex', '0')
    state.setAttribute('role', 'button')
    state.setAttribute('aria-label', `${nameOf(chart, id)}: ${callsInWords(told)}`)
  }
}

/**
 * Where the line comes out of what is written on it.
 * @param {HTMLElement} edge
 * @param {number} calls
 */
function numberOn(edge, calls) {
  const [x, y] = [Number(edge.dataset.x), Number(edge.dataset.y)]
  const width = 9 + count(calls).length * 7.5
  return svg(
    'g',
    { class: 'traffic', 'aria-hidden': 'true' },
    svg('rect', { x: x - width / 2, y: y - 6, width, height: 16, rx: 8 }),
    svg('text', { x, y: y + 6.5, 'text-anchor': 'middle' }, count(calls)),
  )
}

/**
 * @param {string} id of a state
 * @param {FlowCounts} counts
 */
export function callsAt(id, { states }) {
  return states.find((state) => state.id === id) ?? { id, calls: 0, median_ms: null, left: 0 }
}

/** @param {FlowCounts['states'][number]} state */
export function callsInWords({ calls, median_ms: median, left }) {
  const parts = [`${count(calls)} ${calls === 1 ? 'call' : 'calls'}`]
  if (median !== null) parts.push(`half stay less than ${span(median)}`)
  if (left > 0) parts.push(`${count(left)} hung up here (${share(left, calls)})`)
  return parts.join(' · ')
}

/**
 * As it is written on the chart, with the block around it.
 * @param {SVGSVGElement} chart
 * @param {string} id
 * @returns {string}
 */
export function nameOf(chart, id) {
  const state = stateIn(chart, id)
  if (!state) return 'any state'
  const own = find('text', state)?.textContent ?? id
  const { within } = state.dataset
  return within ? `${nameOf(chart, within)}: ${own}` : own
}

/**
 * @param {number} part
 * @param {number} whole
 */
export function share(part, whole) {
  const percent = whole === 0 ? 0 : (part / whole) * 100
  return percent > 0 && percent < 1 ? '<1 %' : `${Math.round(percent)} %`
}

/** @param {number} ms */
export function span(ms) {
  if (ms < 1) return '<1 ms'
  if (ms < 1_000) return `${Math.round(ms)} ms`
  return ms < 90_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`
}

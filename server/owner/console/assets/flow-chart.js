// Lights a flow's chart: where a call is, and the way it took there.
import { find, findAll } from './elements.js'

/**
 * By their ids: the states in order, the last of which is where the call is; the lines, and of those the latest.
 * @typedef {{ states: string[], edges: string[], latest?: string[] | undefined }} Way
 */

/**
 * @param {SVGElement} chart as drawn by chart/draw.ts
 * @param {Way} way
 */
export function light(chart, { states, edges, latest = [] }) {
  for (const one of findAll('.lit, .past, .latest', chart))
    one.classList.remove('lit', 'past', 'latest')
  chart.classList.toggle('traced', states.length > 0)
  for (const id of states) stateIn(chart, id)?.classList.add('past')
  for (const id of edges) raise(edgeIn(chart, id), 'past')
  for (const id of latest) raise(edgeIn(chart, id), 'latest')
  const last = states.at(-1)
  if (last !== undefined) stateIn(chart, last)?.classList.add('lit')
  reveal(chart)
}

/**
 * Lines share pieces of their way: what is raised is drawn over the others.
 * @param {Element | null} edge
 * @param {string} kind its class from now on
 */
export function raise(edge, kind) {
  edge?.classList.add(kind)
  edge?.parentElement?.append(edge)
}

/**
 * Where the chart is larger than its place, the lit state is brought to the middle of it.
 * @param {SVGElement} chart
 */
function reveal(chart) {
  const lit = find('.lit', chart)
  const place = chart.parentElement
  if (!lit || !place) return
  const [outer, inner] = [place.getBoundingClientRect(), lit.getBoundingClientRect()]
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
  place.scrollBy({
    left: inner.left + inner.width / 2 - outer.left - outer.width / 2,
    top: inner.top + inner.height / 2 - outer.top - outer.height / 2,
    behavior: isCalm ? 'instant' : 'smooth',
  })
}

/**
 * The id of a state in the chart, from its name in the flow: `listening.greeting`.
 * @param {string} name
 */
export function chartId(name) {
  return name.replaceAll(/\W/g, '_')
}

/**
 * @param {ParentNode} chart
 * @param {string} id
 */
export function stateIn(chart, id) {
  return find(`.state[data-id="${CSS.escape(id)}"]`, chart)
}

/**
 * @param {ParentNode} chart
 * @param {string} id
 */
export function edgeIn(chart, id) {
  return find(`.edge[data-id="${CSS.escape(id)}"]`, chart)
}

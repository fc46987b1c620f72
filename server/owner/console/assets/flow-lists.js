// What is told beside a flow's chart: where callers hang up, how long calls stay, every line in numbers.
/** @import { FlowCounts } from './answers.ts' */

import { barList } from './charts.js'
import { element, the } from './elements.js'
import { nameOf, share, span } from './flow-traffic.js'
import { count } from './in-words.js'

/**
 * @param {SVGSVGElement} chart
 * @param {FlowCounts} counts
 */
export function showLists(chart, { states, edges, calls: all }) {
  const left = states
    .filter((state) => state.left > 0)
    .toSorted((one, other) => other.left - one.left)
    .map((state) => ({
      name: nameOf(chart, state.id),
      value: state.left / state.calls,
      text: count(state.left),
      more: `of ${count(state.calls)}, ${share(state.left, state.calls)}`,
      color: '--chart-abandoned',
    }))
  the('#left').replaceChildren(barList(left, { most: 1, empty: 'Nobody hung up.' }))

  const times = states
    .flatMap(({ id, median_ms: median }) => (median === null ? [] : [{ id, median }]))
    .toSorted((one, other) => other.median - one.median)
    .map(({ id, median }) => ({ name: nameOf(chart, id), value: median, text: span(median) }))
  the('#times').replaceChildren(barList(times, { empty: 'No call has gone on from any state.' }))

  const rows = edges
    .toSorted((one, other) => other.calls - one.calls)
    .map(({ from, to, label, calls }) =>
      element(
        'tr',
        {},
        element('td', {}, nameOf(chart, from)),
        element('td', {}, ...to.split(' ').map((id) => element('div', {}, nameOf(chart, id)))),
        element('td.muted', {}, label),
        element('td.number', {}, count(calls)),
        element('td.number', {}, share(calls, all)),
      ),
    )
  the('#edges').replaceChildren(
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...['From', 'To', 'When'].map((name) => element('th', { scope: 'col' }, name)),
          element('th.number', { scope: 'col' }, 'Calls'),
          element('th.number', { scope: 'col' }, 'Of all'),
        ),
      ),
      element('tbody', {}, ...rows),
    ),
  )
}

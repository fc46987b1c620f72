// The numbers of a chart over time, for whoever does not see it.
/** @import { Chart } from './over-time-plot.js' */
import { element } from './elements.js'

/** @param {Chart} chart */
export function asTable({ title, slots, slotsAre = 'Day', series, format }) {
  const rows = slots.filter(({ values }) => series.some(({ id }) => values[id]))
  return element(
    'details.as-table',
    {},
    element('summary', {}, 'As a table'),
    element(
      'div.scroll',
      { tabindex: '0', role: 'group', 'aria-label': title },
      element(
        'table',
        {},
        element('caption.unseen', {}, title),
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, slotsAre),
            ...series.map(({ name }) => element('th.number', { scope: 'col' }, name)),
          ),
        ),
        element(
          'tbody',
          {},
          ...rows.map(({ name, values, href }) =>
            element(
              'tr',
              {},
              element('th', { scope: 'row' }, href ? element('a', { href }, name) : name),
              ...series.map(({ id }) => {
                const value = values[id] ?? null
                return element('td.number', {}, value === null ? '–' : format(value))
              }),
            ),
          ),
        ),
      ),
    ),
  )
}

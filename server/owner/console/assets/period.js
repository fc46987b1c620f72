// The choice of a span of time, of a line, and of whether simulated calls count: kept in the page's address.

import { find, findAll, the } from './elements.js'
import { calendarOf, daysLater } from './server/basics/calendar.ts'
import { TIME_ZONE } from './time-zone.js'

/**
 * Days are the owner's; the last is today.
 * @param {() => Promise<void>} changed is told of every choice
 */
export function choosePeriod(changed) {
  const buttons = findAll('#periods button')
  const simulated = the('input#simulated')
  /** Only where there are several. */
  const line = find('select#line')
  const given = new URLSearchParams(location.search)
  let chosen =
    buttons.find(({ dataset }) => dataset.days === given.get('days')) ??
    the('#periods button[aria-pressed=true]')
  simulated.checked = given.get('simulated') === 'true'
  if (line) line.value = given.get('line') ?? ''
  // As the address of a line that is gone has it.
  if (line && line.selectedIndex < 0) line.value = ''

  function show() {
    for (const button of buttons) button.setAttribute('aria-pressed', String(button === chosen))
  }

  function keep() {
    const query = new URLSearchParams({ days: String(days()) })
    if (simulated.checked) query.set('simulated', 'true')
    if (line?.value) query.set('line', line.value)
    const view = given.get('view')
    if (view) query.set('view', view)
    history.replaceState(null, '', `?${query}`)
    show()
    void changed()
  }

  for (const button of buttons)
    button.addEventListener('click', () => {
      chosen = button
      keep()
    })
  simulated.addEventListener('change', keep)
  line?.addEventListener('change', keep)
  show()

  function days() {
    return Number(chosen.dataset.days)
  }

  function ends() {
    const to = calendarOf(TIME_ZONE).dayOf(new Date().toISOString())
    return { from: daysLater(to, 1 - days()), to }
  }

  /** @returns {Record<string, string>} */
  function ofLine() {
    return line?.value ? { line: line.value } : {}
  }

  return {
    days,
    /** As a query names the line; nothing where all are shown. */
    ofLine,
    /** The first and the last day. */
    ends,
    simulatedToo: () => simulated.checked,
    name: () => (days() === 365 ? 'a year' : `${days()} days`),
    query() {
      const query = new URLSearchParams({
        ...ends(),
        ...(simulated.checked && { simulated: 'true' }),
        ...ofLine(),
      })
      return query.toString()
    },
  }
}

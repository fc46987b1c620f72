// The choice of a span of time, and of whether simulated calls count: kept in the page's address.

import { findAll, the } from './elements.js'

const DAY_MS = 86_400_000

/**
 * Days are those of UTC; the last is today.
 * @param {() => Promise<void>} changed is told of every choice
 */
export function choosePeriod(changed) {
  const buttons = findAll('#periods button')
  const simulated = the('input#simulated')
  const given = new URLSearchParams(location.search)
  let chosen =
    buttons.find(({ dataset }) => dataset.days === given.get('days')) ??
    the('#periods button[aria-pressed=true]')
  simulated.checked = given.get('simulated') === 'true'

  function show() {
    for (const button of buttons) button.setAttribute('aria-pressed', String(button === chosen))
  }

  function keep() {
    const query = new URLSearchParams({ days: String(days()) })
    if (simulated.checked) query.set('simulated', 'true')
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
  show()

  function days() {
    return Number(chosen.dataset.days)
  }

  return {
    days,
    name: () => (days() === 365 ? 'a year' : `${days()} days`),
    query() {
      const to = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS
      const from = to - days() * DAY_MS
      const query = new URLSearchParams({
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        ...(simulated.checked && { simulated: 'true' }),
      })
      return query.toString()
    },
  }
}

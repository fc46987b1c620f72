// The choice of a span of time, and of whether simulated calls count: kept in the page's address.

import { find } from './page.js'

const DAY_MS = 86_400_000

/** `changed()` is told of every choice. Days are those of UTC; the last is today. */
export function choosePeriod(changed) {
  const buttons = [...find('#periods').querySelectorAll('[data-days]')]
  const simulated = find('#simulated')
  const given = new URLSearchParams(location.search)
  let chosen =
    buttons.find(({ dataset }) => dataset.days === given.get('days')) ??
    buttons.find((button) => button.getAttribute('aria-pressed') === 'true')
  simulated.checked = given.get('simulated') === 'true'

  function show() {
    for (const button of buttons) button.setAttribute('aria-pressed', String(button === chosen))
  }

  function keep() {
    const query = new URLSearchParams({ days: chosen.dataset.days })
    if (simulated.checked) query.set('simulated', 'true')
    history.replaceState(null, '', `?${query}`)
    show()
    changed()
  }

  for (const button of buttons)
    button.addEventListener('click', () => {
      chosen = button
      keep()
    })
  simulated.addEventListener('change', keep)
  show()

  const days = () => Number(chosen.dataset.days)
  return {
    days,
    name: () => (days() === 365 ? 'a year' : `${days()} days`),
    query() {
      const to = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS
      const from = to - days() * DAY_MS
      const iso = (at) => encodeURIComponent(new Date(at).toISOString())
      return `from=${iso(from)}&to=${iso(to)}${simulated.checked ? '&simulated=true' : ''}`
    },
  }
}

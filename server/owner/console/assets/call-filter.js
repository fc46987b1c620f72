// Which calls the list shows: as in the address, as asked of the API, as held against a call that changes.

/** @param {URLSearchParams} fields */
export function readFilter(fields) {
  const filter = {}
  for (const name of ['q', 'decision', 'caller', 'from', 'to', 'simulated']) {
    const value = (fields.get(name) ?? '').trim()
    if (value !== '' && !(name === 'q' && value.length < 2)) filter[name] = value
  }
  return filter
}

export function writeFilter(filter) {
  return new URLSearchParams(filter).toString()
}

/** For `/conversations`: days become moments, the last day is included. */
export function queryOf(filter, limit, cursor = null) {
  const query = new URLSearchParams({ ...filter, limit: String(limit) })
  if (filter.from) query.set('from', dayStart(filter.from, 0))
  if (filter.to) query.set('to', dayStart(filter.to, 1))
  if (cursor) query.set('cursor', cursor)
  return query.toString()
}

/** Whether a call belongs into the list, as far as a browser can tell. */
export function fits(call, { q, decision, caller, from, to, simulated }) {
  if (decision && call.final_decision !== decision) return false
  if (caller && digits(call.caller) !== digits(caller)) return false
  if (from && call.start_time < dayStart(from, 0)) return false
  if (to && call.start_time >= dayStart(to, 1)) return false
  if (simulated && String(call.simulated) !== simulated) return false
  return !q || call.turns.some(({ text }) => text.toLowerCase().includes(q.toLowerCase()))
}

/** With or without the country's code, which only the server knows. */
function digits(number) {
  const found = number.replaceAll(/\D/g, '')
  return found === '' ? number : found.slice(-10)
}

function dayStart(day, daysLater) {
  const [year, month, date] = day.split('-').map(Number)
  return new Date(year, month - 1, date + daysLater).toISOString()
}

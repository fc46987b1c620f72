// Which calls the list shows: as in the address, as asked of the API, as held against a call that changes.
/** @import { Conversation } from './answers.ts' */
import { standsIn, TABS } from './storage/became.ts'
import { partsOf, partsOfNumber } from './server/basics/found-in.ts'
import { calendarOf, daysLater } from './server/basics/calendar.ts'
import { TIME_ZONE } from './time-zone.js'

const FIELDS = /** @type {const} */ ([
  'tab',
  'q',
  'kind',
  'dial',
  'decision',
  'caller',
  'line',
  'from',
  'to',
  'hour',
  'simulated',
])

/** @typedef {Partial<Record<(typeof FIELDS)[number], string>>} Filter */

/** @param {URLSearchParams | FormData} fields */
export function readFilter(fields) {
  /** @type {Filter} */
  const filter = {}
  for (const name of FIELDS) {
    const given = fields.get(name)
    const value = typeof given === 'string' ? given.trim() : ''
    if (value !== '' && !(name === 'q' && value.length < 2)) filter[name] = value
  }
  // It opens on what wants the owner; who looks for something looks everywhere.
  filter.tab ??= Object.keys(filter).length === 0 ? 'to_call_back' : 'all'
  return filter
}

/** @param {Filter} filter */
export function writeFilter(filter) {
  return new URLSearchParams(filter).toString()
}

/**
 * For `/conversations`: days become moments, the last day is included.
 * @param {Filter} filter
 * @param {number} limit 0: none
 * @param {string | null} [cursor]
 */
export function queryOf(filter, limit, cursor = null) {
  const query = new URLSearchParams({ ...filter, ...(limit > 0 && { limit: String(limit) }) })
  if (filter.tab === 'all') query.delete('tab')
  if (filter.from) query.set('from', dayStart(filter.from, 0))
  if (filter.to) query.set('to', dayStart(filter.to, 1))
  if (cursor) query.set('cursor', cursor)
  return query.toString()
}

/**
 * Whether a call belongs into the list, as far as a browser can tell.
 * @param {Conversation} call
 * @param {Filter} filter
 */
export function fits(call, { tab = 'all', q, ...filter }) {
  const { kind, dial, decision, caller, line, from, to, hour, simulated } = filter
  if (isTab(tab) && !standsIn(tab, call)) return false
  if (kind && call.call_type !== kind) return false
  if (dial && call.transfer_status !== dial) return false
  if (decision && call.final_decision !== decision) return false
  if (caller && digits(call.caller) !== digits(caller)) return false
  if (line && !isTo(call, line)) return false
  if (from && call.start_time < dayStart(from, 0)) return false
  if (to && call.start_time >= dayStart(to, 1)) return false
  if (hour && calendarOf(TIME_ZONE).hourOf(call.start_time) !== Number(hour)) return false
  if (simulated && String(call.simulated) !== simulated) return false
  return !q || isFound(call, q)
}

/**
 * By the label of the line, or the number called.
 * @param {Conversation} call
 * @param {string} line
 */
function isTo(call, line) {
  return call.line?.toLowerCase() === line.toLowerCase() || digits(call.called) === digits(line)
}

/**
 * @param {Conversation} call
 * @param {string} q
 */
function isFound({ turns, contact_name: name, caller, call_back: number }, q) {
  const isIn = (/** @type {string} */ text) => partsOf(text, q).some(({ found }) => found)
  const hasDigits = (/** @type {string} */ text) =>
    partsOfNumber(text, q).some(({ found }) => found)
  return (
    turns.some(({ text }) => isIn(text)) ||
    isIn(name ?? '') ||
    hasDigits(caller) ||
    hasDigits(number ?? '')
  )
}

/**
 * @param {string} name
 * @returns {name is import('../../../../storage/became.ts').Tab}
 */
function isTab(name) {
  return TABS.some((tab) => tab === name)
}

/**
 * With or without the country's code, which only the server knows.
 * @param {string} number
 */
function digits(number) {
  const found = number.replaceAll(/\D/g, '')
  return found === '' ? number : found.slice(-10)
}

/**
 * Of a day of the owner's, wherever the page is looked at.
 * @param {string} day
 * @param {number} later
 */
function dayStart(day, later) {
  return calendarOf(TIME_ZONE).startOf(daysLater(day, later))
}

// The numbers: from /stats, drawn.
/** @import { Statistics } from './answers.ts' */
/** @import { Values } from './over-time-plot.js' */
import { barList } from './charts.js'
import { drawOverTime } from './over-time.js'
import { choosePeriod } from './period.js'
import { DECISIONS, hourInWords, UNDECIDED } from './server/words/call-words.ts'
import { ask, attempt } from './page.js'
import { element, findAll, the } from './elements.js'
import { lastOnly } from './last-only.js'
import { count, kindName, milliseconds, phoneNumber } from './in-words.js'
import { calendarOf, daysLater } from './server/basics/calendar.ts'

/** From there on a bar stands for a week. */
const MOST_BARS = 120

const page = the('#numbers')
const choices = findAll('#what button')

/** @type {Statistics | null} */
let latest = null
/** @type {'turn_ms' | 'model_ms'} */
let what = 'turn_ms'
const period = choosePeriod(load)

for (const button of choices)
  button.addEventListener('click', () => {
    what = button.dataset.what === 'model_ms' ? 'model_ms' : 'turn_ms'
    for (const one of choices) one.setAttribute('aria-pressed', String(one === button))
    if (latest) showLatency(latest)
  })

async function load() {
  await attempt(read)
}

const read = lastOnly(async (signal) => {
  page.setAttribute('aria-busy', 'true')
  try {
    latest = await ask(`stats?${period.query()}`, { signal })
    showTiles(latest)
    showCalls(latest)
    showHours(latest)
    showKinds(latest)
    showCallers(latest)
    showLatency(latest)
  } finally {
    page.setAttribute('aria-busy', String(signal.aborted))
  }
})

/** @param {Statistics} stats */
function showTiles({ calls, became, before, share_put_through: share, turn_ms: turn, ahead }) {
  const [missed, missedBefore] = [became, before.became].map(missedOf)
  const [messages, messagesBefore] = [became, before.became].map(messagesOf)
  const days = period.name()
  fill(the('#tiles'), [
    ['Calls', count(calls), against(before.calls, days), callsIn({ tab: 'all' })],
    [
      'Put through',
      share === null ? '–' : `${Math.round(share * 100)} %`,
      'to you',
      callsIn({ tab: 'put_through' }),
    ],
    ['Missed', count(missed ?? 0), against(missedBefore ?? 0, days), callsIn({ tab: 'missed' })],
    [
      'Messages',
      count(messages ?? 0),
      against(messagesBefore ?? 0, days),
      callsIn({ tab: 'messages' }),
    ],
  ])
  fill(the('#speed-tiles'), [
    ['Typical answer', milliseconds(turn.median) || '–', 'half are faster'],
    ['Slow answer', milliseconds(turn.p95) || '–', 'one in twenty is slower'],
    ...tilesOf(ahead),
  ])
}

/**
 * Nothing where nothing was begun before a caller had finished.
 * @param {Statistics['ahead']} ahead
 */
function tilesOf({ begun, share_came_true: share, saved_ms: saved }) {
  if (share === null) return []
  return [
    ['Ready before they stop', `${Math.round(share * 100)} %`, `of ${count(begun)} begun ahead`],
    ['Asked earlier by', milliseconds(saved.median) || '–', 'half by more'],
  ]
}

/** @param {Record<string, number>} became */
const missedOf = ({ missed = 0, missed_message: also = 0 }) => missed + also
/** @param {Record<string, number>} became */
const messagesOf = ({ message = 0, missed_message: also = 0 }) => message + also

/**
 * @param {number} before
 * @param {string} days
 */
const against = (before, days) => `${count(before)} in the ${days.replace(/^a /, '')} before`

/**
 * The calls of the period, or of days of it.
 * @param {Record<string, string>} filter
 */
function callsIn(filter) {
  const query = new URLSearchParams({ tab: 'all', ...period.ends(), ...period.ofLine(), ...filter })
  if (!period.simulatedToo()) query.set('simulated', 'false')
  return `calls?${query}`
}

/**
 * @param {HTMLElement} list
 * @param {string[][]} tiles name, value, what there is to say of it, where it leads
 */
function fill(list, tiles) {
  list.replaceChildren(
    ...tiles.map(([name, value = '', more, href]) =>
      element(
        'div.card',
        {},
        element('dt', {}, name),
        element('dd.number', {}, href ? element('a', { href }, value) : value),
        element('dd.small.muted', {}, more),
      ),
    ),
  )
}

const SERIES = Object.entries({ ...DECISIONS, undecided: UNDECIDED }).map(
  ([id, { short, chart }]) => ({ id, name: short, color: chart }),
)

/** @param {Statistics} stats */
function showCalls(stats) {
  if (stats.calls === 0) {
    the('#calls-chart').replaceChildren(nobodyCalled())
    return
  }
  const days = everyDay(stats)
  const weekly = days.length > MOST_BARS
  the('#calls-name').textContent = weekly ? 'Calls per week' : 'Calls per day'
  drawOverTime(the('#calls-chart'), {
    title: weekly ? 'Calls per week by decision' : 'Calls per day by decision',
    kind: 'stack',
    series: SERIES.filter(({ id }) => stats.decisions[id]),
    format: count,
    slots: (weekly ? inWeeks(days) : days).map(({ date, decisions = {} }) => ({
      name: weekly ? `Week of ${longDay(date)}` : longDay(date),
      short: shortDay(date),
      values: decisions,
      href: callsIn({ from: date, to: weekly ? daysLater(date, 6) : date }),
    })),
    overall: stats.decisions,
    overallName: `In ${period.name()}`,
  })
}

function nobodyCalled() {
  return element(
    'p.empty',
    {},
    element('strong', {}, `No calls in ${period.name()}`),
    'Be the first: ',
    element('a', { href: 'phone' }, 'ring on the Phone'),
    ', with simulated calls counted.',
  )
}

/** @param {Statistics} stats */
function showLatency(stats) {
  drawOverTime(the('#latency-chart'), {
    title: `${what === 'turn_ms' ? 'From webhook to answer' : 'The screener alone'}, per day`,
    kind: 'lines',
    series: [
      { id: 'p95', name: 'p95', color: '--chart-3' },
      { id: 'median', name: 'p50', color: '--chart-1' },
    ],
    format: (value) => (value === 0 ? '0' : milliseconds(value)),
    slots: everyDay(stats).map((day) => ({
      name: longDay(day.date),
      short: shortDay(day.date),
      values: latencyOf(day),
    })),
    overall: latencyOf(stats),
    overallName: `In ${period.name()}`,
  })
}

/**
 * @param {Partial<Figures>} figures
 * @returns {Values}
 */
function latencyOf({ [what]: measured }) {
  return { p95: measured?.p95 ?? null, median: measured?.median ?? null }
}

/** @param {Statistics} stats */
function showKinds(stats) {
  const kinds = Object.entries(stats.kinds).toSorted(([, a], [, b]) => b - a)
  const all = kinds.reduce((sum, [, calls]) => sum + calls, 0)
  const rows = kinds.map(([kind, calls]) => ({
    name: element('a', { href: callsIn({ kind }) }, kindName(kind)),
    value: calls,
    text: count(calls),
    more: `${Math.round((calls / all) * 100)} %`,
    color: '--chart-completed',
  }))
  the('#kinds-chart').replaceChildren(barList(rows, { empty: 'Nobody was screened in this time.' }))
}

/** @param {Statistics} stats */
function showHours({ hours, calls }) {
  const series = [{ id: 'calls', name: 'Calls', color: '--chart-1' }]
  drawOverTime(the('#hours-chart'), {
    title: 'Calls by hour of the day',
    kind: 'stack',
    slotsAre: 'Hour',
    series,
    format: count,
    slots: hours.map((value, hour) => ({
      name: hourInWords(hour),
      short: String(hour),
      values: { calls: value },
      href: callsIn({ hour: String(hour) }),
    })),
    overall: { calls },
    overallName: `In ${period.name()}`,
  })
}

/** @param {Statistics} stats */
function showCallers({ callers }) {
  const rows = callers.map(({ caller, contact_name: name, calls }) => ({
    name: element('a', { href: callsIn({ caller }) }, name ?? phoneNumber(caller)),
    value: calls,
    text: count(calls),
    color: '--chart-1',
  }))
  the('#callers-chart').replaceChildren(
    barList(rows, { empty: 'Nobody with a number called in this time.' }),
  )
}

/**
 * @typedef {Pick<Statistics, 'decisions' | 'turn_ms' | 'model_ms'>} Figures
 * @typedef {{ date: string } & Partial<Figures>} Day
 */

/**
 * Also those without a call.
 * @param {Statistics} stats
 */
function everyDay(stats) {
  const known = new Map(stats.days.map((day) => [day.date, day]))
  /** @type {Day[]} */
  const days = []
  const { dayOf } = calendarOf(stats.time_zone)
  const last = dayOf(new Date(Date.parse(stats.to) - 1).toISOString())
  for (let date = dayOf(stats.from); date <= last; date = daysLater(date, 1)) {
    days.push(known.get(date) ?? { date })
  }
  return days
}

/**
 * The last one ends today.
 * @param {Day[]} days
 */
function inWeeks(days) {
  /** @type {Day[]} */
  const weeks = []
  for (let end = days.length; end > 0; end -= 7) {
    const week = days.slice(Math.max(0, end - 7), end)
    const [first] = week
    if (first) weeks.unshift({ ...first, decisions: addUp(week) })
  }
  return weeks
}

/** @param {Day[]} days */
function addUp(days) {
  /** @type {Record<string, number>} */
  const sum = {}
  for (const { decisions = {} } of days)
    for (const [name, calls] of Object.entries(decisions)) sum[name] = (sum[name] ?? 0) + calls
  return sum
}

const short = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})
const long = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})
/** @param {string} date */
const shortDay = (date) => short.format(new Date(date))
/** @param {string} date */
const longDay = (date) => long.format(new Date(date))

const view = new URLSearchParams(location.search).get('view') === 'speed' ? 'speed' : 'calls'
for (const part of findAll('[data-shows]')) part.hidden = part.dataset.shows !== view
for (const tab of findAll('a[data-view]')) {
  const { view: name = '' } = tab.dataset
  tab.ariaCurrent = name === view ? 'page' : null
  tab.addEventListener('click', () => {
    const query = new URLSearchParams(location.search)
    query.set('view', name)
    tab.href = `numbers?${query}`
  })
}

void load()

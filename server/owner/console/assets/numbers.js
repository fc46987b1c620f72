// The numbers: from /stats, drawn.

import { barList, drawOverTime } from './charts.js'
import { choosePeriod } from './period.js'
import { DECISIONS } from './server/owner/words.ts'
import { ask, attempt, count, element, find, kindName, milliseconds } from './page.js'

const DAY_MS = 86_400_000
/** From there on a bar stands for a week. */
const MOST_BARS = 120

let stats = null
let what = 'turn_ms'
const period = choosePeriod(load)

for (const button of find('#what').querySelectorAll('button'))
  button.addEventListener('click', () => {
    what = button.dataset.what
    for (const one of find('#what').querySelectorAll('button'))
      one.setAttribute('aria-pressed', String(one === button))
    if (stats) showLatency()
  })

async function load() {
  find('#numbers').setAttribute('aria-busy', 'true')
  await attempt(async () => {
    stats = await ask(`stats?${period.query()}`)
    showTiles()
    showCalls()
    showLatency()
    showKinds()
  })
  find('#numbers').setAttribute('aria-busy', 'false')
}

function showTiles() {
  const { calls, share_put_through: share, turn_ms: turn } = stats
  const tiles = [
    ['Calls', count(calls), `${perDay(calls)} a day`],
    ['Put through', share === null ? '–' : `${Math.round(share * 100)} %`, 'to the owner'],
    ['Typical answer', milliseconds(turn.median) || '–', 'half are faster'],
    ['Slow answer', milliseconds(turn.p95) || '–', 'one in twenty is slower'],
  ]
  find('#tiles').replaceChildren(
    ...tiles.map(([name, value, more]) =>
      element(
        'div.card',
        {},
        element('dt', {}, name),
        element('dd.number', {}, value),
        element('dd.small.muted', {}, more),
      ),
    ),
  )
}

function perDay(calls) {
  const mean = calls / period.days()
  return mean >= 10 ? count(Math.round(mean)) : mean.toFixed(1)
}

const SERIES = [
  ...Object.entries(DECISIONS).map(([id, { short, chart }]) => ({ id, name: short, color: chart })),
  { id: 'undecided', name: 'Undecided', color: '--chart-undecided' },
]

function showCalls() {
  if (stats.calls === 0) {
    find('#calls-chart').replaceChildren(nobodyCalled())
    return
  }
  const days = everyDay()
  const weekly = days.length > MOST_BARS
  const groups = weekly ? inWeeks(days) : days.map((one) => [one])
  find('#calls-name').textContent = weekly ? 'Calls per week' : 'Calls per day'
  drawOverTime(find('#calls-chart'), {
    title: weekly ? 'Calls per week by decision' : 'Calls per day by decision',
    kind: 'stack',
    series: SERIES.filter(({ id }) => stats.decisions[id]),
    slots: groups.map((group) => ({
      name: weekly ? `Week of ${longDay(group[0].date)}` : longDay(group[0].date),
      short: shortDay(group[0].date),
      values: addUp(group.map(({ decisions = {} }) => decisions)),
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

function showLatency() {
  const of = (figures) => ({
    p95: figures?.[what]?.p95 ?? null,
    median: figures?.[what]?.median ?? null,
  })
  drawOverTime(find('#latency-chart'), {
    title: `${what === 'turn_ms' ? 'From webhook to answer' : 'The screener alone'}, per day`,
    kind: 'lines',
    series: [
      { id: 'p95', name: 'p95', color: '--chart-3' },
      { id: 'median', name: 'p50', color: '--chart-1' },
    ],
    format: (value) => (value === 0 ? '0' : milliseconds(value)),
    slots: everyDay().map((day) => ({
      name: longDay(day.date),
      short: shortDay(day.date),
      values: of(day),
    })),
    overall: of(stats),
    overallName: `In ${period.name()}`,
  })
}

function showKinds() {
  const kinds = Object.entries(stats.kinds).toSorted(([, a], [, b]) => b - a)
  const all = kinds.reduce((sum, [, calls]) => sum + calls, 0)
  const rows = kinds.map(([kind, calls]) => ({
    name: kindName(kind),
    value: calls,
    text: count(calls),
    more: `${Math.round((calls / all) * 100)} %`,
    color: '--chart-completed',
  }))
  find('#kinds-chart').replaceChildren(
    barList(rows, { empty: 'Nobody was screened in this time.' }),
  )
}

/** Also those without a call; days are those of UTC, as everywhere in the figures. */
function everyDay() {
  const known = new Map(stats.days.map((day) => [day.date, day]))
  const days = []
  for (let at = Date.parse(stats.from); at < Date.parse(stats.to); at += DAY_MS) {
    const date = new Date(at).toISOString().slice(0, 10)
    days.push(known.get(date) ?? { date })
  }
  return days
}

/** The last one ends today. */
function inWeeks(days) {
  const weeks = []
  for (let end = days.length; end > 0; end -= 7)
    weeks.unshift(days.slice(Math.max(0, end - 7), end))
  return weeks
}

function addUp(all) {
  const sum = {}
  for (const counted of all)
    for (const [name, value] of Object.entries(counted)) sum[name] = (sum[name] ?? 0) + value
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
const shortDay = (date) => short.format(new Date(date))
const longDay = (date) => long.format(new Date(date))

void load()

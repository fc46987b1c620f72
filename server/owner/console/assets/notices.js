// The last notices: what came of each by every channel, and once more what was given up.
/** @import { ToldNotice } from './answers.ts' */
import { ask, attempt, notify, watchCalls } from './page.js'
import { element, find, findAll, the } from './elements.js'
import { clock, dayName, wholeMoment } from './in-words.js'
import { lastOnly } from './last-only.js'
import { lineChoice, queryOfLine } from './line-choice.js'
import { channelName, deliveryInWords } from './server/words/delivery-words.ts'

const PAGE = 20
const list = the('#told')
const more = the('button#more')
const onlyGivenUp = the('input#given-up')
const line = lineChoice(find('select#line'))

/** @type {ToldNotice[]} */
let notices = []
/** @type {string | null} */
let cursor = null

const read = lastOnly(async (signal, /** @type {string | null} */ after) => {
  // What is older belongs to what was asked for: whoever asks for it too soon begins anew.
  if (after === null) cursor = null
  const query = queryOfLine(
    {
      limit: String(PAGE),
      ...(onlyGivenUp.checked && { state: 'given_up' }),
      ...(after !== null && { cursor: after }),
    },
    line.chosen(),
  )
  const page = await ask(`notices?${query}`, { signal })
  notices = after === null ? page.notices : [...notices, ...page.notices]
  cursor = page.next_cursor
  show()
})

async function load() {
  await attempt(() => read(null))
  list.ariaBusy = 'false'
}

function show() {
  const focused = document.activeElement?.getAttribute('data-retry')
  list.replaceChildren(
    notices.length === 0
      ? nothing()
      : element('div.card', {}, element('ol.told-list', {}, ...notices.map(row))),
  )
  more.hidden = cursor === null
  if (focused)
    findAll('[data-retry]', list)
      .find((one) => one.dataset.retry === focused)
      ?.focus()
}

function nothing() {
  const [what, why] = onlyGivenUp.checked
    ? ['Nothing was given up', 'Every notice reached you, or is on its way.']
    : ['No notices yet', 'You hear of the next call that is worth it.']
  return element('div.card.empty', {}, element('strong', {}, what), why)
}

/** @param {ToldNotice} notice */
function row(notice) {
  const { call_sid: sid, title, at, deliveries } = notice
  return element(
    'li',
    {},
    element(
      'a',
      { href: `calls/${encodeURIComponent(sid)}` },
      notice.line === null ? title : `${title} (${notice.line})`,
    ),
    element(
      'time.small.muted.number',
      { datetime: at, title: wholeMoment(at) },
      `${dayName(at)}, ${clock(at)}`,
    ),
    element(
      'div.ways',
      {},
      ...(deliveries.length === 0
        ? [element('div.way', {}, 'Told by no channel')]
        : deliveries.map((delivery) => way(notice, delivery))),
    ),
  )
}

/**
 * @param {ToldNotice} notice
 * @param {ToldNotice['deliveries'][number]} delivery
 */
function way({ id, title }, delivery) {
  const { channel, state, attempts, due_at: due } = delivery
  const { short, badge, more: why } = deliveryInWords(delivery)
  const tries = attempts > 1 ? `${attempts} tries` : ''
  const next = state === 'waiting' ? `next at ${clock(due)}` : ''
  const about = [why, tries, next].filter((words) => words !== '').join('; ')
  return element(
    'div.way',
    {},
    element('span', {}, channelName(channel)),
    element(`span.badge${badge && `.${badge}`}`, {}, short),
    about === '' ? null : element('span', {}, about),
    state === 'given_up'
      ? element(
          'button',
          {
            type: 'button',
            'data-retry': `${id} ${channel}`,
            'aria-label': `Try again by ${channelName(channel)}: ${title}`,
            onclick: () => void tryAgain(id, channel),
          },
          'Try again',
        )
      : null,
  )
}

/**
 * @param {number} id
 * @param {string} channel
 */
async function tryAgain(id, channel) {
  await attempt(async () => {
    const changed = await ask(`notices/${id}/retry`, { method: 'POST', json: { channel } })
    notices = notices.map((one) => (one.id === id ? changed : one))
    show()
    notify('It is tried again')
    look()
  })
}

const SOON_MS = [500, 2_000, 6_000]

/** @type {ReturnType<typeof setTimeout>[]} */
let looking = []

/** Some seconds later more is known; who has gone on to older pages keeps them. */
function look() {
  for (const timer of looking) clearTimeout(timer)
  looking = SOON_MS.map((ms) =>
    setTimeout(() => {
      if (notices.length <= PAGE && more.ariaBusy !== 'true') void load()
    }, ms),
  )
}

more.addEventListener('click', () => {
  more.ariaBusy = 'true'
  void attempt(() => read(cursor)).then(() => (more.ariaBusy = null))
})
onlyGivenUp.addEventListener('change', () => void load())
line.onChange(() => void load())
await load()
watchCalls(look)

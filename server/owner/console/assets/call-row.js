// One call in a list: who, when, what kind, what was decided, how long, at a glance.
/** @import { Conversation } from './answers.ts' */
import { element, findAll } from './elements.js'
import { capitalised, clock, duration, kindName, phoneNumber, wholeMoment } from './in-words.js'
import { decisionBadge } from './decision-badge.js'
import { initials } from './initials.js'
import { fromFound, marked, markedNumber } from './marked.js'
import { partsOf } from './server/basics/found-in.ts'
import { standsIn } from './storage/became.ts'
import { becameInWords } from './server/words/call-words.ts'

/**
 * @param {Conversation} call
 * @param {{ isFresh: boolean, q?: string | undefined, done: (call: Conversation) => void }} shown
 *   `isFresh`: it has just changed; `q`: what is searched for
 */
export function callRow(call, { isFresh, q, done }) {
  const number = call.erased_at ? 'Erased' : phoneNumber(call.caller)
  const { more } = becameInWords(call)
  const name = call.contact_name ? marked(call.contact_name, q) : markedNumber(number, q)
  const aside = call.contact_name ? markedNumber(number, q) : []
  return element(
    `li${isFresh ? '.fresh' : ''}${call.done_at ? '.done' : ''}`,
    { 'data-call': call.call_sid },
    element(
      'a.call',
      { href: `calls/${encodeURIComponent(call.call_sid)}` },
      face(call),
      element(
        'div.words',
        {},
        element(
          'div.who',
          {},
          element('strong', {}, ...name),
          aside.length === 0 ? null : element('span', {}, ...aside),
          call.call_type ? element('span.kind', {}, kindName(call.call_type)) : null,
          call.line ? element('span.kind', {}, call.line) : null,
          call.simulated ? element('span.kind', {}, 'Simulated') : null,
        ),
        element('div.gist', {}, ...marked(fromFound(gistOf(call, q), q), q)),
      ),
      element(
        'div.what',
        {},
        decisionBadge(call),
        more === '' ? null : element('small', {}, capitalised(more)),
      ),
      element(
        `span.long${call.end_time ? '' : '.going'}`,
        { 'data-since': call.end_time ? null : call.start_time },
        call.duration_seconds === null ? '' : duration(call.duration_seconds),
      ),
      element(
        'time',
        { datetime: call.start_time, title: wholeMoment(call.start_time) },
        clock(call.start_time),
      ),
    ),
    deedsOf(call, done),
  )
}

/**
 * Whoever is on the line, and may yet be put through, is not called back.
 * @param {Conversation} call
 */
export function isUndecided({ became, end_time: ended }) {
  return became === null && ended === null
}

/**
 * What can be done about it, beside the way to its page.
 * @param {Conversation} call
 * @param {(call: Conversation) => void} done
 */
function deedsOf(call, done) {
  const { call_back: number, contact_name: contact } = call
  const who = contact ?? phoneNumber(call.caller)
  const isDone = call.done_at !== null
  const canBeDone = isDone || standsIn('to_call_back', call)
  return element(
    'div.deeds',
    {},
    number === null || isUndecided(call)
      ? null
      : element(
          'a.button',
          { href: `tel:${number}`, 'aria-label': `Call back ${who}` },
          'Call back',
        ),
    canBeDone
      ? element(
          'button',
          { type: 'button', 'aria-pressed': String(isDone), onclick: () => done(call) },
          'Done',
        )
      : null,
    // Those who withhold their numbers are not one caller.
    call.erased_at || phoneNumber(call.caller) === 'Number withheld'
      ? null
      : element(
          'a.quiet',
          {
            href: `calls?${new URLSearchParams({ tab: 'all', caller: call.caller })}`,
            'aria-label': `All calls of ${who}`,
          },
          'All calls',
        ),
  )
}

/**
 * Counts on in what goes on.
 * @param {HTMLElement} list
 */
export function tick(list) {
  for (const shown of findAll('[data-since]', list))
    shown.textContent = duration((Date.now() - Date.parse(shown.dataset.since ?? '')) / 1000)
}

/**
 * The caller's first words tell most, unless what is searched for was said elsewhere.
 * @param {Conversation} call
 * @param {string} [q]
 */
function gistOf(call, q = '') {
  if (call.erased_at) return 'Words and number have been erased'
  const words = call.turns.filter(({ speaker }) => speaker === 'caller').map(({ text }) => text)
  const isIn = (/** @type {string} */ text) => partsOf(text, q).some(({ found }) => found)
  const said = words.some(isIn) ? undefined : call.turns.find(({ text }) => isIn(text))
  if (said) return said.text
  if (words.length > 0) return words.join(' … ')
  if (call.final_decision === 'transferred_exception') return 'Rings through without a question'
  return call.end_time === null ? 'Listening …' : 'Nothing was said'
}

/** @param {Conversation} call */
function face(call) {
  if (call.contact_name)
    return element('span.face.calm', { 'aria-hidden': 'true' }, initials(call.contact_name))
  return element('span.face', { 'aria-hidden': 'true' }, receiver())
}

function receiver() {
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  drawing.setAttribute('viewBox', '0 0 24 24')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  line.setAttribute(
    'd',
    'M5 4h4l1.5 4.5L8 10a12 12 0 0 0 6 6l1.5-2.5L20 15v4a1.5 1.5 0 0 1-1.6 1.5C11 20 4 13 3.5 5.6A1.5 1.5 0 0 1 5 4z',
  )
  drawing.append(line)
  return drawing
}

// One call in a list: who, when, what kind, what was decided, how long, at a glance.
/** @import { Conversation } from './answers.ts' */
import { element, findAll } from './elements.js'
import { capitalised, clock, duration, kindName, phoneNumber, wholeMoment } from './in-words.js'
import { decisionBadge } from './decision-badge.js'
import { initials } from './initials.js'
import { becameInWords } from './server/owner/words.ts'

/**
 * @param {Conversation} call
 * @param {boolean} isFresh whether it has just changed
 */
export function callRow(call, isFresh) {
  const name = call.contact_name ?? (call.erased_at ? 'Erased' : phoneNumber(call.caller))
  const { more } = becameInWords(call)
  const aside = call.contact_name ? phoneNumber(call.caller) : ''
  return element(
    `li${isFresh ? '.fresh' : ''}`,
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
          element('strong', {}, name),
          aside === '' ? null : element('span', {}, aside),
          call.call_type ? element('span.kind', {}, kindName(call.call_type)) : null,
          call.simulated ? element('span.kind', {}, 'Simulated') : null,
        ),
        element('div.gist', {}, gistOf(call)),
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
 * The caller's first words tell most.
 * @param {Conversation} call
 */
function gistOf(call) {
  if (call.erased_at) return 'Words and number have been erased'
  const words = call.turns.filter(({ speaker }) => speaker === 'caller').map(({ text }) => text)
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

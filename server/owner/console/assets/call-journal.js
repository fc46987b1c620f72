// The journal: everything that happened, as it is stored.
/** @import { JournalEntry } from './answers.ts' */
import { element } from './elements.js'
import { exactClock, wholeMoment } from './in-words.js'

/** @type {Record<JournalEntry['kind'], string>} */
const BADGES = { event: '.accent', answer: '.good', fault: '.bad', rest: '' }

/**
 * @param {HTMLElement} body
 * @param {JournalEntry[]} journal
 */
export function showJournal(body, journal) {
  body.replaceChildren(
    ...journal.map(({ seq, at, kind, payload }) =>
      element(
        'tr',
        {},
        element('td.number', {}, String(seq)),
        element(
          'td.number',
          {},
          element('time', { datetime: at, title: wholeMoment(at) }, exactClock(at)),
        ),
        element('td', {}, element(`span.badge${BADGES[kind]}`, {}, kind)),
        element('td', {}, element('pre', {}, JSON.stringify(payload, null, 1))),
      ),
    ),
  )
  if (journal.length === 0)
    body.append(element('tr', {}, element('td.muted', { colspan: 4 }, 'Nothing is left of it')))
}

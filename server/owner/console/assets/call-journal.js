// The journal: everything that happened, in words, and as it is stored.
/** @import { JournalEntry } from './answers.ts' */
import { element } from './elements.js'
import { exactClock, wholeMoment } from './in-words.js'
import { entryInWords } from './server/words/call-words.ts'

/**
 * @param {HTMLElement} body
 * @param {JournalEntry[]} journal
 */
export function showJournal(body, journal) {
  body.replaceChildren(
    ...journal.map((entry) =>
      element(
        'tr',
        {},
        element('td.number', {}, String(entry.seq)),
        element(
          'td.number',
          {},
          element(
            'time',
            { datetime: entry.at, title: wholeMoment(entry.at) },
            exactClock(entry.at),
          ),
        ),
        element(
          'td',
          {},
          element(
            'details',
            {},
            element('summary', {}, entryInWords(entry)),
            element('pre', { tabindex: '0' }, JSON.stringify(entry.payload, null, 1)),
          ),
        ),
      ),
    ),
  )
  if (journal.length === 0)
    body.append(element('tr', {}, element('td.muted', { colspan: 3 }, 'Nothing is left of it')))
}

// The journal: everything that happened, as it is stored.
import { element, exactClock, wholeMoment } from './page.js'

const KINDS = { event: 'accent', answer: 'good', fault: 'bad', rest: '' }

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
        element('td', {}, element(`span.badge${KINDS[kind] ? `.${KINDS[kind]}` : ''}`, {}, kind)),
        element('td', {}, element('pre', {}, JSON.stringify(payload, null, 1))),
      ),
    ),
  )
  if (journal.length === 0)
    body.append(element('tr', {}, element('td.muted', { colspan: '4' }, 'Nothing is left of it')))
}

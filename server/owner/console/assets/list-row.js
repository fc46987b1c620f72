// A list of reported numbers, as a row.
/** @import { List } from './answers.ts' */
import { element } from './elements.js'
import { count, dayAndClock } from './in-words.js'

/** @type {Record<List['source'], string | null>} */
const NAMES = { ftc: 'FTC', phoneblock: 'PhoneBlock', file: null }
/** @type {List['act_as'][]} */
const ACTS_AS = ['doubtful', 'blocked']

/** @param {List} list */
export function listName({ name, source }) {
  return NAMES[source] ?? name
}

/**
 * @param {List} list
 * @param {{
 *   read: (list: List) => void
 *   importAgain: (list: List) => void
 *   actAs: (list: List, actAs: List['act_as']) => void
 *   remove: (list: List) => void
 * }} deeds
 */
export function createListRow(list, deeds) {
  let now = list
  const name = listName(list)
  const how = element('span.small.muted.why')
  const taken = element(
    'select',
    {
      'aria-label': `Who is on ${name} is`,
      onchange: () => deeds.actAs(now, taken.value === 'blocked' ? 'blocked' : 'doubtful'),
    },
    ...ACTS_AS.map((one) =>
      element('option', { value: one }, one === 'blocked' ? 'Blocked' : 'Doubtful'),
    ),
  )
  /**
   * @param {string} words
   * @param {string} label
   * @param {() => void} onclick
   */
  const button = (words, label, onclick) =>
    element(
      `button.quiet${words === 'Remove' ? '.danger' : ''}`,
      { type: 'button', 'aria-label': label, onclick },
      words,
    )
  const again =
    list.source === 'ftc'
      ? button('Read now', `Read now: ${name}`, () => deeds.read(now))
      : list.source === 'file'
        ? button('Import again…', `Import again: ${name}`, () => deeds.importAgain(now))
        : null
  const remove = button('Remove', `Remove ${name}`, () => deeds.remove(now))
  const row = element(
    'li.list-row',
    { 'data-list': list.name },
    element('span.what', {}, name),
    how,
    taken,
    element('span.row', {}, again, remove),
  )
  return {
    element: row,
    /** @param {List} told */
    show(told) {
      now = told
      const words = inWords(told)
      // Who hears the page is told only of what is new.
      if (how.textContent !== words) how.textContent = words
      how.classList.toggle('mistake', told.failure !== null && !told.is_being_read)
      taken.value = told.act_as
      for (const one of [again, remove]) if (one) one.disabled = told.is_being_read
    },
  }
}

/** @param {List} list */
function inWords({ source, numbers, read_at: readAt, is_being_read: isBeingRead, failure }) {
  const many = numbers === 1 ? '1 number' : `${count(numbers)} numbers`
  if (isBeingRead) return `${many}, is being read…`
  const word = source === 'file' ? 'imported' : source === 'ftc' ? 'read' : 'last answered'
  if (readAt === null) return `${many}, not ${word}${failure === null ? ' yet' : `: ${failure}`}`
  const last = `${many}, ${word} ${dayAndClock(readAt)}`
  return failure === null ? last : `${last}. Not since: ${failure}`
}

// Why a step went the way it went: the lines it took, what the screener gave as its reasons, what was noted.
/** @import { CallContext } from '../../../../machines/call.ts' */
/** @import { SimulatedStep } from '../../../../machines/simulation/simulate.ts' */
import { element } from './elements.js'
import { stateInWords } from './server/words/call-words.ts'

/**
 * @param {HTMLElement} place
 * @param {SimulatedStep} step
 * @param {SimulatedStep | null} before
 */
export function showWhy(place, step, before) {
  const verdict =
    step.move?.kind === 'answer' && step.move.payload.port === 'screen'
      ? step.context.verdict
      : null
  const changes = before ? changesIn(before.context, step.context) : []
  place.replaceChildren(
    element(
      'ol.lines',
      {},
      ...step.path.map(({ from, label, to }) =>
        element(
          'li',
          {},
          element('span', {}, `${name(from)} → ${name(to)}`),
          element('small.muted', {}, label === '' ? 'at once' : label),
        ),
      ),
    ),
    step.path.length === 0
      ? element('p.muted', {}, before ? 'It changed no state.' : 'Nothing has happened yet.')
      : '',
    verdict && verdict.reasons.length > 0
      ? element('p.small', {}, `Because: ${verdict.reasons.join('; ')}`)
      : '',
    element(
      'dl.changes',
      {},
      ...changes.flatMap(({ what, was, is }) => [
        element('dt', {}, what),
        element('dd', {}, element('del', {}, clipped(was)), ' → ', element('ins', {}, clipped(is))),
      ]),
    ),
  )
}

/** @param {string} id of a state in the chart */
const name = (id) => stateInWords(id.replaceAll('_', '.'))

/**
 * @param {CallContext} before
 * @param {CallContext} after
 */
function changesIn(before, after) {
  return Object.entries(after).flatMap(([what, value]) => {
    const [was, is] = [before[/** @type {keyof CallContext} */ (what)], value].map(inShort)
    return was === is ? [] : [{ what, was: was ?? '–', is: is ?? '–' }]
  })
}

const MOST_CHARACTERS = 400

/**
 * The flow's memory has it in whole.
 * @param {string} text
 */
const clipped = (text) =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text

/**
 * @param {unknown} value
 * @returns {string}
 */
function inShort(value) {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value))
    return value.length === 0
      ? '–'
      : value.map((said) => `${said.speaker}: ${said.text}`).join('; ')
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([key]) => key !== 'type')
      .map(([key, part]) => `${key}: ${typeof part === 'string' ? part : JSON.stringify(part)}`)
      .join(', ')
  return JSON.stringify(value)
}

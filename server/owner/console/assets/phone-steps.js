// A simulated call step by step: what came, what was asked and answered, where the flow went, and the TwiML.
/** @import { CallContext } from '../../../../machines/call.ts' */
/** @import { PhoneCallJson } from './answers.ts' */
import { element, the } from './elements.js'
import { answerInWords, eventInWords } from './server/words/call-words.ts'
import { exactClock } from './in-words.js'
import { xmlInLines } from './xml-in-lines.js'

/** @typedef {PhoneCallJson['steps'][number]} Step */

/** What the list holds; of no call at first. */
let shown = { sid: '', count: 0 }

/**
 * @param {PhoneCallJson | null} call
 * @param {(index: number) => void} pick is told which step somebody looks at
 */
export function showSteps(call, pick) {
  const steps = call?.steps ?? []
  the('#no-steps').hidden = steps.length > 0
  showContext(call?.context ?? null)
  const sid = call?.call_sid ?? ''
  if (sid === shown.sid && shown.count === steps.length && steps.at(-1)?.state) return
  shown = { sid, count: steps.at(-1)?.state ? steps.length : -1 }
  the('#steps').replaceChildren(
    ...steps.map((step, index) => stepOf(step, index, () => pick(index))),
  )
}

/**
 * @param {Step} step
 * @param {number} index
 * @param {() => void} pick
 */
function stepOf(step, index, pick) {
  const button = element(
    'button.quiet.number',
    { type: 'button', onclick: pick, title: 'Show it on the chart' },
    String(index + 1),
  )
  return element(
    'li',
    {},
    button,
    element(
      'div',
      {},
      element(
        'p.what',
        {},
        ...step.events.map((event) => element('strong', {}, eventInWords(event))),
        element('time.small.muted.number', {}, exactClock(step.at)),
      ),
      step.ports.length > 0 ? element('ul.ports', {}, ...step.ports.map(portOf)) : null,
      element(
        'p.small',
        {},
        'rests in ',
        step.state ? element('code', {}, step.state) : element('em', {}, 'nothing yet'),
      ),
      step.twiml
        ? element(
            'details',
            {},
            element('summary', {}, 'TwiML'),
            element('pre', { tabindex: '0' }, xmlInLines(step.twiml)),
          )
        : null,
    ),
  )
}

/** @param {Step['ports'][number]} answered */
function portOf({ port, output, error }) {
  return element(
    'li.small',
    {},
    element('code', {}, port),
    error === undefined ? ' → ' : ' failed: ',
    element('span', {}, error ?? answerInWords(output)),
  )
}

/**
 * What a person wants to see of it: a line for each part.
 * @param {CallContext[keyof CallContext]} value
 */
function inBrief(value) {
  if (value === null) return '–'
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value))
    return value.map(({ speaker, text }) => `${speaker}: ${text}`).join('\n')
  const parts = Object.entries(value).filter(([name]) => name !== 'type')
  return parts.map(([name, part]) => `${name}: ${inLine(part)}`).join('\n')
}

/**
 * @param {unknown} part
 * @returns {string}
 */
function inLine(part) {
  if (Array.isArray(part)) return part.map(inLine).join('; ') || '–'
  return typeof part === 'string' ? part : JSON.stringify(part)
}

/** @param {PhoneCallJson['context']} context */
function showContext(context) {
  const list = the('#context')
  list.replaceChildren(
    ...Object.entries(context ?? {}).flatMap(([name, value]) => [
      element('dt', {}, name),
      element('dd', {}, element('pre', {}, inBrief(value))),
    ]),
  )
  if (!context) list.replaceChildren(element('dd.muted', {}, 'Empty: no call yet.'))
}

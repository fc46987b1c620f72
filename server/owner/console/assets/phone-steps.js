// A played call step by step: what came, what was asked and answered, where the flow went, and the TwiML.

import { element, exactClock, find } from './page.js'
import { DIALS } from './server/owner/words.ts'
import { xmlInLines } from './xml-in-lines.js'

let shown = { sid: null, count: 0 }

/** `pick(index)` is told which step somebody looks at. */
export function showSteps(call, pick) {
  const list = find('#steps')
  const steps = call?.steps ?? []
  find('#no-steps').hidden = steps.length > 0
  showContext(call?.context ?? null)
  const sid = call?.call_sid ?? null
  if (sid === shown.sid && shown.count === steps.length && steps.at(-1)?.state) return
  shown = { sid, count: steps.at(-1)?.state ? steps.length : -1 }
  list.replaceChildren(...steps.map((step, index) => stepOf(step, index, () => pick(index))))
}

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
        ...step.events.map((event) => element('strong', {}, eventName(event))),
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

function eventName(event) {
  switch (event.type) {
    case 'call.arrived':
      return `The call comes in from ${event.from}`
    case 'caller.spoke':
      return `“${event.text}”`
    case 'caller.silent':
      return 'Silence'
    case 'dial.ended':
      return `The dial ended: ${DIALS[event.outcome].name}`
    case 'call.ended':
      return 'The line is closed'
    case 'hold.ended':
      return 'The caller has waited'
    case 'answer.lost':
      return 'The answer was lost'
    default:
      return event.type
  }
}

function portOf({ port, output, error }) {
  return element(
    'li.small',
    {},
    element('code', {}, port),
    error === undefined ? ' → ' : ' failed: ',
    element('span', {}, error ?? inShort(output)),
  )
}

function inShort(output) {
  if (output === null) return 'nobody known'
  if (output === true) return 'yes'
  if (output === false) return 'no'
  if (output?.name) return `${output.name} (${output.category})`
  if (output?.decision) return `${output.decision}, ${output.kind}`
  return JSON.stringify(output)
}

/** What a person wants to see of it: a line for each part. */
function inBrief(value) {
  if (value === null) return '–'
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value))
    return value
      .map((one) => (one?.speaker ? `${one.speaker}: ${one.text}` : String(one)))
      .join('\n')
  const parts = Object.entries(value).filter(([name]) => name !== 'type')
  return parts.map(([name, part]) => `${name}: ${inLine(part)}`).join('\n')
}

function inLine(part) {
  if (Array.isArray(part)) return part.map(inLine).join('; ') || '–'
  return typeof part === 'string' ? part : JSON.stringify(part)
}

function showContext(context) {
  const list = find('#context')
  list.replaceChildren(
    ...Object.entries(context ?? {}).flatMap(([name, value]) => [
      element('dt', {}, name),
      element('dd', {}, element('pre', {}, inBrief(value))),
    ]),
  )
  if (!context) list.replaceChildren(element('dd.muted', {}, 'Empty: no call yet.'))
}

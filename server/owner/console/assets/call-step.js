// What one step of a call was: what happened, where it rests, what the caller hears, what the model was asked.
/** @import { Verdict } from '../../../../machines/verdict.ts' */
/** @import { Difference } from '../../../replay/differences.ts' */
/** @import { CallStep, CallSteps, Conversation } from './answers.ts' */
/** @import { Child } from './elements.js' */
import { cueInWords } from './cue-in-words.js'
import { element } from './elements.js'
import { exactClock, kindName, milliseconds } from './in-words.js'
import { DECISIONS, eventInWords, reasonsInWords, stateInWords } from './server/words/call-words.ts'
import { xmlInLines } from './xml-in-lines.js'

/** @type {Record<CallSteps['result'], string | null>} */
const RESULTS = {
  identical: null,
  empty: null,
  different: 'Today’s flow goes another way',
  unanswered: 'Today’s flow asks what was not asked then, so the way ends here',
  broken: 'Today’s flow fails on this call',
  'unknown flow': 'The flow of this call is not known any more',
}

/**
 * @param {HTMLElement} card
 * @param {CallStep | null} step
 * @param {Conversation} call
 * @param {Pick<CallSteps, 'result' | 'differences'>} replay
 */
export function showStep(card, step, call, { result, differences }) {
  const told = RESULTS[result]
  const notes = told
    ? [element('p.notice', {}, [told, ...differences.map(differenceInWords)].join('. '))]
    : []
  if (!step) {
    const why = call.erased_at ? 'The journal has been erased.' : 'Nothing has happened yet.'
    card.replaceChildren(...notes, element('p.muted', {}, why))
    return
  }
  const isOver = step.events.at(-1)?.type === 'call.ended'
  const cue = isOver ? 'Nobody is on the line any more' : cueInWords(step.words, step.cue.next)
  card.replaceChildren(
    ...notes,
    element(
      'dl',
      {},
      ...fact(
        'Happened',
        ...step.events.map((event) => line(eventInWords(event))),
        line(exactClock(step.at), 'muted small number'),
      ),
      ...fact('State', element('strong', {}, stateInWords(step.state))),
      ...fact('Cue', cue),
      ...(step.decision ? fact('Decision', DECISIONS[step.decision].short) : []),
    ),
    ...modelOf(step.model),
    ...(isOver ? [] : [twimlOf(step.twiml)]),
  )
}

/** @param {CallStep['twiml']} twiml */
function twimlOf({ body, as_sent: asSent }) {
  const title = asSent ? 'TwiML, as it was sent' : 'TwiML, made once more'
  return folded('twiml', title, element('pre', { tabindex: '0' }, xmlInLines(body)))
}

/** @param {Difference} difference */
function differenceInWords({ turn, what, was, is }) {
  return `Step ${turn + 1}: ${what} was ${was}, now ${is}`
}

/**
 * @param {string} name
 * @param {Child[]} content
 */
function fact(name, ...content) {
  return [element('dt', {}, name), element('dd', {}, ...content)]
}

/** @param {string} text */
function line(text, classes = '') {
  return element('div', classes ? { class: classes } : {}, text)
}

/** @param {CallStep['model']} model */
function modelOf(model) {
  if (!model) return []
  const { answer } = model
  const verdict = /** @type {Verdict | undefined} */ (answer?.output)
  const said = verdict
    ? element(
        'dl',
        {},
        ...fact('Verdict', `${verdict.decision}, ${kindName(verdict.kind).toLowerCase()}`),
        ...fact('Said', `“${verdict.reply}”`),
        ...fact(
          'By',
          [
            verdict.screener === 'offline' ? 'the offline rules' : verdict.screener,
            milliseconds(verdict.modelMs),
            verdict.ahead?.savedMs === undefined
              ? ''
              : `asked ${milliseconds(verdict.ahead.savedMs)} before they had finished`,
          ]
            .filter(Boolean)
            .join(', '),
        ),
        ...(reasonsInWords(verdict) === '' ? [] : fact('Because', reasonsInWords(verdict))),
      )
    : element('p.muted', {}, answer?.error ?? 'No answer in this step.')
  const asked = model.messages.map(({ content }) => content).join('\n\n')
  const isModel = verdict && verdict.screener !== 'offline'
  return [
    said,
    folded(
      'asked',
      isModel ? 'What the model was asked' : 'What a model would have been asked',
      element('pre', { tabindex: '0' }, asked),
    ),
    folded(
      'system',
      'What it is told in every call',
      element('pre', { tabindex: '0' }, model.system),
    ),
  ]
}

/** Stays as it was left, from step to step. */
const open = new Set(['twiml', 'asked'])

/**
 * @param {string} name
 * @param {string} title
 * @param {Child} content
 */
function folded(name, title, content) {
  const details = element(
    'details',
    { open: open.has(name) },
    element('summary', {}, title),
    content,
  )
  details.addEventListener('toggle', () => (details.open ? open.add(name) : open.delete(name)))
  return details
}

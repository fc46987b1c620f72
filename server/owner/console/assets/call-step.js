// What one step of a call was: what happened, where it rests, what the caller hears, what the model was asked.
import { element, exactClock, kindName, milliseconds } from './page.js'
import { DECISIONS, DIALS } from './server/owner/words.ts'
import { xmlInLines } from './xml-in-lines.js'

const EVENTS = {
  'call.arrived': () => 'The call arrived',
  'caller.spoke': ({ text }) => `The caller said “${text}”`,
  'caller.silent': () => 'The caller said nothing',
  'dial.ended': ({ outcome }) => `The dial ended: ${DIALS[outcome].name}`,
  'call.ended': () => 'The call ended',
  'hold.ended': () => 'Twilio came back for the answer',
  'answer.lost': () => 'Twilio could not use the answer before',
}

const NEXT = {
  listen: 'then listens',
  dial: 'then rings the owner',
  hold: 'then asks to hold on',
  'hang up': 'then hangs up',
  reject: 'turns the call away',
}

const OUTCOMES = {
  different: 'Today’s flow goes another way',
  unanswered: 'Today’s flow asks what was not asked then, so the way ends here',
  broken: 'Today’s flow fails on this call',
  'unknown flow': 'The flow of this call is not known any more',
}

export function showStep(card, step, call, { outcome, differences }) {
  const notes = OUTCOMES[outcome]
    ? [element('p.notice', {}, [OUTCOMES[outcome], ...differences.map(inWords)].join('. '))]
    : []
  if (!step) {
    const why = call?.erased_at ? 'The journal has been erased.' : 'Nothing has happened yet.'
    card.replaceChildren(...notes, element('p.muted', {}, why))
    return
  }
  const isOver = step.events.at(-1)?.type === 'call.ended'
  const heard = step.words.length > 0 ? `“${step.words.join(' ')}”, ` : ''
  const cue = isOver
    ? 'Nobody is on the line any more'
    : heard + (NEXT[step.cue.next] ?? step.cue.next)
  card.replaceChildren(
    ...notes,
    element(
      'dl',
      {},
      ...fact(
        'Happened',
        ...step.events.map((event) => line((EVENTS[event.type] ?? typeOf)(event))),
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

function twimlOf({ body, as_sent: asSent }) {
  const title = asSent ? 'TwiML, as it was sent' : 'TwiML, made once more'
  return folded('twiml', title, element('pre', { tabindex: '0' }, xmlInLines(body)))
}

const typeOf = ({ type }) => type

function inWords({ turn, what, was, is }) {
  return `Step ${turn + 1}: ${what} was ${was}, now ${is}`
}

/** `listening.askingOn` → `listening: asking on` */
function stateInWords(state) {
  return state
    .replaceAll('.', ': ')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
}

function fact(name, ...content) {
  return [element('dt', {}, name), element('dd', {}, ...content)]
}

function line(text, classes = '') {
  return element('div', classes ? { class: classes } : {}, text)
}

function modelOf(model) {
  if (!model) return []
  const { answer } = model
  const verdict = answer?.output
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
          ]
            .filter(Boolean)
            .join(', '),
        ),
        ...(verdict.reasons?.length > 0 ? fact('Because', verdict.reasons.join('; ')) : []),
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

// What can happen next, each as a form: its payload can be chosen, and sending it takes the move.
/** @import { CallEvent } from '../../../../machines/call.ts' */
/** @import { Verdict } from '../../../../machines/verdict.ts' */
/** @import { Move } from '../../../../machines/simulation/move.ts' */
/** @import { Possible } from '../../../../machines/simulation/possible.ts' */
/** @import { Child } from './elements.js' */
import { DIAL_OUTCOMES, OWNER_CHOICES } from './machines/call.ts'
import { KNOWLEDGE } from './machines/knowledge-examples.ts'
import { EXAMPLES } from './machines/simulation/way-to.ts'
import { CALL_KINDS } from './machines/verdict.ts'
import { CHOICES, DIALS } from './server/words/call-words.ts'
import { element } from './elements.js'
import { kindName } from './in-words.js'
import { messageOf, notify } from './page.js'

/**
 * @typedef {object} Deeds
 * @property {(move: Move) => void} take
 * @property {(event: Event) => void} askScreener takes the verdict of this server's screener
 * @property {number} dial the number of the call's latest dial
 */

/**
 * Of `Possible`: the name under which a line of the chart finds its form.
 * @param {Possible} possible
 */
export function moveName(possible) {
  return possible.kind === 'event' ? possible.type : `${possible.kind} ${possible.port}`
}

/**
 * @param {Possible} possible
 * @param {Deeds} deeds
 */
export function moveForm(possible, deeds) {
  const made =
    possible.kind === 'event'
      ? eventForm(possible.type, deeds)
      : possible.kind === 'answer'
        ? answerForm(possible.port, deeds)
        : faultForm(possible.port, deeds)
  made.dataset.move = moveName(possible)
  return made
}

/**
 * @param {Extract<Possible, { kind: 'event' }>['type']} type
 * @param {Deeds} deeds
 */
function eventForm(type, { take, dial }) {
  /** @param {CallEvent} payload */
  const happen = (payload) => take({ kind: 'event', payload })
  switch (type) {
    case 'call.arrived':
      return arrivalForm(happen)
    case 'caller.spoke': {
      const words = field(
        'Words',
        element('input', {
          name: 'text',
          maxlength: '4000',
          required: true,
          placeholder: 'What the caller says…',
          autocomplete: 'off',
        }),
      )
      return form('The caller speaks', [words], 'Say it', (data) =>
        happen({ type, text: textOf(data, 'text') }),
      )
    }
    case 'dial.ended':
      return choices(
        'The dial ends',
        DIAL_OUTCOMES.map((outcome) => [DIALS[outcome].deed, () => happen({ type, outcome })]),
      )
    case 'owner.answered':
    case 'owner.accepted':
      return choices(null, [[OWNERS_LEG[type], () => happen({ type, dial })]])
    case 'owner.declined':
      return choices('Whoever answered at yours declines', [
        ['Goodbye', () => happen({ type, dial, wish: 'goodbye' })],
        ['A message, please', () => happen({ type, dial, wish: 'message' })],
      ])
    case 'owner.decided':
      return decisionForm(happen)
    default:
      return choices(null, [[PLAIN_EVENTS[type], () => happen({ type })]])
  }
}

const OWNERS_LEG = {
  'owner.answered': 'Somebody answers at yours, and hears who calls',
  'owner.accepted': 'Whoever answered wants to talk',
}

/** @param {(event: CallEvent) => void} happen */
function decisionForm(happen) {
  const choice = element(
    'select',
    { name: 'choice' },
    ...OWNER_CHOICES.map((value) => element('option', { value }, CHOICES[value])),
  )
  const words = field(
    'A sentence for the caller',
    element('input', { name: 'words', maxlength: '280', placeholder: 'Only for Say it' }),
  )
  return form('You decide', [field('Choice', choice), words], 'Decide', (data) => {
    const chosen = /** @type {keyof typeof CHOICES} */ (choice.value)
    const said = textOf(data, 'words').trim()
    happen({
      type: 'owner.decided',
      choice: chosen,
      ...(chosen === 'say' && { words: said }),
    })
  })
}

const PLAIN_EVENTS = {
  'caller.silent': 'The caller stays silent',
  'hold.ended': 'Still thinking: the line comes back to ask',
  'answer.lost': 'The line could not use the answer',
  'call.ended': 'The caller hangs up',
}

/** @param {(event: CallEvent) => void} happen */
function arrivalForm(happen) {
  const number = field(
    'From',
    element('input', { name: 'from', type: 'tel', value: '+14155550123', maxlength: '40' }),
  )
  const attestation = field(
    'The number is',
    element(
      'select',
      { name: 'attestation' },
      ...[
        ['none', 'vouched for by nobody'],
        ['a', 'the caller’s own (A)'],
        ['b', 'a customer’s (B)'],
        ['c', 'from elsewhere (C)'],
        ['failed', 'forged'],
        ['withheld', 'withheld'],
      ].map(([value, text]) => element('option', { value }, text)),
    ),
  )
  return form('A call arrives', [number, attestation], 'Ring', (data) => {
    const chosen = textOf(data, 'attestation')
    const withheld = chosen === 'withheld'
    const from = withheld ? 'anonymous' : textOf(data, 'from').replaceAll(/[^+\d]/g, '')
    happen({
      type: 'call.arrived',
      callSid: `CA${'0'.repeat(31)}1`,
      from,
      caller: withheld || !/^\+\d{6,15}$/.test(from) ? null : from,
      withheld,
      called: '+14155550100',
      forwardedFrom: null,
      attestation: /** @type {'none'} */ (withheld ? 'none' : chosen),
    })
  })
}

/**
 * @param {string} port
 * @param {Deeds} deeds
 */
function answerForm(port, { take, askScreener }) {
  /** @param {unknown} output */
  const answer = (output) => take({ kind: 'answer', payload: { port, output } })
  switch (port) {
    case 'findOpenDial':
      return choices('Is it our own dial coming back?', [
        ['No', () => answer(false)],
        ['Yes', () => answer(true)],
      ])
    case 'knowCaller':
      return withChoices(
        form(
          'Who is it?',
          [
            field(
              'Name',
              element('input', {
                name: 'name',
                value: KNOWLEDGE.contact.contact.name,
                maxlength: '200',
                required: true,
              }),
            ),
          ],
          'A contact',
          (data) => {
            const { contact } = KNOWLEDGE.contact
            answer({ ...KNOWLEDGE.contact, contact: { ...contact, name: textOf(data, 'name') } })
          },
        ),
        [
          ['Nobody known', () => answer(KNOWLEDGE.stranger)],
          ['Blocked', () => answer(KNOWLEDGE.blocked)],
          ['Let through by a pass', () => answer(KNOWLEDGE['let through'])],
          ['Expected', () => answer(KNOWLEDGE.expected)],
          ['Known from before', () => answer(KNOWLEDGE.known)],
          ['Calling again', () => answer(KNOWLEDGE['calling again'])],
          ['Doubtful', () => answer(KNOWLEDGE.doubtful)],
        ],
      )
    case 'screen':
      return withChoices(verdictForm(answer), [['Ask this server’s screener', askScreener]])
    default:
      return form(
        `${port} answers`,
        [field('In JSON', element('textarea', { name: 'output', rows: '3' }, 'null'))],
        'Answer',
        (data) => {
          try {
            answer(JSON.parse(textOf(data, 'output')))
          } catch (error) {
            notify(`That is no JSON: ${messageOf(error)}`, 'bad')
          }
        },
      )
  }
}

/** @param {(output: Verdict) => void} answer */
function verdictForm(answer) {
  const decision = element(
    'select',
    { name: 'decision' },
    ...Object.keys(EXAMPLES).map((value) => element('option', { value }, value)),
  )
  const kind = element(
    'select',
    { name: 'kind' },
    ...CALL_KINDS.map((value) =>
      element('option', { value, selected: value === EXAMPLES.transfer.kind }, kindName(value)),
    ),
  )
  const reply = element('input', {
    name: 'reply',
    value: EXAMPLES.transfer.reply,
    maxlength: '1000',
  })
  decision.addEventListener('change', () => {
    const example = EXAMPLES[/** @type {keyof typeof EXAMPLES} */ (decision.value)]
    kind.value = example.kind
    reply.value = example.reply
  })
  return form(
    'The screener’s verdict',
    [field('Decision', decision), field('Kind of call', kind), field('Says', reply)],
    'Give this verdict',
    () =>
      answer({
        ...EXAMPLES[/** @type {keyof typeof EXAMPLES} */ (decision.value)],
        kind: /** @type {Verdict['kind']} */ (kind.value),
        reply: reply.value,
      }),
  )
}

/**
 * @param {string} port
 * @param {Deeds} deeds
 */
function faultForm(port, { take }) {
  return choices(null, [
    [`${port} fails`, () => take({ kind: 'fault', payload: { port, error: 'out of order' } })],
  ])
}

/**
 * @param {string} name
 * @param {Child[]} fields
 * @param {string} deed
 * @param {(data: FormData) => void} sent
 */
function form(name, fields, deed, sent) {
  const made = element(
    'form.move',
    { autocomplete: 'off' },
    element(
      'fieldset',
      {},
      element('legend', {}, name),
      ...fields,
      element('div.row', {}, element('button.primary', { type: 'submit' }, deed)),
    ),
  )
  made.addEventListener('submit', (event) => {
    event.preventDefault()
    sent(new FormData(made))
  })
  return made
}

/**
 * @param {string | null} name
 * @param {[text: string, act: (event: Event) => void][]} buttons
 */
function choices(name, buttons) {
  const row = element('div.row', {}, ...buttons.map(button))
  const content = name === null ? row : element('fieldset', {}, element('legend', {}, name), row)
  return element('form.move', {}, content)
}

/**
 * @param {HTMLFormElement} made
 * @param {[text: string, act: (event: Event) => void][]} buttons
 */
function withChoices(made, buttons) {
  made.querySelector('.row')?.append(...buttons.map(button))
  return made
}

/** @param {[text: string, act: (event: Event) => void]} choice */
function button([text, act]) {
  return element('button', { type: 'button', onclick: act }, text)
}

/**
 * @param {string} name
 * @param {HTMLElement} input
 */
function field(name, input) {
  return element('label.field', {}, name, input)
}

/**
 * @param {FormData} data
 * @param {string} name
 */
function textOf(data, name) {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}

// The Phone: the owner is the caller. Every act is a request; what it answers with is the whole call as it stands.

/** @import { Verdict } from '../../../../machines/verdict.ts' */
/** @import { PhoneCallJson } from './answers.ts' */
/** @import { VoiceState } from './phone-voice.js' */
import { ask, attempt, watchCalls } from './page.js'
import { element, find, findAll, the } from './elements.js'
import { duration, kindName, phoneNumber } from './in-words.js'
import { chartId, light } from './flow-chart.js'
import { showSteps } from './phone-steps.js'
import { createDeciding } from './call-deciding.js'
import { createMistakes } from './mistakes.js'
import { createVoice } from './phone-voice.js'

const rest = the('form#rest')
const line = the('#line')
const words = the('input#words')
const talk = the('#talk')
const aloud = the('input#aloud')
const contact = the('select#contact')

/** @type {PhoneCallJson | null} */
let call = null
/** @type {string | undefined} one of the buttons that ask who calls */
let who
/**
 * The act under way; the caller may still hang up.
 * @type {object | null}
 */
let acting = null
let heard = 0
const showDeciding = createDeciding(showMoved)
const voice = createVoice({
  language: the('#phone-page').dataset.language ?? '',
  said: (text) => void act('say', { text }, text),
  silent: () => void act('silence', {}),
  changed: showVoice,
})

// Before a call

for (const button of findAll('[data-who]', rest))
  button.addEventListener('click', () => choose(button.dataset.who))

/** @param {string | undefined} kind */
function choose(kind) {
  who = kind
  for (const button of findAll('[data-who]', rest))
    button.setAttribute('aria-pressed', String(button.dataset.who === kind))
  for (const part of findAll('[data-for]', rest)) part.hidden = part.dataset.for !== kind
  if (kind === 'contact') void attempt(listContacts)
}

async function listContacts() {
  const { exceptions } = await ask('exceptions?limit=500')
  const chosen = contact.value
  contact.replaceChildren(
    ...exceptions.map(({ phone_number: number, contact_name: name, category }) =>
      element('option', { value: number }, `${name} · ${category}`),
    ),
  )
  if (exceptions.some((one) => one.phone_number === chosen)) contact.value = chosen
  contact.hidden = exceptions.length === 0
  the('#no-contacts').hidden = exceptions.length > 0
}

function caller() {
  if (who === 'withheld') return 'anonymous'
  return who === 'contact' ? contact.value : the('input#number').value
}

const mistakes = createMistakes(rest, { from: the('input#number'), to: the('input#called') })

rest.addEventListener('submit', (event) => {
  event.preventDefault()
  if (who !== 'contact' || contact.value) void ring()
})

async function ring() {
  const to = the('input#called').value.trim() || find('select#line-called')?.value
  const attestation = the('select#attestation').value
  const json = { from: caller(), attestation, ...(to && { to }) }
  heard = 0
  mistakes.clear()
  /** @type {unknown} */
  let refused = null
  await during(() => ask('console/phone/calls', { method: 'POST', json }), {
    tell: (error) => (refused = error),
  })
  // The form is there again only now.
  if (refused !== null) mistakes.tellOf(refused)
}

// During a call

the('#saying').addEventListener('submit', (event) => {
  event.preventDefault()
  const text = words.value.trim()
  if (!text || acting || call?.waits_for !== 'caller') return
  words.value = ''
  void act('say', { text }, text)
})
the('#silence').addEventListener('click', () => void act('silence', {}))
the('#hang-up').addEventListener('click', () => void act('hang-up', {}))
for (const button of findAll('#dial button'))
  button.addEventListener('click', () => {
    const { outcome, deed, key } = button.dataset
    if (deed) void act('owner', { deed, ...(key && { key }) })
    else void act('dial', { outcome })
  })
the('#again').addEventListener('click', () => {
  call = null
  history.replaceState(null, '', location.pathname)
  show()
  the('.ring').focus()
})
the('#talk-now').addEventListener('click', () => voice.toggle(call?.waits_for === 'caller'))
aloud.addEventListener('change', () => voice.speakAloud(aloud.checked))

/**
 * @param {'say' | 'silence' | 'dial' | 'owner' | 'hang-up'} name
 * @param {object} json
 * @param {string} [saying]
 */
async function act(name, json, saying) {
  voice.stop()
  if (!call) return
  const { call_sid: sid } = call
  await during(() => ask(`console/phone/calls/${sid}/${name}`, { method: 'POST', json }), {
    saying,
  })
}

/**
 * While the server is thinking, what it says meanwhile is shown too.
 * @param {() => Promise<PhoneCallJson>} work
 * @param {{ saying?: string | undefined, tell?: (error: unknown) => void }} [how]
 */
async function during(work, { saying, tell } = {}) {
  const mine = {}
  acting = mine
  show(saying)
  const waiting = setInterval(() => void refresh(mine, saying), 1_000)
  const worked = await attempt(async () => {
    const answer = await work()
    // Whoever hung up meanwhile has the later answer.
    if (acting === mine) call = answer
  }, tell)
  clearInterval(waiting)
  if (acting !== mine) return
  acting = null
  const stuck = worked ? null : call
  if (stuck) await attempt(async () => void (call = await load(stuck.call_sid)))
  if (call) history.replaceState(null, '', `#${call.call_sid}`)
  show()
  focusNext()
  hear()
}

/**
 * @param {object} mine
 * @param {string} [saying]
 */
async function refresh(mine, saying) {
  const before = call
  if (!before || acting !== mine) return
  try {
    const now = await load(before.call_sid)
    if (acting !== mine) return
    const isIn = now.turns.length > before.turns.length
    call = now
    show(isIn ? undefined : saying)
  } catch {
    // The act itself tells of it.
  }
}

/** @param {string} sid */
const load = (sid) => ask(`console/phone/calls/${sid}`)

/** Whether a look at the call is under way, and whether another is wanted after it. */
const looks = { going: false, again: false }

/** What the owner decides elsewhere moves the call: it is shown as it stands. */
async function showMoved() {
  looks.again = true
  if (looks.going) return
  looks.going = true
  try {
    while (looks.again) {
      looks.again = false
      await lookAgain()
    }
  } finally {
    looks.going = false
  }
}

async function lookAgain() {
  const before = call
  if (!before || acting || before.end_time) return
  const now = await load(before.call_sid)
  if (acting || call !== before || JSON.stringify(now) === JSON.stringify(before)) return
  call = now
  show()
  hear()
}

watchCalls(
  ({ call_sid: sid }) => {
    if (sid === call?.call_sid) void showMoved().catch(() => {})
  },
  { ready: () => void showMoved().catch(() => {}) },
)

/** What has been said since, aloud; then it is the caller's turn. */
function hear() {
  const turns = call?.turns ?? []
  const texts = turns.slice(heard).filter((one) => one.speaker === 'concierge')
  heard = turns.length
  void voice.hear(
    texts.map(({ text }) => text),
    call?.waits_for === 'caller',
  )
}

function focusNext() {
  if (call?.waits_for === 'caller') words.focus({ preventScroll: true })
  else if (call?.waits_for === 'dial')
    findAll('#dial button')
      .find((button) => !button.closest('[hidden]'))
      ?.focus({ preventScroll: true })
  else if (call) the('#again').focus({ preventScroll: true })
}

// What there is to see

/** @param {string} [saying] what is on its way to the server */
function show(saying) {
  const ringing = acting !== null && call === null
  rest.hidden = call !== null || ringing
  line.hidden = !rest.hidden
  line.classList.toggle('thinking', acting !== null)
  line.classList.toggle('over', Boolean(call?.end_time))
  const isOver = call?.end_time !== null && call !== null
  const waits = call?.waits_for ?? null
  the('#who').textContent = call
    ? (call.contact_name ?? phoneNumber(call.caller))
    : phoneNumber(caller())
  the('#status').textContent = statusOf(isOver, waits)
  showTalk(saying)
  the('#saying').hidden = waits !== 'caller'
  the('#dial').hidden = waits !== 'dial'
  showOwner()
  for (const button of findAll('#saying button, #dial button, button#silence', line))
    button.disabled = acting !== null
  the('#silence').hidden = waits !== 'caller'
  the('#hang-up').hidden = isOver
  the('button#hang-up').disabled = call === null
  the('#again').hidden = !isOver
  the('#review').hidden = !isOver
  if (call) the('a#review').href = `calls/${call.call_sid}`
  // What cannot be decided is no trouble of the call.
  void showDeciding(call).catch(() => {})
  showVerdict()
  showWay(call?.steps ?? [])
  showSteps(call, (index) => showWay(call?.steps.slice(0, index + 1) ?? []))
  showTime()
}

/**
 * @param {boolean} isOver
 * @param {PhoneCallJson['waits_for']} waits
 */
function statusOf(isOver, waits) {
  if (!call) return 'Ringing…'
  if (isOver) return 'Call over'
  if (waits === 'dial') return 'Calling the owner'
  return acting ? 'The concierge is thinking' : 'Your turn'
}

/** The owner's handset: what is said into it, and what may be done there. */
function showOwner() {
  const owner = call?.owner ?? null
  const state = owner?.state ?? 'ringing'
  the('#owner-state').textContent = OWNER_STATES[state]
  the('#owner-heard').replaceChildren(
    ...(owner?.heard ?? []).map((text) => element('li', {}, text)),
  )
  const shown = {
    ringing: state === 'ringing',
    announced: state === 'ringing' && owner?.announced === true,
    asked: state === 'asked',
    answered: state !== 'ringing',
  }
  for (const row of findAll('[data-owner]', line))
    row.hidden = !shown[/** @type {keyof typeof shown} */ (row.dataset.owner)]
}

const OWNER_STATES = {
  ringing: "The owner's phone rings",
  asked: 'The owner is told who calls',
  talking: 'The owner talks to the caller',
}

/** @param {string} [saying] */
function showTalk(saying) {
  const turns = call?.turns ?? []
  const bubbles = turns.map(({ speaker, text, latency_ms: ms }) =>
    element(
      `li.${speaker}`,
      {},
      element('span.unseen', {}, speaker === 'caller' ? 'You: ' : 'Concierge: '),
      element('p', {}, text),
      ms === null
        ? null
        : element('small.number', {}, `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`),
    ),
  )
  if (saying) bubbles.push(element('li.caller', {}, element('p', {}, saying)))
  if (acting)
    bubbles.push(
      element('li.concierge.dots', {}, element('p', { 'aria-hidden': 'true' }, ...dots())),
    )
  talk.replaceChildren(...bubbles)
  talk.scrollTop = talk.scrollHeight
}

const dots = () => [1, 2, 3].map(() => element('i'))

function showVerdict() {
  const verdict = call?.verdict
  const box = the('#verdict')
  box.hidden = !verdict
  if (!verdict) return
  const [name, badge] = VERDICTS[verdict.decision]
  box.replaceChildren(
    element(
      'p.row',
      {},
      element('span.small.muted', {}, 'Verdict'),
      element(`span.badge${badge}`, {}, name),
      element('span.small', {}, `${kindName(verdict.kind)}, says ${verdict.screener}`),
    ),
    verdict.reasons?.length ? element('p.small.muted', {}, verdict.reasons.join('; ')) : '',
  )
}

/** @type {Record<Verdict['decision'], [name: string, badge: string]>} */
const VERDICTS = {
  transfer: ['Put through', '.good'],
  ask: ['Ask on', '.accent'],
  end: ['End', ''],
}

/**
 * On the chart of the flow that the call runs, the way it took so far.
 * @param {PhoneCallJson['steps']} steps
 */
function showWay(steps) {
  const name = call && `${call.flow} ${call.flow_version}`
  for (const figure of findAll('#charts figure')) {
    if (name) figure.hidden = figure.dataset.flow !== name
    if (figure.hidden) continue
    const states = steps.flatMap((step) => step.states)
    const last = steps.at(-1)
    if (last && last.states.length === 0 && last.state) states.push(chartId(last.state))
    const edges = steps.flatMap((step) => step.edges)
    light(the('.flow-scroll svg', figure), { states, edges, latest: last?.edges })
  }
  const state = steps.findLast((step) => step.state !== null)?.state
  the('#state').hidden = !state
  the('#state').textContent = state ?? ''
}

function showTime() {
  const until = call?.end_time ? Date.parse(call.end_time) : Date.now()
  the('#timer').textContent = call ? duration((until - Date.parse(call.start_time)) / 1000) : ''
}
setInterval(showTime, 1_000)

/** @param {VoiceState} state */
function showVoice({ canHear, canSpeak, isTalking, isListening }) {
  the('#talk-now').hidden = !canHear
  the('#talk-now').setAttribute('aria-pressed', String(isTalking))
  the('#talk-now').classList.toggle('listening', isListening)
  the('#aloud-choice').hidden = !canSpeak
  words.placeholder = isListening ? 'Listening…' : 'Say something…'
}

choose('stranger')
voice.begin()
const [, known] = /^#(CA[0-9a-f]{32})$/.exec(location.hash) ?? []
if (known)
  void attempt(async () => {
    call = await load(known)
    heard = call.turns.length
    show()
    focusNext()
  })

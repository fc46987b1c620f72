// The Phone: the owner is the caller. Every act is a request; what it answers with is the whole call as it stands.

import { ask, attempt, duration, element, find, kindName, phoneNumber } from './page.js'
import { chartId, light } from './flow-chart.js'
import { showSteps } from './phone-steps.js'
import { createVoice } from './phone-voice.js'

const page = find('#phone-page')
const rest = find('#rest')
const line = find('#line')
const words = find('#words')
const talk = find('#talk')

let call = null
let who = 'stranger'
/** The act under way; the caller may still hang up. */
let acting = null
let heard = 0
const voice = createVoice({
  language: page.dataset.language,
  said: (text) => void act('say', { text }, text),
  silent: () => void act('silence', {}),
  changed: showVoice,
})

// Before a call

for (const button of rest.querySelectorAll('[data-who]'))
  button.addEventListener('click', () => choose(button.dataset.who))

function choose(kind) {
  who = kind
  for (const button of rest.querySelectorAll('[data-who]'))
    button.setAttribute('aria-pressed', String(button.dataset.who === kind))
  for (const part of rest.querySelectorAll('[data-for]')) part.hidden = part.dataset.for !== kind
  if (kind === 'contact') void attempt(listContacts)
}

async function listContacts() {
  const { exceptions } = await ask('exceptions?limit=500')
  const list = find('#contact')
  const chosen = list.value
  list.replaceChildren(
    ...exceptions.map(({ phone_number: number, contact_name: name, category }) =>
      element('option', { value: number }, `${name} · ${category}`),
    ),
  )
  if (exceptions.some((one) => one.phone_number === chosen)) list.value = chosen
  list.hidden = exceptions.length === 0
  find('#no-contacts').hidden = exceptions.length > 0
}

function caller() {
  if (who === 'withheld') return 'anonymous'
  return who === 'contact' ? find('#contact').value : find('#number').value
}

rest.addEventListener('submit', (event) => {
  event.preventDefault()
  if (who === 'contact' && !find('#contact').value) return
  const to = find('#called').value.trim()
  const attestation = find('#attestation').value
  heard = 0
  void during(() =>
    ask('console/phone/calls', {
      method: 'POST',
      json: { from: caller(), attestation, ...(to && { to }) },
    }),
  )
})

// During a call

find('#saying').addEventListener('submit', (event) => {
  event.preventDefault()
  const text = words.value.trim()
  if (!text || acting || call?.waits_for !== 'caller') return
  words.value = ''
  void act('say', { text }, text)
})
find('#silence').addEventListener('click', () => void act('silence', {}))
find('#hang-up').addEventListener('click', () => void act('hang-up', {}))
for (const button of find('#dial').querySelectorAll('[data-outcome]'))
  button.addEventListener('click', () => void act('dial', { outcome: button.dataset.outcome }))
find('#again').addEventListener('click', () => {
  call = null
  history.replaceState(null, '', location.pathname)
  show()
  find('.ring').focus()
})
find('#talk-now').addEventListener('click', () => voice.toggle(call?.waits_for === 'caller'))
find('#aloud').addEventListener('change', (event) => voice.speakAloud(event.target.checked))

async function act(name, json, text) {
  voice.stop()
  const path = `console/phone/calls/${call.call_sid}/${name}`
  await during(() => ask(path, { method: 'POST', json }), text)
}

/** While the server is thinking, what it says meanwhile is shown too. */
async function during(work, saying) {
  const mine = {}
  acting = mine
  show(saying)
  const waiting = setInterval(() => void refresh(mine, saying), 1_000)
  const worked = await attempt(async () => {
    const answer = await work()
    // Whoever hung up meanwhile has the later answer.
    if (acting === mine) call = answer
  })
  clearInterval(waiting)
  if (acting !== mine) return
  acting = null
  if (!worked && call) await attempt(async () => void (call = await load(call.call_sid)))
  if (call) history.replaceState(null, '', `#${call.call_sid}`)
  show()
  focusNext()
  hear()
}

async function refresh(mine, saying) {
  if (!call || acting !== mine) return
  try {
    const now = await load(call.call_sid)
    if (acting !== mine) return
    const isIn = now.turns.length > call.turns.length
    call = now
    show(isIn ? undefined : saying)
  } catch {
    // The act itself tells of it.
  }
}

const load = (sid) => ask(`console/phone/calls/${sid}`)

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
  else if (call?.waits_for === 'dial') find('#dial button').focus({ preventScroll: true })
  else if (call) find('#again').focus({ preventScroll: true })
}

// What there is to see

function show(saying) {
  const ringing = acting !== null && call === null
  rest.hidden = call !== null || ringing
  line.hidden = !rest.hidden
  line.classList.toggle('thinking', acting !== null)
  line.classList.toggle('over', Boolean(call?.end_time))
  const isOver = call?.end_time !== null && call !== null
  const waits = call?.waits_for ?? null
  find('#who').textContent = call
    ? (call.contact_name ?? phoneNumber(call.caller))
    : phoneNumber(caller())
  find('#status').textContent = statusOf(isOver, waits)
  showTalk(saying)
  find('#saying').hidden = waits !== 'caller'
  find('#dial').hidden = waits !== 'dial'
  for (const button of line.querySelectorAll('#saying button, #dial button, #silence'))
    button.disabled = acting !== null
  find('#silence').hidden = waits !== 'caller'
  find('#hang-up').hidden = isOver
  find('#hang-up').disabled = call === null
  find('#again').hidden = !isOver
  find('#review').hidden = !isOver
  if (call) find('#review').href = `calls/${call.call_sid}`
  showVerdict()
  showWay(call?.steps ?? [])
  showSteps(call, (index) => showWay(call.steps.slice(0, index + 1)))
  showTime()
}

function statusOf(isOver, waits) {
  if (!call) return 'Ringing…'
  if (isOver) return 'Call over'
  if (waits === 'dial') return 'Calling the owner'
  return acting ? 'The concierge is thinking' : 'Your turn'
}

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
  const box = find('#verdict')
  box.hidden = !verdict
  if (!verdict) return
  const [name, kind] = VERDICTS[verdict.decision] ?? [verdict.decision, '']
  box.replaceChildren(
    element(
      'p.row',
      {},
      element('span.small.muted', {}, 'Verdict'),
      element(`span.badge${kind && `.${kind}`}`, {}, name),
      element('span.small', {}, `${kindName(verdict.kind)}, says ${verdict.screener}`),
    ),
    verdict.reasons?.length ? element('p.small.muted', {}, verdict.reasons.join('; ')) : '',
  )
}

const VERDICTS = {
  transfer: ['Put through', 'good'],
  ask: ['Ask on', 'accent'],
  end: ['End', ''],
}

/** On the chart of the flow that the call runs, the way it took so far. */
function showWay(steps) {
  const name = call && `${call.flow} ${call.flow_version}`
  for (const figure of document.querySelectorAll('#charts figure')) {
    if (name) figure.hidden = figure.dataset.flow !== name
    if (figure.hidden) continue
    const way = steps.flatMap(({ states }) => states)
    const last = steps.at(-1)
    if (last && last.states.length === 0 && last.state) way.push(chartId(last.state))
    light(find('svg', figure), way)
  }
  const state = steps.findLast((step) => step.state !== null)?.state
  find('#state').hidden = !state
  find('#state').textContent = state ?? ''
}

function showTime() {
  const until = call?.end_time ? Date.parse(call.end_time) : Date.now()
  const seconds = call && (until - Date.parse(call.start_time)) / 1000
  find('#timer').textContent = call ? duration(seconds) : ''
}
setInterval(showTime, 1_000)

function showVoice({ canHear, canSpeak, isTalking, isListening }) {
  find('#talk-now').hidden = !canHear
  find('#talk-now').setAttribute('aria-pressed', String(isTalking))
  find('#talk-now').classList.toggle('listening', isListening)
  find('#aloud-choice').hidden = !canSpeak
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

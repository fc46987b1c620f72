// The Phone: the owner is the caller. Every act is a request; what it answers with is the whole call as it stands.

/** @import { PhoneCallJson } from './answers.ts' */
import { ask, attempt, watchCalls } from './page.js'
import { find, findAll, the } from './elements.js'
import { duration, phoneNumber } from './in-words.js'
import { createCallerChoice, lineChosen } from './phone-rest.js'
import { createComingWords } from './coming-words.js'
import { showOwner, showVerdict, showWay } from './phone-shown.js'
import { bubblesOf, showVoice, statusOf } from './phone-talk.js'
import { showSteps } from './phone-steps.js'
import { createDeciding } from './call-deciding.js'
import { createMistakes } from './mistakes.js'
import { oneByOne } from './one-by-one.js'
import { createVoice } from './phone-voice.js'

const rest = the('form#rest')
const line = the('#line')
const words = the('input#words')
const talk = the('#talk')
const aloud = the('input#aloud')
const caller = createCallerChoice(rest)
const mistakes = createMistakes(rest, { from: the('input#number'), to: the('input#called') })

/** @type {PhoneCallJson | null} */
let call = null
/**
 * The act under way; the caller may still hang up.
 * @type {object | null}
 */
let acting = null
/** Whether it is one that the concierge answers in words. */
let isTalk = false
let heard = 0
/** What is being said of an answer that streams. */
const coming = createComingWords(talk)
const showDeciding = createDeciding(() => showMoved())
const voice = createVoice({
  language: the('#phone-page').dataset.language ?? '',
  mayCutIn: isStreamed,
  said: (text, heardWords) => void say(text, heardWords),
  silent: () => void act('silence', {}),
  changed: showVoice,
})

// Before a call

rest.addEventListener('submit', (event) => {
  event.preventDefault()
  if (caller.isChosen()) void ring()
})

async function ring() {
  const to = the('input#called').value.trim() || find('select#line-called')?.value
  const attestation = the('select#attestation').value
  const json = { from: caller.number(), attestation, line: lineChosen(), ...(to && { to }) }
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
  if (!text || !mayTalk()) return
  words.value = ''
  void say(text, coming.heardWords())
})
the('#cut-in').addEventListener('click', () => {
  const heardWords = coming.heardWords()
  words.focus()
  if (heardWords !== undefined) void act('cut-in', { heard_words: heardWords })
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

function isStreamed() {
  return call?.line === 'relay'
}

/** Over a socket the caller may talk while an answer comes. */
function mayTalk() {
  if (!call || call.end_time) return false
  return acting ? isStreamed() && isTalk : call.waits_for === 'caller'
}

/**
 * @param {string} text
 * @param {number} [heardWords] of what is being said by then
 */
function say(text, heardWords) {
  return act('say', { text, ...(heardWords !== undefined && { heard_words: heardWords }) }, text)
}

/**
 * @param {'say' | 'cut-in' | 'silence' | 'dial' | 'owner' | 'hang-up'} name
 * @param {object} json
 * @param {string} [saying]
 */
async function act(name, json, saying) {
  voice.stop()
  if (!call) return
  isTalk = name === 'say' || name === 'cut-in' || name === 'silence'
  coming.clear()
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
  coming.clear()
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

/** What the owner decides elsewhere moves the call: it is shown as it stands. */
const showMoved = oneByOne(lookAgain)

async function lookAgain() {
  const before = call
  if (!before || acting || before.end_time) return
  const now = await load(before.call_sid)
  if (acting || call !== before || JSON.stringify(now) === JSON.stringify(before)) return
  call = now
  show()
  hear()
}

const watching = watchCalls(
  ({ call_sid: sid }) => {
    if (sid === call?.call_sid) void showMoved().catch(() => {})
  },
  {
    ready: () => void showMoved().catch(() => {}),
    said(spoken) {
      // Once the answer is there it is in the conversation, and what comes late of it is not shown again.
      if (!acting || spoken.speaker === 'caller') return
      coming.hear(spoken)
      showTalking()
    },
  },
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
    : phoneNumber(caller.number())
  the('#status').textContent = statusOf(call, acting !== null)
  showTalk(saying)
  the('#saying').hidden = waits !== 'caller' && !mayTalk()
  watching.follow(isStreamed() && !isOver ? (call?.call_sid ?? null) : null)
  the('#dial').hidden = waits !== 'dial'
  showOwner(call)
  for (const button of findAll('#saying button, #dial button, button#silence', line))
    button.disabled = acting !== null && !(mayTalk() && button.closest('#saying'))
  the('#silence').hidden = waits !== 'caller'
  the('#hang-up').hidden = isOver
  the('button#hang-up').disabled = call === null
  the('#again').hidden = !isOver
  the('#review').hidden = !isOver
  if (call) the('a#review').href = `calls/${call.call_sid}`
  // What cannot be decided is no trouble of the call.
  void showDeciding(call).catch(() => {})
  showVerdict(call)
  showWay(call, call?.steps ?? [])
  showSteps(call, (index) => showWay(call, call?.steps.slice(0, index + 1) ?? []))
  showTime()
}

/** @param {string} [saying] */
function showTalk(saying) {
  const turns = call?.turns ?? []
  const isThinking = acting !== null && coming.heardWords() === undefined
  talk.replaceChildren(...bubblesOf(turns, { saying, isThinking }))
  coming.drawn(turns.length)
  talk.scrollTop = talk.scrollHeight
  showTalking()
}

/** Whether there is something to cut in on. */
function showTalking() {
  const isSpeaking = mayTalk() && coming.heardWords() !== undefined
  the('#cut-in').hidden = !isSpeaking
  if (isSpeaking) find('.dots', talk)?.remove()
}

function showTime() {
  const until = call?.end_time ? Date.parse(call.end_time) : Date.now()
  the('#timer').textContent = call ? duration((until - Date.parse(call.start_time)) / 1000) : ''
}
setInterval(showTime, 1_000)

caller.choose('stranger')
voice.begin()
const [, known] = /^#(CA[0-9a-f]{32})$/.exec(location.hash) ?? []
if (known)
  void attempt(async () => {
    call = await load(known)
    heard = call.turns.length
    show()
    focusNext()
  })

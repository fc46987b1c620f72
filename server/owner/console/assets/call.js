// One call: loaded, stepped through, and watched while it goes on.
/** @import { CallStep, CallSteps, Conversation } from './answers.ts' */
import { queryOfLine } from './line-choice.js'
import { ask, attempt, notify, watchCalls } from './page.js'
import { find, findAll, isAt, letDialogsClose, the } from './elements.js'
import { showFacts } from './call-facts.js'
import { showRules } from './call-rules.js'
import { createDeciding } from './call-deciding.js'
import { createComingWords } from './coming-words.js'
import { showChat } from './call-chat.js'
import { showJournal } from './call-journal.js'
import { showStep } from './call-step.js'
import { createMistakes } from './mistakes.js'
import { light } from './flow-chart.js'

const sid = the('#call').dataset.sid ?? ''
const slider = the('input#step')
const talk = the('#talk')
const chart = find('#chart .flow-scroll svg')
const exception = the('dialog#exception')
const mistakes = createMistakes(the('form', exception), {
  contact_name: the('input#exception-name'),
  category: the('input#exception-category'),
})
const exporting = the('dialog#exporting')
const erasing = the('dialog#erasing')
const coming = createComingWords(talk)
const showDeciding = createDeciding(load)

/** @type {Conversation | null} */
let call = null
/** @type {CallStep[]} */
let steps = []
/** @type {Pick<CallSteps, 'result' | 'differences'>} */
let replay = { result: 'empty', differences: [] }

async function load() {
  const [conversation, replayed] = await Promise.all([
    ask(`conversations/${sid}?include=journal`),
    ask(`console/calls/${sid}/steps`),
  ])
  const isFirst = call === null
  call = conversation
  replay = replayed
  steps = replayed.steps
  // Only now: somebody may have stepped back meanwhile.
  const wasAtEnd = slider.value === slider.max
  slider.max = String(Math.max(0, steps.length - 1))
  if (wasAtEnd) slider.value = slider.max
  // What is over is looked at for why it went so.
  const decided = steps.findIndex(({ decision }) => decision !== null)
  if (isFirst && call.end_time !== null && decided >= 0) slider.value = String(decided)
  slider.disabled = steps.length < 2
  showFacts(call)
  showRules(call)
  await showDeciding(call)
  showChat(talk, call, steps, goTo)
  coming.drawn(call.turns.length)
  if (call.end_time !== null) coming.clear()
  watching.follow(call.end_time === null ? sid : null)
  showJournal(the('#journal'), call.journal ?? [])
  show()
}

function show() {
  if (!call) return
  const index = Number(slider.value)
  const step = steps[index] ?? null
  const words = step ? `Step ${index + 1} of ${steps.length}: ${step.state}` : 'No steps'
  slider.setAttribute('aria-valuetext', words)
  the('#at').textContent = step ? `${index + 1} / ${steps.length}` : ''
  the('button#back').disabled = index === 0
  the('button#on').disabled = index >= steps.length - 1
  if (chart) light(chart, wayTo(index))
  showStep(the('#detail'), step, call, replay)
  const here = the('a#simulate')
  here.hidden = !step
  here.href = `../simulate?call=${encodeURIComponent(sid)}&step=${index}`
  for (const item of findAll('li', talk)) {
    const at = Number(item.dataset.step)
    item.classList.toggle('later', at > index)
    item.classList.toggle('here', at === index && steps.length > 1)
  }
  bringIntoView()
}

/** @param {number} index */
function wayTo(index) {
  const start = steps[0]?.path[0]?.from
  const taken = steps.slice(0, index + 1)
  return {
    states: [...(start ? [start] : []), ...taken.flatMap(({ states }) => states)],
    edges: taken.flatMap(edgesOf),
    latest: taken.slice(-1).flatMap(edgesOf),
  }
}

/** @param {CallStep} step */
const edgesOf = ({ path }) => path.map(({ edge }) => edge)

/** Within the conversation only: the page stays where it is. */
function bringIntoView() {
  const here = findAll('.here', talk)
  const [first, last] = [here.at(0), here.at(-1)]
  if (!first || !last) return
  const bottom = last.offsetTop + last.offsetHeight
  if (bottom > talk.scrollTop + talk.clientHeight) talk.scrollTop = bottom - talk.clientHeight + 8
  if (first.offsetTop < talk.scrollTop) talk.scrollTop = first.offsetTop - 8
}

/** @param {number} index */
function goTo(index) {
  slider.value = String(Math.min(Number(slider.max), Math.max(0, index)))
  show()
}

/** @param {Record<string, unknown>} json */
function change(json) {
  return attempt(async () => {
    await ask(`conversations/${sid}`, { method: 'PATCH', json })
    await load()
  })
}

const toggleDone = () => change({ done: call?.done_at === null })

async function addException() {
  const name = the('input#exception-name').value.trim()
  const category = the('input#exception-category').value.trim()
  if (name === '') return mistakes.tell({ contact_name: 'Give a name' })
  try {
    const json = { phone_number: call?.caller, contact_name: name, category: category || 'other' }
    const whose = exception.dataset.line ?? ''
    await ask(`exceptions?${queryOfLine({}, whose)}`, { method: 'POST', json })
    exception.close()
    notify(`${name} rings through from now on${whose === '' ? '' : `, on ${whose}`}`)
  } catch (error) {
    return mistakes.tellOf(error)
  }
  await attempt(load)
  return undefined
}

/** @param {number} count */
const by = (count) => goTo(Number(slider.value) + count)

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, j: 1, ArrowLeft: -1, k: -1 }

slider.addEventListener('input', show)
the('#back').addEventListener('click', () => by(-1))
the('#on').addEventListener('click', () => by(1))
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || find('dialog[open]')) return
  if (isAt(event, 'input, textarea, select, pre')) return
  const step = STEPS[event.key]
  if (step) by(step)
  if (event.key === 'd' && !the('button#done').hidden) void toggleDone()
  if (event.key === 'Escape') location.assign('../calls')
})

letDialogsClose()
the('button#done').addEventListener('click', () => void toggleDone())
for (const button of findAll('#verdicts button'))
  button.addEventListener('click', () => {
    const isTakenBack = button.ariaPressed === 'true'
    void change({ owner_verdict: isTakenBack ? null : button.dataset.verdict })
  })
the('#add').addEventListener('click', () => {
  the('#exception-number').textContent = call?.caller ?? ''
  mistakes.clear()
  exception.showModal()
})
the('form', exception).addEventListener('submit', (event) => {
  event.preventDefault()
  void addException()
})
the('#export').addEventListener('click', () => exporting.showModal())
the('form', exporting).addEventListener('submit', () => exporting.close())
the('#erase').addEventListener('click', () => erasing.showModal())
the('form', erasing).addEventListener('submit', (event) => {
  event.preventDefault()
  void attempt(async () => {
    await ask(`conversations/${sid}`, { method: 'DELETE' })
    erasing.close()
    notify('The call is erased')
    await load()
  })
})

const watching = watchCalls(
  (changed) => {
    if (changed.call_sid === sid) void attempt(load)
  },
  { ready: () => void (call?.end_time === null && attempt(load)), said: coming.hear },
)
await attempt(load)
the('#call').ariaBusy = 'false'

// One call: loaded, stepped through, and watched while it goes on.
import { ask, attempt, find, notify, watchCalls } from './page.js'
import { showFacts } from './call-facts.js'
import { showChat } from './call-chat.js'
import { showJournal } from './call-journal.js'
import { showStep } from './call-step.js'
import { light } from './flow-chart.js'

const sid = find('#call').dataset.sid
const slider = find('#step')
const chart = find('#chart svg')

let call = null
let steps = []

async function load() {
  const wasAtEnd = slider.value === slider.max
  const [conversation, replay] = await Promise.all([
    ask(`conversations/${sid}?include=journal`),
    ask(`console/calls/${sid}/steps`),
  ])
  call = conversation
  steps = replay.steps
  slider.max = String(Math.max(0, steps.length - 1))
  if (wasAtEnd) slider.value = slider.max
  slider.disabled = steps.length < 2
  showFacts(call)
  showChat(find('#talk'), call, steps, goTo)
  showJournal(find('#journal'), call.journal ?? [])
  show(replay)
}

let lastReplay = { outcome: 'empty', differences: [] }

function show(replay = lastReplay) {
  lastReplay = replay
  const index = Number(slider.value)
  const step = steps[index] ?? null
  const words = step ? `Step ${index + 1} of ${steps.length}: ${step.state}` : 'No steps'
  slider.setAttribute('aria-valuetext', words)
  find('#at').textContent = step ? `${index + 1} / ${steps.length}` : ''
  find('#back').disabled = index === 0
  find('#on').disabled = index >= steps.length - 1
  if (chart) light(chart, wayTo(index))
  showStep(find('#detail'), step, call, replay)
  for (const item of find('#talk').children) {
    const at = Number(item.dataset.step)
    item.classList.toggle('later', at > index)
    item.classList.toggle('here', at === index && steps.length > 1)
  }
  bringIntoView(find('#talk'))
}

function wayTo(index) {
  const start = steps[0]?.path[0]?.from
  return [...(start ? [start] : []), ...steps.slice(0, index + 1).flatMap(({ states }) => states)]
}

/** Within the conversation only: the page stays where it is. */
function bringIntoView(talk) {
  const [first, last] = [find('.here', talk), [...talk.querySelectorAll('.here')].at(-1)]
  if (!first) return
  const bottom = last.offsetTop + last.offsetHeight
  if (bottom > talk.scrollTop + talk.clientHeight) talk.scrollTop = bottom - talk.clientHeight + 8
  if (first.offsetTop < talk.scrollTop) talk.scrollTop = first.offsetTop - 8
}

function goTo(index) {
  slider.value = String(Math.min(Number(slider.max), Math.max(0, index)))
  show()
}

const by = (count) => goTo(Number(slider.value) + count)

slider.addEventListener('input', () => show())
find('#back').addEventListener('click', () => by(-1))
find('#on').addEventListener('click', () => by(1))
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || find('dialog[open]')) return
  if (event.target.matches('input, textarea, select, pre')) return
  const step = { ArrowRight: 1, j: 1, ArrowLeft: -1, k: -1 }[event.key]
  if (step) by(step)
  if (event.key === 'Escape') location.assign('../calls')
})

for (const button of document.querySelectorAll('[data-close]'))
  button.addEventListener('click', () => button.closest('dialog').close())

find('#add').addEventListener('click', () => {
  find('#exception-number').textContent = call.caller
  find('#exception').showModal()
})
find('#exception form').addEventListener('submit', (event) => {
  event.preventDefault()
  const name = find('#exception-name').value
  const category = find('#exception-category').value.trim()
  void attempt(async () => {
    const json = { phone_number: call.caller, contact_name: name, category: category || 'other' }
    await ask('exceptions', { method: 'POST', json })
    find('#exception').close()
    notify(`${name} rings through from now on`)
    await load()
  })
})
find('#export').addEventListener('click', () => find('#exporting').showModal())
find('#exporting form').addEventListener('submit', () => find('#exporting').close())
find('#erase').addEventListener('click', () => find('#erasing').showModal())
find('#erasing form').addEventListener('submit', (event) => {
  event.preventDefault()
  void attempt(async () => {
    await ask(`conversations/${sid}`, { method: 'DELETE' })
    find('#erasing').close()
    notify('The call is erased')
    await load()
  })
})

watchCalls(
  (changed) => {
    if (changed.call_sid === sid) void attempt(load)
  },
  { ready: () => void (call?.end_time === null && attempt(load)) },
)
await attempt(load)

// A flow played by hand. The machine runs here: each way is a list of moves, and all that is shown follows from it.
/** @import { Flow } from '../../../../machines/flows.ts' */
/** @import { Move } from '../../../../machines/simulation/move.ts' */
/** @import { Simulation, SimulatedStep } from '../../../../machines/simulation/simulate.ts' */
/** @import { Played } from '../../../../machines/simulation/address.ts' */
import { flows, ownFlows } from './machines/flows.ts'
import { MOST_WAYS, readAddress, writeAddress } from './machines/simulation/address.ts'
import { possibleAfter } from './machines/simulation/possible.ts'
import { simulate } from './machines/simulation/simulate.ts'
import { wayTo } from './machines/simulation/way-to.ts'
import { speechIn } from './prompts/speech/speech-in.ts'
import { spokenWords } from './prompts/speech/spoken-line.ts'
import { copyText } from './copy-text.js'
import { cueInWords } from './cue-in-words.js'
import { find, findAll, isAt, the } from './elements.js'
import { ask, attempt, messageOf, notify } from './page.js'
import { showChart, takeLine } from './simulate-chart.js'
import { moveForm } from './simulate-moves.js'
import { showWays } from './simulate-ways.js'
import { showWhy } from './simulate-why.js'
import { xmlInLines } from './xml-in-lines.js'

const { language = '', owner = '', limits: bounds = '' } = the('#simulation').dataset
const speech = speechIn(language, owner)
const choice = the('select#flow')

/** @type {Played} */
let played = { flow: choice.value, limits: JSON.parse(bounds), ways: [[]], way: 0, at: 0 }
/** @type {Simulation[]} */
let ways = []
/** What was asked for last; an earlier answer comes too late. */
let asked = 0

/**
 * @param {string} id
 * @returns {Flow}
 */
function flowCalled(id) {
  const found = [...flows, ...ownFlows].findLast((flow) => flow.id === id)
  if (!found) throw new Error(`${id} is not in machines/flows.ts, so it cannot be played here`)
  return found
}

/**
 * What cannot be played changes nothing.
 * @param {Partial<Played>} change
 */
function go(change) {
  const next = { ...played, ...change }
  const flow = flowCalled(next.flow)
  ways = next.ways.map((moves) => simulate(flow, next.limits, moves))
  const { steps } = /** @type {Simulation} */ (ways[next.way])
  played = { ...next, at: Math.min(next.at, steps.length - 1) }
  history.replaceState(null, '', location.pathname + writeAddress(played))
  keepingFocus(show)
}

/**
 * What was acted on is made anew. Who goes on without a mouse must not begin at the top of the page for that.
 * @param {() => void} work
 */
function keepingFocus(work) {
  const place = document.activeElement?.closest('#moves, #charts, #ways')
  work()
  if (!place || place.contains(document.activeElement)) return
  const here = place.id === 'ways' ? find('#ways [aria-current]') : null
  const next = here ?? the('#moves-name')
  next.focus({ preventScroll: true })
}

/**
 * From an earlier step another choice is another way, beside the one that was taken.
 * @param {Move} move
 */
function take(move) {
  const { way, at } = played
  const moves = played.ways[way] ?? []
  const taken = [...moves.slice(0, at), move]
  const next = moves[at]
  if (next && JSON.stringify(next) === JSON.stringify(move)) return go({ at: at + 1 })
  if (!next) return go({ ways: played.ways.with(way, taken), at: at + 1 })
  if (played.ways.length === MOST_WAYS)
    return notify('Close a way first: six are shown side by side', 'bad')
  go({ ways: [...played.ways, taken], way: played.ways.length, at: at + 1 })
}

/**
 * What is looked at stays so; else its neighbour is, as far as it goes.
 * @param {number} closed
 */
function close(closed) {
  const { ways: all, way } = played
  go({ ways: all.toSpliced(closed, 1), way: Math.max(0, closed > way ? way : way - 1) })
}

function show() {
  choice.value = played.flow
  for (const figure of findAll('#charts figure'))
    figure.hidden = figure.dataset.flow !== played.flow
  const { steps } = /** @type {Simulation} */ (ways[played.way])
  const step = /** @type {SimulatedStep} */ (steps[played.at])
  the('#state').textContent = step.state
  the('#heard').textContent = heardAt(step)
  the('#waits').textContent = step.isThinking
    ? `Thinking: ${step.asking.map(({ port }) => port).join(' and ')} is asked. If that takes long, this is what the caller hears.`
    : ''
  the('#at').textContent = `${played.at} / ${steps.length - 1}`
  the('button#back').disabled = played.at === 0
  the('button#on').disabled = played.at === steps.length - 1
  the('#context').textContent = JSON.stringify(step.context, null, 2)
  showMoves(step)
  showChart(played.flow, steps.slice(0, played.at + 1), possibleAfter(step))
  showWhy(the('#why'), step, steps[played.at - 1] ?? null)
  showWays(the('#ways'), ways, {
    ...played,
    look: (way, at) => go({ way, at }),
    close,
  })
  the('#simulation').setAttribute('aria-busy', 'false')
  const mine = ++asked
  void attempt(
    () => showTwiml(mine),
    (error) => {
      if (mine === asked) the('#twiml').textContent = messageOf(error)
    },
  )
}

/** @param {SimulatedStep} step */
function heardAt({ cue, status, move, context }) {
  if (!move) return 'The phone has not rung yet.'
  if (status === 'broken')
    return 'The flow is broken here: the caller would hear that something went wrong.'
  if (!cue) return 'The flow has nothing to say here: give the state a cue.'
  if (move.kind === 'event' && move.payload.type === 'call.ended')
    return 'Nobody is on the line any more.'
  return cueInWords(spokenWords(cue, speech, context.language), cue.next)
}

/** @param {SimulatedStep} step */
function showMoves(step) {
  const possible = possibleAfter(step)
  const ports = possible.filter(({ kind }) => kind !== 'event')
  const events = possible.filter(({ kind }) => kind === 'event')
  const forms = [...ports, ...events].map((one) =>
    moveForm(one, {
      take,
      askScreener: (event) => void attempt(() => askScreener(event)),
      dial: step.context.dial?.number ?? 1,
    }),
  )
  the('#moves').replaceChildren(...forms)
  if (forms.length > 0) return
  the('#moves').textContent =
    step.status === 'broken' ? 'Nothing: the flow is broken.' : 'Nothing: the call is over.'
}

/**
 * A model may take seconds. Who has gone elsewhere meanwhile is not brought back.
 * @param {Event} event
 */
async function askScreener({ currentTarget: button }) {
  if (!(button instanceof HTMLButtonElement)) return
  const { steps } = /** @type {Simulation} */ (ways[played.way])
  const question = steps[played.at]?.asking.find(({ port }) => port === 'screen')
  const place = played
  button.disabled = true
  the('#waits').textContent = 'This server’s screener is asked…'
  try {
    const output = await ask('console/simulate/verdict', { method: 'POST', json: question?.input })
    if (played === place) take({ kind: 'answer', payload: { port: 'screen', output } })
  } catch (error) {
    if (played === place) show()
    throw error
  }
}

/** @param {number} mine */
async function showTwiml(mine) {
  const moves = played.ways[played.way]?.slice(0, played.at) ?? []
  if (moves.length === 0) {
    the('#twiml').textContent = 'Nothing yet.'
    return
  }
  const { twiml } = await ask('console/simulate/twiml', {
    method: 'POST',
    json: { ...request(), moves },
  })
  if (mine === asked) the('#twiml').textContent = xmlInLines(twiml)
}

/** As a file that replays: of this way, up to where it is looked at. */
async function save() {
  const moves = played.ways[played.way]?.slice(0, played.at) ?? []
  const json = { ...request(), moves }
  const file = await ask('console/simulate/file', { method: 'POST', json })
  const text = `${JSON.stringify(file, null, 2)}\n`
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = `${played.flow}-${moves.length}-moves.json`
  link.click()
  URL.revokeObjectURL(link.href)
  notify('Saved: put it into tests/calls, and npm test replays it')
}

const request = () => ({ flow: played.flow, limits: played.limits })

choice.addEventListener('change', () => {
  void attempt(async () => go({ flow: choice.value, ways: [[]], way: 0, at: 0 }))
  choice.value = played.flow
})
the('#back').addEventListener('click', () => go({ at: played.at - 1 }))
the('#on').addEventListener('click', () => go({ at: played.at + 1 }))
the('#restart').addEventListener('click', () => go({ at: 0 }))
the('#share').addEventListener('click', () => {
  void copyText(location.href, 'The address is copied: whoever may open this console sees the same')
})
the('#save').addEventListener('click', () => void attempt(save))
the('#charts').addEventListener('click', takeLine)
the('#charts').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') takeLine(event)
})
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isAt(event, 'input, textarea, select, pre'))
    return
  if (event.key === 'ArrowLeft') the('button#back').click()
  if (event.key === 'ArrowRight') the('button#on').click()
})
// Somebody pasted another address over this one.
addEventListener('hashchange', () => void attempt(start))

async function start() {
  const wish = new URLSearchParams(location.search)
  const [call, state] = [wish.get('call'), wish.get('state')]
  const shared = readAddress(location.hash)
  if (shared) return go(shared)
  if (call !== null) return startFromCall(call, Number(wish.get('step')) || 0)
  const flow = wish.get('flow') ?? played.flow
  const firstRing = { limits: played.limits, moves: [] }
  const found = state === null ? firstRing : wayTo(flowCalled(flow), played.limits, state)
  if (found === null) notify('No call comes to that state: here is the first ring', 'bad')
  const { limits, moves } = found ?? firstRing
  go({ flow, limits, ways: [moves], way: 0, at: moves.length })
}

/**
 * What happened in a logged call up to one of its steps.
 * @param {string} sid
 * @param {number} step
 */
async function startFromCall(sid, step) {
  const logged = await ask(`console/calls/${encodeURIComponent(sid)}/steps`)
  if (logged.result === 'unknown flow')
    throw new Error('The flow of this call is not known here, so it cannot be played')
  if (logged.steps.length === 0)
    throw new Error('What happened in this call is not kept any more: here is the first ring')
  const taken = logged.steps.slice(0, step + 1)
  const last = taken.at(-1)?.flow ?? played.flow
  // Of a call that went from flow to flow, what the last one took.
  let first = taken.length
  while (first > 0 && taken[first - 1]?.flow === last && !taken[first]?.begins) first--
  const moves = taken.slice(first).flatMap((one) => one.moves)
  go({
    flow: last,
    limits: logged.limits ?? played.limits,
    ways: [moves],
    way: 0,
    at: moves.length,
  })
}

if (!(await attempt(start))) go({})

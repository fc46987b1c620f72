// The conversation as a chat: both sides with their times, and between them what else happened.
/** @import { CallEvent } from '../../../../machines/call.ts' */
/** @import { CallStep, Conversation, Turn } from './answers.ts' */
import { element } from './elements.js'
import { capitalised, exactClock, milliseconds } from './in-words.js'
import { DIALS, eventInWords } from './server/words/call-words.ts'

/**
 * What stands in the chat, drawn with what a click on it does.
 * @typedef {object} Item
 * @property {string} at
 * @property {number} rank among those of the same moment
 * @property {(go: () => void) => HTMLElement} draw
 */

/**
 * @param {HTMLElement} list
 * @param {Conversation} call
 * @param {CallStep[]} steps
 * @param {(index: number) => void} goTo
 */
export function showChat(list, call, steps, goTo) {
  const items = [...notesOf(call), ...spokenIn(call)].sort(
    (a, b) => a.at.localeCompare(b.at) || a.rank - b.rank,
  )
  list.replaceChildren(
    ...items.map(({ at, draw }) => {
      const index = Math.max(
        0,
        steps.findLastIndex((step) => step.at <= at),
      )
      const item = draw(() => goTo(index))
      item.dataset.step = String(index)
      return item
    }),
  )
  if (items.length === 0)
    list.append(
      element('li.note', {}, call.erased_at ? 'What was said has been erased' : 'Nothing was said'),
    )
}

/**
 * @param {Conversation} call
 * @returns {Item[]}
 */
function notesOf({ journal = [] }) {
  return journal.flatMap(({ at, kind, payload }) => {
    const event = kind === 'event' ? /** @type {CallEvent} */ (payload) : null
    const note = event && noteOf(event)
    if (!note) return []
    const rank = event.type === 'call.ended' ? 2 : 0
    return { at, rank, draw: () => element('li.note', {}, note) }
  })
}

/**
 * Of events that are no words.
 * @param {CallEvent} event
 */
function noteOf(event) {
  switch (event.type) {
    case 'caller.silent':
      return 'Nothing was said'
    case 'dial.ended':
      return capitalised(DIALS[event.outcome].name)
    case 'owner.answered':
    case 'owner.accepted':
    case 'owner.declined':
    case 'owner.decided':
      return eventInWords(event)
    case 'call.ended':
      return 'The call ended'
    case 'answer.lost':
      return 'The answer was lost on its way'
    default:
      return null
  }
}

/**
 * @param {Conversation} call
 * @returns {Item[]}
 */
function spokenIn({ turns, contact_name: name }) {
  return turns
    .filter(({ text }) => text !== '')
    .map((turn) => ({
      at: turn.timestamp,
      rank: turn.speaker === 'caller' ? 0 : 1,
      draw: (go) =>
        element(
          `li.${turn.speaker}`,
          {},
          element('span.unseen', {}, turn.speaker === 'caller' ? (name ?? 'Caller') : 'Concierge'),
          element('button.bubble', { type: 'button', onclick: go }, turn.text),
          element('small', {}, timesOf(turn)),
        ),
    }))
}

/** @param {Turn} turn */
function timesOf({ timestamp, latency_ms: latency, model_ms: model }) {
  const times = [exactClock(timestamp)]
  if (latency !== null) times.push(`after ${milliseconds(latency)}`)
  if (model !== null) times.push(`model ${milliseconds(model)}`)
  return times.join(' · ')
}

// The conversation as a chat: both sides with their times, and between them what else happened.
import { capitalised, element, exactClock, milliseconds } from './page.js'
import { DIALS } from './server/owner/words.ts'

/** Of events that are no words. */
const NOTES = {
  'caller.silent': () => 'Nothing was said',
  'dial.ended': ({ outcome }) => capitalised(DIALS[outcome].name),
  'call.ended': () => 'The call ended',
  'answer.lost': () => 'The answer was lost on its way',
}

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

function notesOf({ journal = [] }) {
  return journal.flatMap(({ at, kind, payload }) => {
    const note = kind === 'event' ? NOTES[payload.type] : undefined
    return note
      ? [
          {
            at,
            rank: payload.type === 'call.ended' ? 2 : 0,
            draw: () => element('li.note', {}, note(payload)),
          },
        ]
      : []
  })
}

function spokenIn({ turns, contact_name: name }) {
  return turns
    .filter(({ text }) => text !== '')
    .map((turn) => ({
      at: turn.timestamp,
      rank: turn.speaker === 'caller' ? 0 : 1,
      draw: (go) =>
        element(
          `li.${turn.speaker === 'caller' ? 'caller' : 'concierge'}`,
          {},
          element('span.unseen', {}, turn.speaker === 'caller' ? (name ?? 'Caller') : 'Concierge'),
          element('button.bubble', { type: 'button', onclick: go }, turn.text),
          element('small', {}, timesOf(turn)),
        ),
    }))
}

function timesOf({ timestamp, latency_ms: latency, model_ms: model }) {
  const times = [exactClock(timestamp)]
  if (latency !== null) times.push(`after ${milliseconds(latency)}`)
  if (model !== null) times.push(`model ${milliseconds(model)}`)
  return times.join(' · ')
}

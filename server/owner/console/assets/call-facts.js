// The head of a call's page: who, what became of it, when, how long, and what can be done with it.
/** @import { Conversation } from './answers.ts' */
import { element, the, visible } from './elements.js'
import {
  capitalised,
  clock,
  dayName,
  duration,
  kindName,
  phoneNumber,
  wholeMoment,
} from './in-words.js'
import { decisionBadge } from './decision-badge.js'
import { becameInWords } from './server/owner/words.ts'

/** @param {Conversation} call */
export function showFacts(call) {
  const isErased = call.erased_at !== null
  const who = call.contact_name ?? (isErased ? 'Erased call' : phoneNumber(call.caller))
  the('#who').textContent = visible(who)
  document.title = `${who} · Voice Concierge`
  const isOver = call.end_time !== null
  const canBeContact = /^\+\d/.test(call.caller) && call.contact_name === null && !isErased
  the('button#add').hidden = !canBeContact
  the('button#erase').hidden = isErased || !isOver
  the('button#export').hidden = isErased
  const long = isOver ? `lasted ${duration(call.duration_seconds ?? 0)}` : 'goes on'
  the('#facts').replaceChildren(
    decisionBadge(call),
    ...[
      capitalised(becameInWords(call).more),
      call.contact_name === null ? '' : phoneNumber(call.caller),
      kindName(call.call_type ?? ''),
    ]
      .filter((text) => text !== '')
      .map((text) => element('span', {}, text)),
    element(
      'time',
      { datetime: call.start_time, title: wholeMoment(call.start_time) },
      `${dayName(call.start_time)}, ${clock(call.start_time)}`,
    ),
    element('span.number', {}, long),
    element('span.number', {}, `to ${phoneNumber(call.called)}`),
    ...(call.simulated ? [element('span.badge', {}, 'Simulated')] : []),
  )
}

// The head of a call's page: who, what became of it, when, how long, and what can be done with it.
/** @import { Verdict } from '../../../../machines/verdict.ts' */
/** @import { Conversation } from './answers.ts' */
import { element, findAll, the, visible } from './elements.js'
import {
  capitalised,
  clock,
  dayName,
  duration,
  kindName,
  phoneNumber,
  wholeMoment,
} from './in-words.js'
import { isUndecided } from './call-row.js'
import { decisionBadge } from './decision-badge.js'
import { standsIn } from './storage/became.ts'
import { languageInWords } from './server/words/language-words.ts'
import { becameInWords, reasonsInWords, verdictsInWords } from './server/words/call-words.ts'

/** @param {Conversation} call */
export function showFacts(call) {
  const isErased = call.erased_at !== null
  const who = call.contact_name ?? (isErased ? 'Erased call' : phoneNumber(call.caller))
  the('#who').textContent = visible(who)
  document.title = `${who} · Voice Concierge`
  const isOver = call.end_time !== null
  const canBeContact = /^\+\d/.test(call.caller) && call.contact_name === null && !isErased
  the('button#add').hidden = !canBeContact
  showDeeds(call)
  the('button#erase').hidden = isErased || !isOver
  the('button#export').hidden = isErased
  const long = isOver ? `lasted ${duration(call.duration_seconds ?? 0)}` : 'goes on'
  the('#facts').replaceChildren(
    decisionBadge(call),
    ...[
      capitalised(becameInWords(call).more),
      call.contact_name === null ? '' : phoneNumber(call.caller),
      kindName(call.call_type ?? ''),
      languageInWords(call.language),
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

/**
 * What the owner can do about it, and what he has said of it.
 * @param {Conversation} call
 */
function showDeeds(call) {
  const { call_back: number, done_at: doneAt, owner_verdict: verdict } = call
  const back = the('a#call-back')
  back.hidden = number === null || isUndecided(call)
  back.href = `tel:${number ?? ''}`
  const done = the('button#done')
  done.hidden = doneAt === null && !standsIn('to_call_back', call)
  done.ariaPressed = String(doneAt !== null)
  const same = the('a#same-caller')
  same.hidden = call.erased_at !== null
  same.href = `../calls?${new URLSearchParams({ tab: 'all', caller: call.caller })}`
  const words = verdictsInWords(call)
  the('#verdicts').hidden = call.final_decision === null
  for (const button of findAll('#verdicts button')) {
    const says = button.dataset.verdict === 'transfer' ? 'transfer' : 'end'
    button.textContent = words[says]
    button.ariaPressed = String(verdict === says)
  }
  const last = call.journal?.findLast(({ kind, payload }) => {
    return kind === 'answer' && /** @type {{ port?: string }} */ (payload).port === 'screen'
  })
  const judged = /** @type {{ output?: Verdict } | undefined} */ (last?.payload)?.output
  the('#why').textContent = visible(capitalised(judged ? reasonsInWords(judged) : '')) || '\u00a0'
}

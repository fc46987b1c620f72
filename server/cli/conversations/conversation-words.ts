/** Calls in lines for a terminal, in the manner of `npm run call`. */
import { languageInWords } from '../../words/language-words.ts'
import { becameInWords, entryInWords, reasonsInWords } from '../../words/call-words.ts'
import { alignRows } from '../command/columns.ts'
import { transcriptLine } from '../command/transcript-line.ts'
import { styled, type Surroundings } from '../command/surroundings.ts'
import { forTerminal } from '../command/terminal-text.ts'
import { timeZoneOf } from '../command/time-zone.ts'
import { duration, localTime } from './clock-words.ts'
import type { Conversation, SpokenTurn } from './conversations-api.ts'

export function turnLine(
  around: Surroundings,
  { speaker, text }: SpokenTurn,
  searched = '',
): string {
  return transcriptLine(around, speaker === 'caller' ? 'caller' : 'concierge', text, searched)
}

/** What became of it: `you missed it, your phone was busy, done`. */
export function outcomeOf(call: Conversation): string {
  // A server of another version may not tell.
  const { short, more } = becameInWords({ ...call, became: call.became ?? null })
  const words = [
    // On the line, and nothing decided yet.
    call.end_time === null && call.final_decision === null
      ? ''
      : short.charAt(0).toLowerCase() + short.slice(1),
    more,
    call.end_time === null ? 'goes on' : '',
    call.done_at ? 'done' : '',
  ]
  return words.filter((word) => word !== '').join(', ')
}

/** When, who, how long, what became of it, what kind, and the call's id to ask on with. */
export function headline(call: Conversation, around: Surroundings): string {
  const { contact_name: name, caller, duration_seconds: seconds, call_type: kind } = call
  const who = name === null ? caller : `${name} ${caller}`
  const words = [
    localTime(call.start_time, timeZoneOf(around.env)),
    who,
    seconds === null ? '' : duration(seconds),
    outcomeOf(call),
    kind ?? '',
    call.simulated ? 'simulated' : '',
  ]
  const told = words.map(forTerminal).filter((word) => word !== '')
  return `${styled(around, 'bold', told.join('  '))}  ${styled(around, 'gray', forTerminal(call.call_sid))}`
}

/** `searched`: what the call was found by, marked in what was said. */
export function transcriptOf(call: Conversation, around: Surroundings, searched = ''): string[] {
  // Of an erased call the turns are left, without their words.
  const spoken = call.turns.filter(({ text }) => text !== '')
  const lines = spoken.map((turn) => turnLine(around, turn, searched))
  if (call.erased_at !== null)
    lines.push(
      transcriptLine(
        around,
        'phone',
        `erased ${localTime(call.erased_at, timeZoneOf(around.env))}`,
      ),
    )
  return [headline(call, around), ...lines]
}

/** With what a list leaves out: the number called, the flow, how long every answer took, why it was judged so. */
export function wholeCallOf(
  call: Conversation,
  around: Surroundings,
  withJournal = false,
): string[] {
  const spoken = call.turns.flatMap((turn) => {
    if (turn.text === '') return []
    const { latency_ms: latency, model_ms: model } = turn
    const times = [
      latency === null ? '' : `${latency.toFixed(0)} ms`,
      model === null ? '' : `the screener ${model.toFixed(0)} ms`,
    ].filter((word) => word !== '')
    const line = turnLine(around, turn)
    return times.length > 0 ? `${line}  ${styled(around, 'gray', `(${times.join(', ')})`)}` : line
  })
  const spokenIn = languageInWords(call.language)
  const told = spokenIn === '' ? '' : `, in ${spokenIn}`
  const about = `to ${call.line == null ? '' : `${call.line}, `}${call.called}, flow ${call.flow} ${call.flow_version}${told}`
  const why = whyOf(call)
  const [head, ...rest] = transcriptOf({ ...call, turns: [] }, around)
  return [
    head!,
    transcriptLine(around, 'phone', about),
    ...spoken,
    ...(why === '' ? [] : [transcriptLine(around, 'phone', why)]),
    ...rest,
    ...(withJournal ? journalOf(call, around) : []),
  ]
}

/** Why it was judged as it was, at the last; empty where nobody judged. */
function whyOf({ journal = [] }: Conversation): string {
  const last = journal.findLast(
    ({ kind, payload }) => kind === 'answer' && (payload as { port?: string }).port === 'screen',
  )
  const { output } = (last?.payload ?? {}) as { output?: Parameters<typeof reasonsInWords>[0] }
  return output ? reasonsInWords(output) : ''
}

function journalOf({ journal }: Conversation, { env }: Surroundings): string[] {
  if (!journal) return []
  const zone = timeZoneOf(env)
  const rows = journal.map(({ seq, at, kind, payload }) => [
    String(seq),
    localTime(at, zone),
    forTerminal(entryInWords({ kind, payload })),
  ])
  return ['', ...alignRows(rows, 3)]
}

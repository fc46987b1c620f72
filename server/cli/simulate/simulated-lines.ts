/** A simulation in lines for a terminal. */
import type { CallEvent } from '../../../machines/call.ts'
import type { Question } from '../../../machines/rehearsal.ts'
import { answerInWords } from '../../words/call-words.ts'
import { nameOf, type RecordedCall } from '../../replay/recorded-call.ts'
import type { Replay } from '../../replay/replay-call.ts'
import type { ReplayedTurn } from '../../replay/replayed-turn.ts'
import { styled, type Surroundings } from '../command/surroundings.ts'
import { forTerminal } from '../command/terminal-text.ts'
import { transcriptLine } from '../command/transcript-line.ts'

export function linesOf(
  { call, replay }: { call: RecordedCall; replay: Replay },
  around: Surroundings,
): string[] {
  const { result, turns, differences } = replay
  const head = `${nameOf(call)}  ${call.flow} ${call.flowVersion}`
  const told = result === 'identical' ? 'It goes as it went when it was saved.' : `It is ${result}:`
  return [
    styled(around, 'bold', forTerminal(head)),
    ...turns.flatMap((turn, index) => turnLines(turn, index, around)),
    told,
    ...differences.map(({ turn, what, was, is }) =>
      forTerminal(`step ${turn + 1}: ${what} was ${was}, is ${is}`),
    ),
    '',
  ]
}

function turnLines(turn: ReplayedTurn, index: number, around: Surroundings): string[] {
  const { events, questions, path, state, cue, words } = turn
  const way = path.map(({ to }) => to).join(' → ')
  return [
    ...events.map((event) => eventLine(event, around)),
    ...questions.map((question) => quiet(questionInWords(question))),
    ...words.map((said) => transcriptLine(around, 'concierge', said)),
    quiet(`${index + 1}: ${way === '' ? 'stays' : way}; rests in ${state}, next: ${cue.next}`),
  ]

  function quiet(text: string): string {
    return styled(around, 'dim', `           ${forTerminal(text)}`)
  }
}

function eventLine(event: CallEvent, around: Surroundings): string {
  if (event.type === 'caller.spoke') return transcriptLine(around, 'caller', event.text)
  const more = event.type === 'dial.ended' ? `: ${event.outcome}` : ''
  return transcriptLine(around, 'phone', event.type + more)
}

function questionInWords({ port, answer }: Question): string {
  if (!answer) return `${port} has not answered`
  const { output, error } = answer.payload
  return answer.kind === 'fault' ? `${port} fails: ${error}` : `${port}: ${answerInWords(output)}`
}

/** The verdicts of a logged call, asked for again: what another prompt or model would have decided. */
import type { ScreeningInput } from '../../machines/ports.ts'
import type { Verdict } from '../../machines/verdict.ts'
import type { RecordedCall } from './recorded-call.ts'
import type { Replay } from './replay-call.ts'
import { replayToday, type Today } from './replay-today.ts'

/** A question that was put to a screener in a call, with what was answered then. */
export interface ScreeningAsked {
  call: RecordedCall
  /** Counted from 0. */
  turn: number
  /** The journal's `seq` of the last entry of that turn. */
  seq: number
  input: ScreeningInput
  /** Null where the screener failed. */
  was: Verdict | null
}

/** In the order in which they were asked, each with the conversation as it was until then. */
export function screeningsIn(call: RecordedCall, { turns }: Replay): ScreeningAsked[] {
  return turns.flatMap(({ questions, seq }, turn) =>
    questions
      .filter(({ port, answer }) => port === 'screen' && answer !== null)
      .map(({ input, answer }) => ({
        call,
        turn,
        seq,
        input: input as ScreeningInput,
        was: answer!.kind === 'answer' ? (answer!.payload.output as Verdict) : null,
      })),
  )
}

/** Where the call would have come to with that verdict; what came after it, nobody knows. */
export function stateWith(
  { call, seq, turn }: ScreeningAsked,
  verdict: Verdict,
  today: Today,
): string {
  const until = call.journal.filter((entry) => entry.seq <= seq)
  const last = until.findLastIndex(
    ({ kind, payload }) =>
      ['answer', 'fault'].includes(kind) && (payload as { port: string }).port === 'screen',
  )
  const journal = until.with(last, {
    ...until[last]!,
    kind: 'answer',
    payload: { port: 'screen', output: verdict },
  })
  const { turns } = replayToday({ ...call, journal }, today)
  return turns.at(-1)?.state ?? `turn ${turn + 1}`
}

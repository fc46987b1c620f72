/** Calls that were really taken, as the journal has them. */
import type { CueMeta } from '../../machines/cue.ts'
import type { Flow } from '../../machines/flows.ts'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import { speechIn } from '../../prompts/speech/speech-in.ts'
import type { Screener } from '../../server/calls/ports.ts'
import type { Rest } from '../../server/calls/rest.ts'
import { recordedCall } from '../../server/replay/logged-call.ts'
import type { RecordedCall } from '../../server/replay/recorded-call.ts'
import { replayCall, type Replay } from '../../server/replay/replay-call.ts'
import { findLoggedCall } from '../../storage/review/logged-calls.ts'
import { verdict, type TestConcierge } from '../support/concierge.ts'

/** Decides by one word, so that a test reads like the call. */
export const byWord: Screener = ({ said }) => {
  const { text } = said.at(-1)!
  if (text.includes('fire')) return verdict('transfer', 'I am putting you through.')
  if (text.includes('offer')) return verdict('end', 'No, thank you. Goodbye.')
  if (text.includes('crash')) throw new TypeError('out of order')
  return verdict('ask', `You said ${text}. Go on?`)
}

/** Whoever answers has the caller on the line: the shortest way to an owner. */
export const UNANNOUNCED = { settings: { WHISPER: 'none' } }

export async function recorded(
  { database }: Pick<TestConcierge, 'database'>,
  callSid: string,
): Promise<RecordedCall> {
  return recordedCall((await findLoggedCall(database.queries, callSid))!)
}

/** With other bounds than any call here had: its own have to count. */
export function replayed(call: RecordedCall, flow: Flow = conciergeFlow): Replay {
  const limits = { maxTurns: 0, noSpeechRetries: 0 }
  return replayCall({ flow, call, limits, speech: speechIn('en-US', '') })
}

/** As it was written down before turns left a note of where they came to rest. */
export function withoutRests(call: RecordedCall): RecordedCall {
  return { ...call, journal: call.journal.filter(({ kind }) => kind !== 'rest') }
}

/** With the cues of its rests written down otherwise. */
export function withCues(call: RecordedCall, write: (cue: CueMeta) => object): RecordedCall {
  return {
    ...call,
    journal: call.journal.map((entry) => {
      if (entry.kind !== 'rest') return entry
      const rest = entry.payload as Rest
      return { ...entry, payload: { ...rest, cue: write(rest.cue) } }
    }),
  }
}

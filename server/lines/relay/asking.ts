/** What comes over a socket as an event of its call, and the answer to it in time. */
import type { CallEvent } from '../../../machines/call.ts'
import type { Cue } from '../../../machines/cue.ts'
import type { Incoming } from '../../calls/incoming.ts'
import { digestOf } from '../digest-of.ts'
import type { AnswerInTime } from '../in-time.ts'
import { readSpoken, type RelayLine, type Spoken } from './relay-line.ts'
import type { Voice } from './speaking.ts'

const ROUTE = '/twilio/relay'

/** Null where nobody is to hear the answer over this socket. Never rejects. `voice` says it while it comes. */
export type AskFor = (event: CallEvent, replyTo: number, voice: Voice) => Promise<Spoken | null>

export function createAsking(
  { line, answerInTime }: { line: RelayLine; answerInTime: AnswerInTime },
  callSid: string,
): AskFor {
  return async function askFor(event, replyTo, voice) {
    // Whoever hears the answer already is not asked to wait for it.
    const isInVain = ({ next }: Cue) => next === 'hold' && voice.isSpeaking
    const incoming: Incoming = {
      callSid,
      requestId: crypto.randomUUID(),
      simulated: false,
      event,
      replyTo,
      identity: { route: ROUTE, digest: digestOf(event), replyTo },
      arrival: null,
      render: (answer) => line.render(isInVain(answer.cue) ? { ...answer, words: [] } : answer),
      says: (cue) => line.says(cue) && !isInVain(cue),
      speakAlong: (coming) => voice.along(line.spokenIn(coming)),
    }
    return readSpoken(await answerInTime(incoming, line))
  }
}

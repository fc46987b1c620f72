/** What comes over a socket as an event of its call, and the answer to it in time. */
import type { CallEvent } from '../../../machines/call.ts'
import type { Cue } from '../../../machines/cue.ts'
import type { Answer, FirstWord, Incoming } from '../../calls/incoming.ts'
import { digestOf } from '../digest-of.ts'
import type { AnswerInTime } from '../in-time.ts'
import { readSpoken, type RelayLine, type Spoken } from './relay-line.ts'
import type { Voice } from './speaking.ts'

const ROUTE = '/twilio/relay'

/** Null where nobody is to hear the answer over this socket. Never rejects. `voice` says it while it comes. */
export type AskFor = (
  event: CallEvent,
  replyTo: number,
  voice: Voice,
  firstWord?: FirstWord,
) => Promise<Spoken | null>

/** Tells of what nobody is answered. Never rejects. */
export type TellOf = (event: CallEvent, replyTo: number) => Promise<Spoken | null>

export function createAsking(
  {
    line,
    answerInTime,
    simulated = false,
  }: { line: RelayLine; answerInTime: AnswerInTime; simulated?: boolean },
  callSid: string,
): { askFor: AskFor; tellOf: TellOf } {
  async function bring(
    event: CallEvent,
    replyTo: number,
    answering: Pick<Incoming, 'render' | 'says' | 'speakAlong' | 'firstWord'>,
  ): Promise<Spoken | null> {
    const incoming = {
      callSid,
      requestId: crypto.randomUUID(),
      simulated,
      event,
      replyTo,
      identity: { route: ROUTE, digest: digestOf(event), replyTo },
      arrival: null,
      ...answering,
    }
    return readSpoken(await answerInTime(incoming, line))
  }

  const askFor: AskFor = (event, replyTo, voice, firstWord) => {
    // Whoever hears the answer already is not asked to wait for it.
    const isInVain = ({ next }: Cue) => next === 'hold' && voice.isSpeaking
    return bring(event, replyTo, {
      render: (answer) => line.render(isInVain(answer.cue) ? { ...answer, words: [] } : answer),
      says: (cue) => line.says(cue) && !isInVain(cue),
      speakAlong: (coming) => voice.along(line.spokenIn(coming)),
      ...(firstWord && { firstWord }),
    })
  }

  const nobody = {
    render: (answer: Answer) => line.render({ ...answer, words: [] }),
    says: () => false,
  }
  return { askFor, tellOf: (event, replyTo) => bring(event, replyTo, nobody) }
}

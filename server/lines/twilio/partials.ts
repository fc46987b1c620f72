/**
 * What a Gather has heard so far. It comes beside the call, in any order, and nothing that is answered counts.
 * https://www.twilio.com/docs/voice/twiml/gather#partialresultcallback
 */
import { cleanText, shorten } from '../clean-text.ts'
import type { Form } from './form.ts'

/** Hears what a caller has said so far, in reply to the answer that brought `turn`. */
export type HearPartly = (callSid: string, turn: number, text: string) => void

/** As much as is taken of what is final. */
const MOST_CHARACTERS = 8_000

/** More calls than are heard at once; those that go on begin anew. */
const MOST_CALLS = 1_000

/** Lets through what is newer than the latest: `turn` is of the address, which is signed. */
export function createPartials(hear: HearPartly) {
  const latest = new Map<string, { turn: number; sequence: number }>()

  return function takePartial(form: Form, turn: number | null): void {
    const { CallSid: callSid } = form
    const text = readPartial(form)
    if (callSid === undefined || turn === null || !text) return
    const sequence = readSequence(form.SequenceNumber)
    const known = latest.get(callSid)
    if (known && known.turn > turn) return
    if (known && known.turn === turn && sequence !== null && sequence <= known.sequence) return
    if (!known && latest.size >= MOST_CALLS) latest.delete(latest.keys().next().value!)
    latest.set(callSid, {
      turn,
      sequence: sequence ?? (known?.turn === turn ? known.sequence : -1),
    })
    hear(callSid, turn, text)
  }
}

/**
 * What is stable is mostly the beginning of what is not yet; where it is not, one follows the other. Told wrong, it costs
 * a question and nothing else.
 */
export function readPartial(form: Form): string {
  const [stable, unstable] = [form.StableSpeechResult, form.UnstableSpeechResult].map(
    (words = '') => shorten(cleanText(words), MOST_CHARACTERS),
  ) as [string, string]
  if (!stable || unstable.toLowerCase().startsWith(stable.toLowerCase())) return unstable
  return shorten(`${stable} ${unstable}`.trim(), MOST_CHARACTERS)
}

function readSequence(written = ''): number | null {
  return /^\d{1,9}$/.test(written) ? Number(written) : null
}

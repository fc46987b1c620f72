/** Answers that differ in their revision only are rendered once: building XML takes a tenth of a turn. */
import { randomUUID } from 'node:crypto'
import type { Answer } from '../../calls/incoming.ts'

/** More than there are fixed sentences; what a model says comes once, and falls out again. */
const MOST_REMEMBERED = 500

/**
 * `render` puts `revision` wherever the answer tells it: a stand-in that nobody can guess, and so say. `hangsOn` tells what
 * else it hangs on.
 */
export function renderedOnce(
  render: (answer: Omit<Answer, 'revision'>, revision: string) => string,
  hangsOn: (answer: Answer) => unknown = () => null,
): (answer: Answer) => string {
  const standIn = randomUUID()
  const pieces = new Map<string, string[]>()

  return function renderOnce(answer) {
    const { cue, words, call, revision, ...spoken } = answer
    const { next, ear, meantime, announced, quietSeconds } = cue
    const { call_sid: callSid, ...numbers } = call
    // Only a dial shows the caller, and only where the owner is told who calls is the call named.
    const about = [next === 'dial' && numbers, announced !== undefined && callSid]
    const { language, languageHeard, isRetry } = spoken
    // In whose language each line is, whatever it says.
    const tongues = [language, languageHeard, isRetry, ear, cue.say.map((line) => line.language)]
    const key = JSON.stringify([
      next,
      meantime,
      announced,
      quietSeconds,
      words,
      tongues,
      about,
      hangsOn(answer),
    ])
    let found = pieces.get(key)
    if (!found) {
      if (pieces.size >= MOST_REMEMBERED) pieces.clear()
      found = render({ cue, words, call, ...spoken }, standIn).split(standIn)
      pieces.set(key, found)
    }
    return found.join(String(revision))
  }
}

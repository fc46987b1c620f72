/** What a caller would hear if the verdict that is waited for were this one: asked of the machine, and nothing is done. */
import { transition, type AnyMachineSnapshot } from 'xstate'
import type { CallContext, CallEvent } from '../../machines/call.ts'
import { findCue, type Cue } from '../../machines/cue.ts'
import type { Verdict } from '../../machines/verdict.ts'

export interface Foreseen {
  cue: Cue
  /** What is spoken with the caller, BCP 47; null where the call has no language of its own. */
  language: string | null
  /** Whether the caller's own words have told it. */
  languageHeard: boolean
}

/**
 * Null unless the caller hears the verdict's own words and then has the next word: a dial, an end and all that is said in
 * the owner's ear wait for the whole verdict. `later`: what has come in meanwhile. `answers`: what the cue is the answer to.
 */
export function foresee(
  waiting: AnyMachineSnapshot,
  verdict: Verdict,
  { later, answers }: { later: readonly CallEvent[]; answers: CallEvent },
): Foreseen | null {
  if (waiting.status !== 'active' || !Object.hasOwn(waiting.children, 'screen')) return null
  const answered = { type: 'xstate.done.actor.screen', output: verdict }
  const snapshot = [answered, ...later].reduce<AnyMachineSnapshot>(
    (at, event) => (at.status === 'active' ? transition(at.machine, at, event)[0] : at),
    waiting,
  )
  const cue = findCue(snapshot, answers)
  if (!cue || cue.ear !== undefined || cue.next !== 'listen') return null
  const last = cue.say.at(-1)
  if (!last || !('text' in last) || last.text !== verdict.reply) return null
  const { language = null, languageHeard = false } = snapshot.context as CallContext
  return { cue, language, languageHeard }
}

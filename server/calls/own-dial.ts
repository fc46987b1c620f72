/** Whether a call is our own dial to the owner coming back, because the owner's phone forwards to us. */
import type { Arrival } from '../../machines/call.ts'
import { spellingKey } from '../../storage/spellings.ts'

/** A dial's timeout is exceeded by 5 s, and the way back through the owner's carrier takes some more. */
const MARGIN_MS = 15_000

interface OpenDial {
  /** Dialed no earlier. */
  since: Date
  /** The same, for who was there and has measured it. */
  withinMs: number
  otherThan: string
}

export interface OwnDialDependencies {
  dialTimeoutSeconds: number
  /** All that calls come in by, as far as we are told, E.164. */
  ownNumbers: readonly string[]
  now(): Date
  /** Whether a call that may show this number (E.164) is being put through, and is another. */
  isDialed(caller: string, dial: OpenDial): Promise<boolean> | boolean
}

/** For so long a dial may still come back. */
export function longestDialMs(dialTimeoutSeconds: number): number {
  return dialTimeoutSeconds * 1000 + MARGIN_MS
}

/** Gives the answer to the port `findOpenDial`. */
export function createFindOpenDial(deps: OwnDialDependencies) {
  const longestMs = longestDialMs(deps.dialTimeoutSeconds)
  const own = new Set(deps.ownNumbers.map(spellingKey))
  return async function findOpenDial(arrival: Arrival): Promise<boolean> {
    const { callSid, from, caller, called } = arrival
    // Whom we announce, and who withholds the number, we dial for with our own, which comes back as the caller's,
    // perhaps to another of ours.
    if (from !== '' && from === called) return true
    if (caller !== null && own.has(spellingKey(caller))) return true
    // Two people who both withhold their numbers are not one.
    if (!caller) return false
    const since = new Date(deps.now().getTime() - longestMs)
    return deps.isDialed(caller, { since, withinMs: longestMs, otherThan: callSid })
  }
}

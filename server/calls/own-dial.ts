/** Whether a call is our own dial to the owner coming back, because the owner's phone forwards to us. */
import type { Arrival } from '../../machines/call.ts'

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
  now(): Date
  /** Whether somebody with this number (E.164) is being put through, in another call. */
  isDialed(caller: string, dial: OpenDial): Promise<boolean> | boolean
}

/** For so long a dial may still come back. */
export function longestDialMs(dialTimeoutSeconds: number): number {
  return dialTimeoutSeconds * 1000 + MARGIN_MS
}

/** Gives the answer to the port `findOpenDial`. */
export function createFindOpenDial(deps: OwnDialDependencies) {
  const longestMs = longestDialMs(deps.dialTimeoutSeconds)
  return async function findOpenDial(arrival: Arrival): Promise<boolean> {
    const { callSid, from, caller, called } = arrival
    // Where the caller is withheld we dial with our own number, and it comes back as the caller.
    if (from !== '' && from === called) return true
    // Two people who both withhold their numbers are not one.
    if (!caller) return false
    const since = new Date(deps.now().getTime() - longestMs)
    return deps.isDialed(caller, { since, withinMs: longestMs, otherThan: callSid })
  }
}

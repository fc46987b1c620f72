/** Who is being put through by this process: remembered where no database tells it. */
import { spellingKey } from '../../../storage/spellings.ts'

export interface Dials {
  /** The call's answer is a dial to the owner. */
  begun(callSid: string, caller: string): void
  /** The dial has ended, or the call with it: whoever rings now is somebody, not our dial coming back. */
  ended(callSid: string): void
  /** Whether a call of this caller, but this one, has been dialled so recently and has not ended. */
  isOpen(caller: string, dial: { withinMs: number; otherThan: string }): boolean
  /** The calls of this caller that were dialled, ended or not. */
  of(caller: string): string[]
}

interface Dial {
  caller: string
  /** As `performance.now()` has it: the clock may step. */
  at: number
  isOpen: boolean
}

/** What is older than `keptMs` is forgotten: it can no longer come back. */
export function createDials(keptMs: number): Dials {
  // In the order of their beginnings, since one that begins anew is put to the end.
  const dials = new Map<string, Dial>()

  function forgetOld(): void {
    const oldest = performance.now() - keptMs
    for (const [callSid, { at }] of dials) {
      if (at >= oldest) return
      dials.delete(callSid)
    }
  }

  return {
    begun(callSid, caller) {
      forgetOld()
      dials.delete(callSid)
      dials.set(callSid, { caller: spellingKey(caller), at: performance.now(), isOpen: true })
    },
    ended(callSid) {
      const dial = dials.get(callSid)
      if (dial) dial.isOpen = false
    },
    isOpen(caller, { withinMs, otherThan }) {
      const key = spellingKey(caller)
      const since = performance.now() - withinMs
      for (const [callSid, dial] of dials)
        if (dial.isOpen && dial.caller === key && dial.at >= since && callSid !== otherThan)
          return true
      return false
    },
    of(caller) {
      const key = spellingKey(caller)
      return [...dials].flatMap(([callSid, dial]) => (dial.caller === key ? callSid : []))
    },
  }
}

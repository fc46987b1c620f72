/** Who is being put through by this process: remembered where no database tells it. */
import { spellingKey } from '../../../storage/spellings.ts'

export interface Dials {
  /** The call's answer is a dial to the owner, which shows one of these numbers. */
  begun(callSid: string, shown: string[]): void
  /** The dial has ended, or the call with it: whoever rings now is somebody, not our dial coming back. */
  ended(callSid: string): void
  /** Whether a call that may show this number, but this one, has been dialled so recently and has not ended. */
  isOpen(caller: string, dial: { withinMs: number; otherThan: string }): boolean
  /** The calls that may show this number and were dialled, ended or not. */
  of(caller: string): string[]
}

interface Dial {
  shown: ReadonlySet<string>
  /** As `performance.now()` has it: the clock may step. */
  at: number
  isOpen: boolean
}

/** What is older than `keptMs` is forgotten: it can no longer come back. */
export function createDials(keptMs: number): Dials {
  // In the order of their beginnings, since one that begins anew is put to the end.
  const dials = new Map<string, Dial>()
  /** By the number shown: whoever rings is looked for, however many are dialled meanwhile. */
  const showing = new Map<string, Set<string>>()

  function forgetOld(): void {
    const oldest = performance.now() - keptMs
    for (const [callSid, { at }] of dials) {
      if (at >= oldest) return
      forget(callSid)
    }
  }

  function forget(callSid: string): void {
    for (const key of dials.get(callSid)?.shown ?? []) {
      const those = showing.get(key)
      those?.delete(callSid)
      if (those?.size === 0) showing.delete(key)
    }
    dials.delete(callSid)
  }

  function* thatShow(caller: string): Generator<[string, Dial]> {
    for (const callSid of showing.get(spellingKey(caller)) ?? [])
      yield [callSid, dials.get(callSid)!]
  }

  return {
    begun(callSid, numbers) {
      forgetOld()
      forget(callSid)
      const shown = new Set(numbers.filter((one) => one !== '').map(spellingKey))
      dials.set(callSid, { shown, at: performance.now(), isOpen: true })
      for (const key of shown) showing.set(key, (showing.get(key) ?? new Set()).add(callSid))
    },
    ended(callSid) {
      const dial = dials.get(callSid)
      if (dial) dial.isOpen = false
    },
    isOpen(caller, { withinMs, otherThan }) {
      const since = performance.now() - withinMs
      for (const [callSid, dial] of thatShow(caller))
        if (dial.isOpen && dial.at >= since && callSid !== otherThan) return true
      return false
    },
    of: (caller) => Array.from(thatShow(caller), ([callSid]) => callSid),
  }
}

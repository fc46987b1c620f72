/** What a stranger can bring about at full speed is told now and then, with how often it was not. */

/** Calls `tell`, or counts. `unsaid`: how often `what` was only counted since it was told before. */
export type Seldom = (what: string, tell: (unsaid: number) => void) => void

/** `most` of each `what` in any `perMs` are told. Of few kinds: each is remembered. */
export function createSeldom({ most, perMs }: { most: number; perMs: number }): Seldom {
  const told = new Map<string, { since: number; count: number; unsaid: number }>()

  return function seldom(what, tell) {
    const now = performance.now()
    let kept = told.get(what)
    if (!kept) told.set(what, (kept = { since: now, count: 0, unsaid: 0 }))
    if (now - kept.since >= perMs) Object.assign(kept, { since: now, count: 0 })
    if (kept.count >= most) {
      kept.unsaid++
      return
    }
    kept.count++
    const { unsaid } = kept
    kept.unsaid = 0
    tell(unsaid)
  }
}

/** Changes made one after the other; one that fails is tried again, until it is made or another takes its place. */

export interface ChangedInTurn<Wanted> {
  /** Begins the change, or lets it wait for the one under way. */
  to(wanted: Wanted): void
  /** Resolves once nothing is under way: what failed may be tried again later. */
  idle(): Promise<void>
  /** Nothing is tried any more. */
  stop(): Promise<void>
}

export function createChangedInTurn<Wanted>(deps: {
  change(wanted: Wanted): Promise<void>
  /** The pause before a change is tried again, ms. */
  everyMs: number
  /** Told once of a change, however often it fails. */
  onFailure(error: unknown): void
}): ChangedInTurn<Wanted> {
  let underWay: Promise<void> = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined
  let latest: { wanted: Wanted; hasFailed: boolean } | null = null

  async function attempt(one: NonNullable<typeof latest>): Promise<void> {
    if (one !== latest) return
    try {
      await deps.change(one.wanted)
    } catch (error) {
      if (!one.hasFailed) deps.onFailure(error)
      one.hasFailed = true
      if (one === latest) timer = setTimeout(() => line(one), deps.everyMs).unref()
    }
  }

  function line(one: NonNullable<typeof latest>): void {
    underWay = underWay.then(() => attempt(one))
  }

  return {
    to(wanted) {
      clearTimeout(timer)
      latest = { wanted, hasFailed: false }
      line(latest)
    },
    idle: () => underWay,
    async stop() {
      latest = null
      clearTimeout(timer)
      await underWay
    },
  }
}

/** Scrubbing once for all who ask meanwhile, and again where it could not be done. */

/** A backup that reads for minutes keeps the log from being emptied. */
const AGAIN_MS = 30_000

export interface Scrubbing {
  /** Resolves when everything erased before the call is gone. Rejects where it is not yet: it is tried again. */
  (): Promise<void>
  /** Later, so that a start does not wait for it. */
  soon(): void
  stop(): void
}

export function createScrubbing(scrub: () => Promise<unknown>): Scrubbing {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  let again: NodeJS.Timeout | undefined
  let isStopped = false

  /** The running one may be past what was erased just now: whoever comes meanwhile shares the one after it. */
  function scrubbing(): Promise<void> {
    if (!running) return begin()
    next ??= running.then(begin, begin)
    return next
  }

  function begin(): Promise<void> {
    next = undefined
    clearTimeout(again)
    const current = run().finally(() => {
      if (running === current) running = undefined
    })
    running = current
    return current
  }

  async function run(): Promise<void> {
    if (isStopped) throw new Error('The database is closed')
    try {
      await scrub()
    } catch (error) {
      soon()
      throw error
    }
  }

  function soon(): void {
    if (isStopped) return
    clearTimeout(again)
    again = setTimeout(() => void scrubbing().catch(() => undefined), AGAIN_MS).unref()
  }

  scrubbing.soon = soon
  scrubbing.stop = () => {
    isStopped = true
    clearTimeout(again)
  }
  return scrubbing
}

/** What any process may change in the database: read at once, then time and again. */
import { repeatedly } from './repeatedly.ts'

export interface Followed {
  /** Reads what has been changed, here or elsewhere. Rejects where it cannot be read. */
  refresh(): Promise<void>
  stop(): void
}

/**
 * Resolves once it has been read, or could not be. `onRead` is told of what is not as it was, `onFailure` of the first
 * failure in a row: what was known last goes on.
 */
export async function follow<Stored>({
  read,
  everyMs,
  onRead,
  onFailure,
}: {
  read(): Promise<Stored>
  everyMs: number
  onRead(stored: Stored, isFirst: boolean): void
  onFailure(error: unknown): void
}): Promise<Followed> {
  let known = ''
  let isFailing = false

  /** Read again where it changes meanwhile, so that an older answer never takes the place of a newer one. */
  let reading: Promise<void> = Promise.resolve()
  function refresh(): Promise<void> {
    const next = reading.then(readAgain)
    reading = next.catch(() => undefined)
    return next
  }

  async function readAgain(): Promise<void> {
    const stored = await read()
    const found = JSON.stringify(stored)
    if (found === known) return
    const isFirst = known === ''
    known = found
    onRead(stored, isFirst)
  }

  async function look(): Promise<void> {
    try {
      await refresh()
      isFailing = false
    } catch (error) {
      if (!isFailing) onFailure(error)
      isFailing = true
    }
  }

  await look()
  let isFirstLook = true
  const stop = repeatedly(everyMs, async () => {
    if (!isFirstLook) await look()
    isFirstLook = false
  })
  return { refresh, stop }
}

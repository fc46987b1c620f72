/** Looks at everything at once; what hangs, or breaks, keeps nothing else from being told. */
import { setTimeout as delay } from 'node:timers/promises'
import { CHECKS, fail, type Check, type Examined, type Finding } from './check.ts'

/** By then whoever asks has waited long enough. */
const PATIENCE_MS = 12_000

/** In the order of the checks; each is told as soon as it is there. Never rejects. */
export async function examine(
  checks: readonly Check[],
  {
    patienceMs = PATIENCE_MS,
    onExamined = () => undefined,
  }: { patienceMs?: number; onExamined?: (examined: Examined) => void } = {},
): Promise<Examined[]> {
  return Promise.all(
    checks.map(async (check) => {
      const began = performance.now()
      const finding = await lookInTime(check, patienceMs)
      const { name } = check
      const tookMs = Math.round(performance.now() - began)
      const examined = { name, title: CHECKS[name], ...finding, tookMs }
      onExamined(examined)
      return examined
    }),
  )
}

async function lookInTime({ look }: Check, patienceMs: number): Promise<Finding> {
  const enough = new AbortController()
  const late = delay(patienceMs, undefined, { signal: enough.signal }).then(() => {
    enough.abort()
    return fail(
      `There was no answer within ${patienceMs / 1000} s.`,
      'See whether what is asked here runs, and whether a firewall drops what is sent to it.',
    )
  })
  // Whoever does not listen to the signal is left behind.
  late.catch(() => undefined)
  try {
    return await Promise.race([look(enough.signal), late])
  } catch (error) {
    if (enough.signal.aborted) return late
    return fail(`It could not be looked at: ${(error as Error).message}`, 'See the log.')
  } finally {
    enough.abort()
  }
}

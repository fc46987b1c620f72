/** Many labelled calls through one screener, several at a time, with a bar that shows how far it is. */
import type { ScreeningInput } from '../../../machines/ports.ts'
import type { Verdict } from '../../../machines/verdict.ts'
import { inputOf, type Scenario, type Screened } from '../../screening/evaluation/evaluation.ts'

export type Judge = (input: ScreeningInput) => Verdict | Promise<Verdict>

export interface Outcome {
  screened: Screened[]
  /** Calls that got no verdict, and why. */
  failed: { scenario: Scenario; error: string }[]
}

export async function screenAll(
  scenarios: readonly Scenario[],
  judge: Judge,
  concurrency: number,
  name: string,
): Promise<Outcome> {
  const outcome: Outcome = { screened: [], failed: [] }
  const waiting = scenarios.values()

  async function line(): Promise<void> {
    for (const scenario of waiting) {
      const began = performance.now()
      try {
        const answer = judge(inputOf(scenario))
        // Rules answer at once; what other calls take meanwhile is not theirs.
        const atOnceMs = performance.now() - began
        const verdict = await answer
        const modelMs = verdict.modelMs ?? atOnceMs
        outcome.screened.push({ scenario, verdict: { ...verdict, modelMs } })
      } catch (error) {
        outcome.failed.push({ scenario, error: (error as Error).message })
      }
      showProgress(name, outcome.screened.length + outcome.failed.length, scenarios.length)
    }
  }

  await Promise.all(Array.from({ length: concurrency }, line))
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  return outcome
}

const WIDTH = 30

function showProgress(name: string, done: number, all: number): void {
  if (!process.stderr.isTTY) return
  const full = Math.round((done / all) * WIDTH)
  const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full)
  process.stderr.write(`\r${name} ${bar} ${done}/${all}`)
}

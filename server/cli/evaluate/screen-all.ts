/** Many labelled calls through one screener. */
import { inputOf, type Scenario, type Screened } from '../../screening/evaluation/evaluation.ts'
import { severalAtOnce } from '../command/several-at-once.ts'
import type { Surroundings } from '../command/surroundings.ts'
import type { Judge } from './named-screener.ts'

export interface Outcome {
  screened: Screened[]
  /** Calls that got no verdict, and why. */
  failed: { scenario: Scenario; error: string }[]
}

export async function screenAll(
  scenarios: readonly Scenario[],
  judge: Judge,
  pace: { concurrency: number; name: string; around: Surroundings },
): Promise<Outcome> {
  const outcome: Outcome = { screened: [], failed: [] }
  const screen = async (scenario: Scenario) => {
    try {
      outcome.screened.push({ scenario, verdict: await judge(inputOf(scenario)) })
    } catch (error) {
      outcome.failed.push({ scenario, error: (error as Error).message })
    }
  }
  await severalAtOnce(scenarios, screen, pace)
  return outcome
}

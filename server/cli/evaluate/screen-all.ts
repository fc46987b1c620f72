/** Many labelled calls through one screener. */
import type { Limits } from '../../../machines/call.ts'
import type { Scenario, Screened } from '../../screening/evaluation/evaluation.ts'
import { liveThrough } from '../../screening/evaluation/live-through.ts'
import { severalAtOnce } from '../command/several-at-once.ts'
import type { Surroundings } from '../command/surroundings.ts'
import type { Judge } from './named-screener.ts'

export interface Pace {
  limits: Pick<Limits, 'maxTurns'>
  concurrency: number
  /** What the bar calls them. */
  name: string
  around: Surroundings
}

export interface Outcome {
  screened: Screened[]
  /** Calls that got no verdict, and why. */
  failed: { scenario: Scenario; error: string }[]
}

export async function screenAll(
  scenarios: readonly Scenario[],
  judge: Judge,
  pace: Pace,
): Promise<Outcome> {
  const screen = async (scenario: Scenario): Promise<Screened | Outcome['failed'][number]> => {
    try {
      const verdicts = await liveThrough(scenario.utterances, judge, pace.limits)
      return { scenario, verdict: verdicts.at(-1)!, verdicts }
    } catch (error) {
      return { scenario, error: (error as Error).message }
    }
  }
  const outcome: Outcome = { screened: [], failed: [] }
  for (const one of await severalAtOnce(scenarios, screen, pace))
    if ('error' in one) outcome.failed.push(one)
    else outcome.screened.push(one)
  return outcome
}

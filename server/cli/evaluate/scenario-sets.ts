/** Which calls a screener is asked about, and what they are called. */
import type { Scenario } from '../../screening/evaluation/evaluation.ts'
import { readScenarioFile } from '../../screening/evaluation/scenario-file.ts'
import { withFile } from '../command/files.ts'
import { UsageError } from '../command/usage-error.ts'

export interface ScenarioSet {
  name: string
  /** Of attempts nothing counts but whether they are put through. */
  holds: 'calls' | 'attempts'
  scenarios: Scenario[]
}

/** What was learned from, for whoever asks for it: the figures of the others come first. */
const LEARNED = 'tune'
export const LEARNED_NAME = 'learned from'

/** Throws `UsageError` or `ScenarioFileError`. */
export async function scenarioSets(wish: {
  file?: string | undefined
  set?: string | undefined
  learned: boolean
}): Promise<ScenarioSet[]> {
  const { file, set, learned } = wish
  if (file !== undefined) return [setIn(file, await scenariosIn(file), set)]
  if (set === 'corrected')
    throw new UsageError('--set corrected needs --file: calls that you corrected stay with you')
  const ours = await scenariosIn('prompts/scenarios.jsonl')
  const of = (name: string) => ours.filter((scenario) => scenario.set === name)
  if (set === undefined)
    return [
      ...splitByWriter(of('aside'), of(LEARNED)),
      await attempts(),
      ...(learned ? [calls(LEARNED_NAME, of(LEARNED))] : []),
    ]
  if (set === 'adversarial') return [await attempts()]
  if (set === LEARNED) return [calls(LEARNED_NAME, of(LEARNED))]
  if (set === 'aside') return splitByWriter(of('aside'), of(LEARNED))
  return [setIn('prompts/scenarios.jsonl', ours, set)]
}

/** New writers are those who taught nothing at all. */
export function splitByWriter(aside: Scenario[], learned: Scenario[]): ScenarioSet[] {
  const known = new Set(learned.map(({ voice }) => voice))
  const isNew = ({ voice }: Scenario) => voice !== undefined && !known.has(voice)
  return [
    calls(
      'kept aside',
      aside.filter((scenario) => !isNew(scenario)),
    ),
    calls('new writers', aside.filter(isNew)),
  ].filter(({ scenarios }) => scenarios.length > 0)
}

function setIn(file: string, all: Scenario[], set: string | undefined): ScenarioSet {
  if (set === undefined) return calls(file, all)
  const scenarios = all.filter((scenario) => scenario.set === set)
  if (scenarios.length > 0) return calls(set, scenarios)
  const known = [...new Set(all.map((scenario) => scenario.set))].filter((name) => name !== '')
  const there = known.length > 0 ? `it has ${known.join(', ')}` : 'its lines name no set'
  throw new UsageError(`${file} holds no call of the set ${set}: ${there}`)
}

async function attempts(): Promise<ScenarioSet> {
  const scenarios = await scenariosIn('prompts/adversarial.jsonl')
  return { name: 'adversarial', holds: 'attempts', scenarios }
}

function calls(name: string, scenarios: Scenario[]): ScenarioSet {
  return { name, holds: 'calls', scenarios }
}

/** Throws `UsageError` or `ScenarioFileError`. */
function scenariosIn(file: string): Promise<Scenario[]> {
  return withFile(file, 'read', () => readScenarioFile(file))
}

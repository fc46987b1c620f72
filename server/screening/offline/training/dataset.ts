/** Labelled calls, and their features as numbered samples. */
import { readFileSync } from 'node:fs'
import type { Scenario } from '../../evaluation.ts'
import type { Features } from '../features.ts'
import type { Sample } from './softmax.ts'

export function readScenarios(file: URL): Scenario[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Scenario)
}

/** The features seen in at least `least` of the calls, numbered. */
export function numberFeatures(seen: Features[], least: number): Map<string, number> {
  const times = new Map<string, number>()
  for (const features of seen) {
    for (const name of features.keys()) times.set(name, (times.get(name) ?? 0) + 1)
  }
  const kept = [...times].filter(([, count]) => count >= least)
  return new Map(kept.map(([name], index) => [name, index]))
}

export function sampleOf(
  features: Features,
  index: Map<string, number>,
  label: number,
  weight = 1,
): Sample {
  const known = [...features].filter(([name]) => index.has(name))
  return {
    indices: Int32Array.from(known, ([name]) => index.get(name)!),
    values: Float64Array.from(known, ([, value]) => value),
    label,
    weight,
  }
}

/** Labelled calls, and their features as numbered samples. */
import { readFileSync } from 'node:fs'
import type { Scenario as Labelled } from '../evaluation/evaluation.ts'
import { VECTOR_NAMES, type Features } from '../offline/features.ts'
import type { Sample } from './adagrad.ts'

/** A labelled call with who wrote it. */
export interface Scenario extends Labelled {
  /** Whose manner of speaking it is; the first calls have none. */
  voice?: string
  /** Calls that differ in one fact have the same. */
  pair?: string
  /** A two-letter code; English where there is none. */
  language?: string
}

export function readScenarios(file: URL): Scenario[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Scenario)
}

/** The vector, then the named features seen in at least `least` of the calls, numbered. */
export function numberFeatures(seen: Features[], least: number): Map<string, number> {
  const times = new Map<string, number>()
  for (const { named } of seen) {
    for (const name of named.keys()) times.set(name, (times.get(name) ?? 0) + 1)
  }
  // text-index.ts knows only plain ASCII.
  const kept = [...times].filter(([name, count]) => count >= least && /^[ -~]+$/.test(name))
  const names = [...VECTOR_NAMES, ...kept.map(([name]) => name)]
  return new Map(names.map((name, row) => [name, row]))
}

export function sampleOf(
  { named, vector }: Features,
  index: Map<string, number>,
  label: number,
  weight = 1,
): Sample {
  const known = [...named].filter(([name]) => index.has(name))
  return {
    indices: Int32Array.from([...vector.keys(), ...known.map(([name]) => index.get(name)!)]),
    values: Float64Array.from([...vector, ...known.map(([, value]) => value)]),
    label,
    weight,
  }
}

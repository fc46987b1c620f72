/** The trained weights: how much each signal says for each decision and for each kind of call. */
import { readFileSync } from 'node:fs'
import type { Features } from './features.ts'

export const DECISIONS = ['transfer', 'end', 'ask'] as const

export interface Model {
  labels: readonly string[]
  /** By feature, one weight for each label. */
  weights: Record<string, number[]>
}

export interface Weights {
  decision: Model
  kind: Model
}

export function loadWeights(file = new URL('./weights.json', import.meta.url)): Weights {
  return JSON.parse(readFileSync(file, 'utf8')) as Weights
}

/** The probability of each label. */
export function probabilities({ labels, weights }: Model, features: Features): number[] {
  const scores = labels.map(() => 0)
  for (const [feature, value] of features) {
    const row = weights[feature]
    if (row) for (let label = 0; label < row.length; label++) scores[label]! += row[label]! * value
  }
  const highest = Math.max(...scores)
  const raised = scores.map((score) => Math.exp(score - highest))
  const sum = raised.reduce((a, b) => a + b, 0)
  return raised.map((value) => value / sum)
}

/** Softmax regression by AdaGrad over shuffled samples, its later rounds averaged. */
import { createChance } from './chance.ts'

export interface Sample {
  indices: Int32Array
  values: Float64Array
  label: number
  weight: number
}

export interface Fit {
  classes: number
  features: number
  rounds?: number
}

/** Chosen by cross-validation. */
const RATE = 0.1
const L2 = 1e-5
const SEED = 12_345
/** Below this a sample is as right as it can be, and teaches nothing more. */
const LEAST_ERROR = 1e-4

/** Weights by feature and class: `weights[feature * classes + class]`. */
export function fitSoftmax(samples: Sample[], { classes, features, rounds = 8 }: Fit) {
  const size = features * classes
  const weights = new Float64Array(size)
  const squares = new Float64Array(size).fill(1e-3)
  const averaged = new Float64Array(size)
  const scores = new Float64Array(classes)
  const order = samples.slice()
  const chance = createChance(SEED)
  const settled = Math.ceil(rounds / 2)
  for (let round = 0; round < rounds; round++) {
    chance.shuffle(order)
    for (const sample of order) {
      score(weights, sample, scores)
      for (let c = 0; c < classes; c++) {
        const error = (scores[c]! - (c === sample.label ? 1 : 0)) * sample.weight
        if (Math.abs(error) > LEAST_ERROR) learn(sample, c, error)
      }
    }
    if (round < settled) continue
    for (let i = 0; i < size; i++) averaged[i]! += weights[i]! / (rounds - settled)
  }
  return averaged

  function learn({ indices, values }: Sample, c: number, error: number): void {
    for (let k = 0; k < indices.length; k++) {
      const at = indices[k]! * classes + c
      const gradient = error * values[k]! + L2 * weights[at]!
      squares[at]! += gradient * gradient
      weights[at]! -= (RATE * gradient) / Math.sqrt(squares[at]!)
    }
  }
}

/** Class probabilities of a sample, written into `into`. */
function score(weights: Float64Array, sample: Sample, into: Float64Array): void {
  const classes = into.length
  into.fill(0)
  for (let k = 0; k < sample.indices.length; k++) {
    const at = sample.indices[k]! * classes
    const value = sample.values[k]!
    for (let c = 0; c < classes; c++) into[c]! += weights[at + c]! * value
  }
  const highest = Math.max(...into)
  let sum = 0
  for (let c = 0; c < classes; c++) sum += into[c] = Math.exp(into[c]! - highest)
  for (let c = 0; c < classes; c++) into[c]! /= sum
}

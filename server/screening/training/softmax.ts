/** Softmax regression with L2, by Adam over the whole set: deterministic, no seed needed. */

export interface Sample {
  indices: Int32Array
  values: Float64Array
  label: number
  weight: number
}

export interface Fit {
  classes: number
  features: number
  l2: number
  rounds?: number
}

/** Weights by feature and class: `weights[feature * classes + class]`. */
export function fitSoftmax(samples: Sample[], { classes, features, l2, rounds = 220 }: Fit) {
  const size = features * classes
  const weights = new Float64Array(size)
  const gradient = new Float64Array(size)
  const first = new Float64Array(size)
  const second = new Float64Array(size)
  const scores = new Float64Array(classes)
  const total = samples.reduce((sum, sample) => sum + sample.weight, 0)
  for (let round = 1; round <= rounds; round++) {
    for (let i = 0; i < size; i++) gradient[i] = (l2 * weights[i]!) / total
    for (const sample of samples) {
      score(weights, sample, scores)
      for (let c = 0; c < classes; c++) {
        scores[c] = ((scores[c]! - (c === sample.label ? 1 : 0)) * sample.weight) / total
      }
      for (let k = 0; k < sample.indices.length; k++) {
        const at = sample.indices[k]! * classes
        const value = sample.values[k]!
        for (let c = 0; c < classes; c++) gradient[at + c]! += scores[c]! * value
      }
    }
    const rate = 0.05 * Math.min(1, (2 * (rounds - round + 1)) / rounds)
    const correction1 = 1 - 0.9 ** round
    const correction2 = 1 - 0.999 ** round
    for (let i = 0; i < size; i++) {
      first[i] = 0.9 * first[i]! + 0.1 * gradient[i]!
      second[i] = 0.999 * second[i]! + 0.001 * gradient[i]! * gradient[i]!
      weights[i]! -=
        (rate * (first[i]! / correction1)) / (Math.sqrt(second[i]! / correction2) + 1e-8)
    }
  }
  return weights
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

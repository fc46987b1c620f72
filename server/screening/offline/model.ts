/** The trained weights: how much each signal says for each decision and for each kind of call. */
import { readFileSync } from 'node:fs'
import { CALL_KINDS } from '../../../machines/verdict.ts'
import type { Features } from './features.ts'
import { openTextIndex } from './text-index.ts'

export const DECISIONS = ['transfer', 'end', 'ask'] as const
const COLUMNS = DECISIONS.length + CALL_KINDS.length

/** One step of a stored weight. */
export const STEP_OF_WEIGHT = 1 / 100

export interface Weights {
  /** The row of a named feature, or -1; those of the vector have the first rows, in its order. */
  rowOf(name: string): number
  /** By row, a weight for each decision and then for each kind, in steps. */
  table: Int16Array
}

export interface Chances {
  decisions: Float64Array
  kinds: Float64Array
}

/** `features.txt` names the rows of `weights.bin`. */
export function loadWeights(folder = new URL('./', import.meta.url)): Weights {
  const index = openTextIndex(new URL('features.txt', folder), new URL('features.index', folder))
  const bytes = readFileSync(new URL('weights.bin', folder))
  const table = new Int16Array(index.lines * COLUMNS)
  if (bytes.length !== table.byteLength) {
    throw new RangeError(
      `weights.bin has ${bytes.length} bytes where features.txt and the kinds of call ask for ` +
        `${table.byteLength}; run: npm run train`,
    )
  }
  new Uint8Array(table.buffer).set(bytes)
  return { rowOf: index.lineOf, table }
}

/** The probability of each decision and of each kind. */
export function chancesOf({ rowOf, table }: Weights, { named, vector }: Features): Chances {
  const scores = new Float64Array(COLUMNS)
  for (const [name, value] of named) {
    const row = rowOf(name)
    if (row >= 0) addRow(scores, table, row * COLUMNS, value * STEP_OF_WEIGHT)
  }
  for (let row = 0; row < vector.length; row++) {
    addRow(scores, table, row * COLUMNS, vector[row]! * STEP_OF_WEIGHT)
  }
  return {
    decisions: softmax(scores.subarray(0, DECISIONS.length)),
    kinds: softmax(scores.subarray(DECISIONS.length)),
  }
}

function addRow(scores: Float64Array, table: Int16Array, from: number, value: number): void {
  for (let i = 0; i < COLUMNS; i++) scores[i]! += table[from + i]! * value
}

function softmax(scores: Float64Array): Float64Array {
  let highest = -Infinity
  for (const score of scores) if (score > highest) highest = score
  let sum = 0
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i]! - highest)
  for (let i = 0; i < scores.length; i++) scores[i]! /= sum
  return scores
}

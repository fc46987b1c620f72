/** Word vectors: an unlisted word is known by the company it keeps. Their origin: vectors.md. */
import { readFileSync } from 'node:fs'
import { openTextIndex } from './text-index.ts'
import { stemOf, type Word } from './words.ts'

export const DIMENSIONS = 64
/** One step of a stored byte; vectors have unit length. */
export const STEP = 1 / 200

export interface Vectors {
  /** Row of a word, or -1. */
  rowOf(word: Word): number
  rows: Int8Array
  /** How much a word says by being rare: `a / (a + frequency)`, frequency by Zipf's law. */
  rarityOf(row: number): number
}

/** Arora et al., A Simple but Tough-to-Beat Baseline for Sentence Embeddings, ICLR 2017. */
const SMOOTHING = 1e-3
const HARMONIC = 13

export function loadVectors(folder = new URL('./', import.meta.url)): Vectors {
  const { lineOf } = openTextIndex(
    new URL('vocabulary.txt', folder),
    new URL('vocabulary.index', folder),
  )
  const bytes = readFileSync(new URL('vectors.bin', folder))
  const rows = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)

  function rowOf({ text, stem }: Word): number {
    let row = lineOf(text)
    if (row < 0 && stem !== text) row = lineOf(stem)
    if (row < 0) row = lineOf(`${stem}e`)
    return row < 0 ? lineOf(stemOf(stem)) : row
  }

  return {
    rowOf,
    rows,
    rarityOf: (row) => SMOOTHING / (SMOOTHING + 1 / ((row + 1) * HARMONIC)),
  }
}

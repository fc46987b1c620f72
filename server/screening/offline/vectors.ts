/** Word vectors: an unlisted word is known by the company it keeps. Their origin: vectors.md. */
import { readFileSync } from 'node:fs'
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
  const words = readFileSync(new URL('vocabulary.txt', folder), 'utf8').split('\n')
  const bytes = readFileSync(new URL('vectors.bin', folder))
  const rows = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  const rowOfText = new Map<string, number>()
  for (const [row, word] of words.entries()) rowOfText.set(word, row)

  function rowOf({ text, stem }: Word): number {
    const row = rowOfText.get(text) ?? rowOfText.get(stem) ?? rowOfText.get(`${stem}e`)
    if (row !== undefined) return row
    const shorter = stemOf(stem)
    return rowOfText.get(shorter) ?? -1
  }

  return {
    rowOf,
    rows,
    rarityOf: (row) => SMOOTHING / (SMOOTHING + 1 / ((row + 1) * HARMONIC)),
  }
}

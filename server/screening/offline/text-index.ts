/** Finds the line of a text that equals a word, over its bytes: no string is kept per line. */
import { readFileSync } from 'node:fs'

const NEWLINE = 10
const FREE = 0xffff

export interface TextIndex {
  /** The number of the line, from 0, or -1. */
  lineOf(text: string): number
  lines: number
}

/**
 * Opens a text of plain ASCII together with its index. The index was made when the text was
 * written: a loop over all its bytes at every start would wake the optimising compiler, whose
 * working memory is six times the size of both.
 */
export function openTextIndex(text: URL, index: URL): TextIndex {
  const bytes = readFileSync(text)
  const stored = readFileSync(index)
  const [length = 0, lines = 0] = new Uint32Array(Uint8Array.from(stored.subarray(0, 8)).buffer)
  if (length !== bytes.length) {
    throw new RangeError(`${index.pathname} was made of another text; run: npm run train`)
  }
  const body = Uint8Array.from(stored.subarray(8)).buffer
  const starts = new Uint32Array(body, 0, lines + 1)
  const table = new Uint16Array(body, starts.byteLength)
  const places = table.length

  function equals(line: number, word: string): boolean {
    const start = starts[line]!
    if (starts[line + 1]! - 1 - start !== word.length) return false
    for (let i = 0; i < word.length; i++) {
      if (bytes[start + i] !== word.charCodeAt(i)) return false
    }
    return true
  }

  return {
    lines,
    lineOf(word) {
      let hash = SEED
      for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME)
      let place = spread(hash) & (places - 1)
      for (let line = table[place]!; line !== FREE; line = table[place]!) {
        if (equals(line, word)) return line
        place = (place + 1) & (places - 1)
      }
      return -1
    },
  }
}

/**
 * The index of a text of fewer than 65 535 lines: its length and its number of lines, where each
 * line begins and where one after the last would, and a hash table of line numbers.
 */
export function indexOfText(bytes: Uint8Array): Uint8Array {
  const starts = [0]
  for (const [at, byte] of bytes.entries()) if (byte === NEWLINE) starts.push(at + 1)
  const lines = starts.length
  starts.push(bytes.length + 1)
  // Twice as many places as lines keep the walks along taken ones short.
  const places = 2 ** Math.ceil(Math.log2(2 * lines + 2))
  const table = new Uint16Array(places).fill(FREE)
  for (let line = 0; line < lines; line++) {
    const word = bytes.subarray(starts[line], starts[line + 1]! - 1)
    let place = spread(word.reduce((hash, byte) => Math.imul(hash ^ byte, PRIME), SEED))
    place &= places - 1
    while (table[place] !== FREE) place = (place + 1) & (places - 1)
    table[place] = line
  }
  const head = Uint32Array.of(bytes.length, lines, ...starts)
  return Buffer.concat([Buffer.from(head.buffer), Buffer.from(table.buffer)])
}

/** FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ */
const SEED = 0x811c9dc5
const PRIME = 0x01000193

/** The low bits of FNV-1a alone are poorly mixed. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}

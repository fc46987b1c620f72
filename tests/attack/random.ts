/** Chance that can be played again: the same seed and name give the same draws. */
import { createHash } from 'node:crypto'

export interface Random {
  /** From 0 to 1, without 1. */
  next(): number
  /** A whole number from `least` to `most`, both among them. */
  whole(least: number, most: number): number
  /** True once in so many times. */
  onceIn(times: number): boolean
  pick<One>(all: readonly One[]): One
  /** So many, each drawn on its own. */
  some<One>(count: number, draw: () => One): One[]
  shuffled<One>(all: readonly One[]): One[]
  /** Hexadecimal digits, as in a call id. */
  hex(digits: number): string
}

/** Mulberry32: small, quick, and good enough for choosing what to try. */
export function createRandom(seed: number, name: string): Random {
  let state = createHash('sha256').update(`${seed} ${name}`).digest().readUInt32LE(0)

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const some = <One>(count: number, draw: () => One) => Array.from({ length: count }, draw)
  return {
    next,
    whole,
    some,
    onceIn: (times) => next() * times < 1,
    pick: (all) => all[whole(0, all.length - 1)]!,
    shuffled(all) {
      const mixed = [...all]
      for (let at = mixed.length - 1; at > 0; at--) {
        const other = whole(0, at)
        ;[mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!]
      }
      return mixed
    },
    hex: (digits) => some(digits, () => whole(0, 15).toString(16)).join(''),
  }
}

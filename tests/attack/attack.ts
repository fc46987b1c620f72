/** What every attack is: a promise of the product's, and tries to make it break it. */
import type { Random } from './random.ts'

export interface Attack {
  /** For `--only`. */
  name: string
  /** What holds, in one sentence. */
  promise: string
  /** How much of the time it is given, beside the others. */
  share: number
  /** Tries until the budget is spent. Draws whatever it does from `random`, so that a seed plays it again. */
  run(budget: Budget, random: Random, report: Report): Promise<void>
}

export interface Budget {
  /** Looked at between two tries: each is played to its end. */
  isSpent(): boolean
  /** Only to see whether the attack still works: with few of everything. */
  isBrief: boolean
}

export interface Report {
  tried(tries?: number): void
  /**
   * The promise was broken: how, in one line, the same for the same fault; and an example, of which the first
   * is told.
   */
  fault(what: string, example?: string): void
  /** The same, where it took longer than that; a brief run, on a machine that does other things, is patient. */
  took(ms: number, most: { ms: number; else: string }, example?: string): void
}

/** A fault, and the try that showed it first. */
export interface Fault {
  what: string
  example: string
  /** Counted from 1. */
  firstTry: number
  times: number
}

export interface Outcome {
  attack: Attack
  seed: number
  tries: number
  seconds: number
  faults: Fault[]
}

/** What became of each mutant, as files that all the processes which try them see. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Mutant {
  id: string
  /** From the project's root. */
  file: string
  /** Counted from 0. */
  from: Place
  to: Place
  replacement: string
}

export interface Place {
  line: number
  column: number
}

export interface Outcomes {
  mutants(): Mutant[]
  keep(mutants: readonly Mutant[]): void
  /** Some test has come by its place. */
  reached(id: string): void
  isReached(id: string): boolean
  /** Some test has failed with it. */
  killed(id: string, by: string): void
  isKilled(id: string): boolean
}

export function outcomesIn(folder: string): Outcomes {
  const at = (...names: string[]) => join(folder, ...names)
  for (const name of ['killed', 'reached']) mkdirSync(at(name), { recursive: true })
  return {
    mutants: () => JSON.parse(readFileSync(at('mutants.json'), 'utf8')) as Mutant[],
    keep: (mutants) => writeFileSync(at('mutants.json'), JSON.stringify(mutants)),
    reached: (id) => writeFileSync(at('reached', id), ''),
    isReached: (id) => existsSync(at('reached', id)),
    killed: (id, by) => writeFileSync(at('killed', id), by),
    isKilled: (id) => existsSync(at('killed', id)),
  }
}

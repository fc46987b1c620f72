/** What became of each mutant, as files that all the processes which try them see. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

const STEP_MS = 10

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
  /** Of none is anything known any more. */
  begin(mutants: readonly Mutant[]): void
  /** Those that were killed stay so; false, and nothing is changed, where these are others than last time. */
  beginAgain(mutants: readonly Mutant[]): boolean
  /** Its place was come by outside of all tests: as its module was loaded, if it is a constant. */
  loaded(id: string): void
  isLoaded(id: string): boolean
  /** All tests were run with it from the start. */
  triedFromStart(id: string): void
  isTriedFromStart(id: string): boolean
  /** Some test has come by its place. */
  reached(id: string): void
  isReached(id: string): boolean
  /** It was tried for so long, and lives. */
  tried(id: string, ms: number): void
  /** By all processes together, ms. */
  triedFor(id: string): number
  /** Some test has failed with it. */
  killed(id: string, by: string): void
  isKilled(id: string): boolean
}

export function outcomesIn(folder: string): Outcomes {
  const at = (...names: string[]) => join(folder, ...names)

  function empty(...names: string[]): void {
    for (const name of names) {
      rmSync(at(name), { recursive: true, force: true })
      mkdirSync(at(name), { recursive: true })
    }
  }

  return {
    mutants: () => JSON.parse(readFileSync(at('mutants.json'), 'utf8')) as Mutant[],
    begin(mutants) {
      empty('from-start', 'killed', 'loaded', 'reached')
      writeFileSync(at('mutants.json'), JSON.stringify(mutants))
    },
    beginAgain(mutants) {
      if (!existsSync(at('mutants.json'))) return false
      if (readFileSync(at('mutants.json'), 'utf8') !== JSON.stringify(mutants)) return false
      for (const { id } of mutants)
        if (existsSync(at('reached', id))) writeFileSync(at('reached', id), '')
      return true
    },
    loaded: (id) => writeFileSync(at('loaded', id), ''),
    isLoaded: (id) => existsSync(at('loaded', id)),
    triedFromStart: (id) => writeFileSync(at('from-start', id), ''),
    isTriedFromStart: (id) => existsSync(at('from-start', id)),
    reached: (id) => appendFileSync(at('reached', id), ''),
    isReached: (id) => existsSync(at('reached', id)),
    // As long as the file: a process adds to it whatever others do.
    tried: (id, ms) => appendFileSync(at('reached', id), '.'.repeat(Math.ceil(ms / STEP_MS))),
    triedFor: (id) => statSync(at('reached', id)).size * STEP_MS,
    killed: (id, by) => writeFileSync(at('killed', id), by),
    isKilled: (id) => existsSync(at('killed', id)),
  }
}

/** What became of the mutants, in a file and in figures. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Mutant, Outcomes } from './outcomes.ts'

/** Whatever folder the tests were run in. */
const ROOT = resolve(import.meta.dirname, '../..')

/** Each that survived or that no test came by, in order. */
export function* survivors(outcomes: Outcomes): Generator<string> {
  for (const [file, mutants] of byFile(outcomes)) {
    const lines = readFileSync(join(ROOT, file), 'utf8').split('\n')
    for (const mutant of mutants) {
      if (outcomes.isKilled(mutant.id)) continue
      const was = inOneLine(changed(lines, mutant))
      yield `${file}:${mutant.from.line + 1} ${fate(outcomes, mutant)}: ${was} => ${inOneLine(mutant.replacement)}`
    }
  }
}

/** A line for each file. */
export function* scores(outcomes: Outcomes): Generator<string> {
  for (const [file, mutants] of byFile(outcomes)) {
    const killed = mutants.filter(({ id }) => outcomes.isKilled(id)).length
    const reached = mutants.filter(({ id }) => isTried(outcomes, id)).length
    const percent = (of: number) => (of === 0 ? '-' : `${Math.round((100 * killed) / of)} %`)
    yield `${file}: ${killed} killed of ${reached} reached, ${percent(reached)}; of all ${mutants.length}, ${percent(mutants.length)}`
  }
}

function fate(outcomes: Outcomes, { id }: Mutant): string {
  if (isTried(outcomes, id)) return 'survived'
  return outcomes.isLoaded(id) ? 'a constant, not tried' : 'not reached'
}

function isTried(outcomes: Outcomes, id: string): boolean {
  return outcomes.isReached(id) || outcomes.isTriedFromStart(id)
}

function byFile(outcomes: Outcomes): Map<string, Mutant[]> {
  return Map.groupBy(outcomes.mutants(), ({ file }) => file)
}

function changed(lines: string[], { from, to }: Mutant): string {
  const some = lines.slice(from.line, to.line + 1)
  some[some.length - 1] = some.at(-1)!.slice(0, to.column)
  some[0] = some[0]!.slice(from.column)
  return some.join(' ')
}

function inOneLine(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ').trim()
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}

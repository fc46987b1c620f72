/** The whole of an evaluation on one screen: the answer first, then who it fails on, words only if asked for. */
import type { Surroundings } from '../command/surroundings.ts'
import { printComparison, type Comparison } from './compare.ts'
import {
  print,
  printFigures,
  printMistakes,
  printPace,
  printGroups,
  type Column,
} from './print-report.ts'
import type { Report } from './report.ts'
import { LEARNED_NAME, type ScenarioSet } from './scenario-sets.ts'

export interface Evaluated {
  set: ScenarioSet
  /** Of each that was asked, in their order. */
  reports: Report[]
  /** Null where only one was asked. */
  comparison: Comparison | null
}

interface Manner {
  mistakes: boolean
  maxTurns: number
  around: Surroundings
}

export function printEvaluation(names: string[], all: Evaluated[], manner: Manner): void {
  const { maxTurns, around } = manner
  const who = names.join(' against ')
  print(around, `${who}, asked turn by turn as in a call, at most ${maxTurns} questions each`)
  if (names.length > 1) return printSideBySide(names as [string, string], all, manner)
  const columns = all.map(({ set, reports }) => ({
    heading: `${set.name}: ${set.scenarios.length} calls`,
    report: reports[0]!,
  }))
  for (const block of blocksOf(columns)) printFigures('', block, around)
  // The new writers, where there are any: of the others something was learned before.
  const newest = columns.findLast(({ report }) => isUnlearned(report))
  if (newest) {
    const { name, byVoice, byLanguage } = newest.report
    printGroups(`by voice, ${name}`, byVoice, around)
    printGroups(`by language, ${name}`, byLanguage, around)
  }
  print(around, '')
  for (const { report } of columns) printPace({ heading: report.name, report }, around)
  if (manner.mistakes)
    for (const { report } of columns) printMistakes({ heading: report.name, report }, around)
  else print(around, 'Mistakes in words: --mistakes')
}

function printSideBySide(
  [one, other]: [string, string],
  all: Evaluated[],
  { mistakes, around }: Manner,
): void {
  const columnsOf = ({ reports }: Evaluated) =>
    [one, other].map((heading, index) => ({ heading, report: reports[index]! }))
  for (const evaluated of all) {
    const { name, scenarios } = evaluated.set
    printFigures(`${name}: ${scenarios.length} calls`, columnsOf(evaluated), around)
  }
  for (const { set, comparison } of all)
    printComparison(comparison!, { one, other, set: set.name, all: mistakes }, around)
  print(around, '')
  for (const evaluated of all)
    for (const { heading, report } of columnsOf(evaluated))
      printPace({ heading: `${heading}, ${evaluated.set.name}`, report }, around)
}

/** What was never learned from beside one another, attempts below, and last what was learned from. */
function blocksOf(columns: Column[]): Column[][] {
  return [
    columns.filter(({ report }) => isUnlearned(report)),
    columns.filter(({ report }) => report.holds === 'attempts'),
    columns.filter(({ report }) => report.name === LEARNED_NAME),
  ].filter((block) => block.length > 0)
}

function isUnlearned({ holds, name }: Report): boolean {
  return holds === 'calls' && name !== LEARNED_NAME
}

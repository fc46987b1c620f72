/** A test's name tells what it needs, so that `npm test` runs what needs nothing: docs/testing.md. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { importsOf } from './support/imports.ts'

const FILES = globSync('tests/**/*.ts', { exclude: ['tests/bench/**'] }).map((file) =>
  file.replaceAll('\\', '/'),
)
const TARGETS = new Map(FILES.map((file) => [file, importsOf(file, readFileSync(file, 'utf8'))]))

test.each(FILES.filter((file) => file.endsWith('.test.ts')))(
  '%s is of the kind it says',
  (file) => {
    const [, named = 'unit'] = /\.(browser|process)\.test\.ts$/.exec(file) ?? []
    expect(named).toBe(kindOf(file))
  },
)

test.each([
  ['tests/a.test.ts', 'node:child_process', 'process'],
  ['tests/a.test.ts', 'playwright-core', 'browser'],
  ['tests/a.test.ts', 'tests/support/command-process.ts', 'process'],
  ['tests/a.test.ts', 'tests/support/browser.ts', 'browser'],
  ['tests/a.test.ts', 'tests/support/concierge.ts', 'unit'],
])('%s that imports %s is a %s test', (file, target, kind) => {
  expect(kindOf(file, new Map([...TARGETS, [file, [target]]]))).toBe(kind)
})

/** What it starts, itself or by what it imports of tests/. */
function kindOf(file: string, targets = TARGETS): 'unit' | 'process' | 'browser' {
  const reached = new Set([file])
  for (const one of reached) for (const target of targets.get(one) ?? []) reached.add(target)
  if (reached.has('playwright-core')) return 'browser'
  return reached.has('node:child_process') ? 'process' : 'unit'
}

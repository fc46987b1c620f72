/** `npm run check`: everything that CI holds against a change, one after the other, and a verdict at the end. */
import { spawnSync } from 'node:child_process'
import { findBrowser } from './support/find-browser.ts'

/** In CI nothing is left out; elsewhere what this machine has no program for. */
const leavesOutPages = !process.env.CI && !findBrowser()

const STEPS: [name: string, ...args: string[]][] = [
  ['check:format'],
  ['check:lint'],
  ['check:types'],
  ['check:dead'],
  ['test:all', ...(leavesOutPages ? ['--', '--project', '!browser'] : [])],
]

const began = performance.now()
const failed: string[] = []
for (const [name, ...args] of STEPS) {
  const stepBegan = performance.now()
  // Through the shell, for on Windows npm is a script.
  const { status } = spawnSync(['npm', 'run', '--silent', name, ...args].join(' '), {
    shell: true,
    stdio: 'inherit',
  })
  console.log(`${status === 0 ? '✓' : '✗'} ${name} ${secondsSince(stepBegan)}`)
  if (status !== 0) failed.push(name)
}
if (leavesOutPages) console.log('Left out: the page tests, for this machine has no Chromium.')
console.log(
  failed.length > 0
    ? `\nNOT GOOD: ${failed.join(', ')} failed (${secondsSince(began)})`
    : `\nGOOD: all ${STEPS.length} checks passed (${secondsSince(began)})`,
)
process.exitCode = failed.length > 0 ? 1 : 0

function secondsSince(moment: number): string {
  return `${((performance.now() - moment) / 1000).toFixed(1)} s`
}

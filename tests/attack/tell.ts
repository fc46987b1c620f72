/** What came of the attacks, for people. */
import type { Outcome } from './attack.ts'

export function tellOutcomes(outcomes: readonly Outcome[], say: (text: string) => void): void {
  say('\n| attack | what holds | tries | seconds | faults |\n|---|---|---|---|---|')
  for (const { attack, tries, seconds, faults } of outcomes)
    say(
      `| ${attack.name} | ${attack.promise} | ${tries.toLocaleString('en-US')} | ${seconds.toFixed(0)} | ${faults.length} |`,
    )
  for (const { attack, seed, faults } of outcomes) {
    if (faults.length === 0) continue
    say(`\nAgain: npm run attack -- --only ${attack.name} --seed ${seed}`)
    for (const { what, example, firstTry, times } of faults) {
      say(`  ✗ ${what} (${times} ×, first in try ${firstTry})`)
      if (example) say(`    ${example}`)
    }
  }
}

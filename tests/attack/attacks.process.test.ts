/** Each attack for a moment, so that the tool itself stays whole; `npm run attack` has the patience. */
import { expect, test } from 'vitest'
import { attacks } from './attacks.ts'
import { runAttacks } from './run-attacks.ts'

test.concurrent.each(attacks)('$name: $promise', async (attack) => {
  const [outcome] = await runAttacks([attack], { seconds: 0, seed: 20_261_126, isBrief: true })
  expect(outcome!.faults).toEqual([])
  expect(outcome!.tries).toBeGreaterThan(0)
})

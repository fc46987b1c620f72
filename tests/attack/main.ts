/** `npm run attack`: tries to break what docs/security.md promises, on real servers on this machine. */
import { UsageError } from '../../server/cli/command/usage-error.ts'
import { attacks } from './attacks.ts'
import { helpOn, readAttackOptions, type AttackOptions } from './options.ts'
import { runAttacks } from './run-attacks.ts'
import { tellOutcomes } from './tell.ts'

const code = await attack(process.argv.slice(2))
// What an attack has left open keeps nobody waiting.
process.exit(code)

/** Gives the exit code: 1 where a promise did not hold, 2 for wrong usage. */
async function attack(args: string[]): Promise<number> {
  let options: AttackOptions | null
  try {
    options = readAttackOptions(args, attacks)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\nSee npm run attack -- --help`)
    return 2
  }
  if (!options) {
    console.log(helpOn(attacks))
    return 0
  }
  const { minutes, seed, attacks: chosen } = options
  console.log(`Seed ${seed}, ${minutes} minutes, Node ${process.version}`)
  const outcomes = await runAttacks(
    chosen,
    { seconds: minutes * 60, seed },
    ({ attack: { name }, tries, seconds, faults }) =>
      console.log(
        `${faults.length === 0 ? '✓' : '✗'} ${name}: ${tries} tries, ${seconds.toFixed(0)} s, ${faults.length} faults`,
      ),
  )
  tellOutcomes(outcomes, (text) => console.log(text))
  return outcomes.some(({ faults }) => faults.length > 0) ? 1 : 0
}

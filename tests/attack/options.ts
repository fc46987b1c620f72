/** What `npm run attack` can be told. */
import { wholeNumber } from '../../server/cli/command/option-values.ts'
import { parseOptions } from '../../server/cli/command/options.ts'
import { UsageError } from '../../server/cli/command/usage-error.ts'
import type { Attack } from './attack.ts'

const OPTIONS = {
  minutes: { type: 'string', default: '8' },
  seed: { type: 'string' },
  only: { type: 'string' },
} as const

export interface AttackOptions {
  attacks: readonly Attack[]
  minutes: number
  seed: number
}

/** Null: help is wished for. Throws `UsageError`. */
export function readAttackOptions(
  args: string[],
  attacks: readonly Attack[],
): AttackOptions | null {
  const { values, wantsHelp } = parseOptions(args, { options: OPTIONS, takesWords: false })
  if (wantsHelp) return null
  const { minutes, seed, only } = values
  return {
    attacks: only === undefined ? attacks : [attackCalled(only, attacks)],
    minutes: readMinutes(minutes),
    seed:
      seed === undefined
        ? Math.floor(Math.random() * 1_000_000)
        : wholeNumber('seed', seed, 0, 2 ** 32 - 1),
  }
}

export function helpOn(attacks: readonly Attack[]): string {
  const width = Math.max(...attacks.map(({ name }) => name.length))
  const list = attacks.map(({ name, promise }) => `  ${name.padEnd(width)}  ${promise}`)
  return `npm run attack -- [--minutes 8] [--seed NUMBER] [--only NAME]

Attacks servers of its own on this machine, and says which promises did not hold: exit code 1.

--minutes  how long in all; what is begun is played to its end
--seed     the same number tries the same again; by default by chance, and told
--only     one attack, with all of the time
--help     prints this, and attacks nothing

${list.join('\n')}`
}

function attackCalled(name: string, attacks: readonly Attack[]): Attack {
  const found = attacks.find((attack) => attack.name === name)
  if (found) return found
  const known = attacks.map((attack) => attack.name).join(', ')
  throw new UsageError(`--only ${name}: there is no such attack. Known are ${known}`)
}

function readMinutes(written: string): number {
  const minutes = Number(written)
  if (/^\d+(\.\d+)?$/.test(written) && minutes >= 0.01 && minutes <= 1_440) return minutes
  throw new UsageError(`--minutes ${written}: give minutes, from 0.01 to 1440`)
}

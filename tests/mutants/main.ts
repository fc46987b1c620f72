/** `npm run test:mutate`: which small changes of the code no test takes notice of. */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startVitest } from 'vitest/node'
import { UsageError } from '../../server/cli/command/usage-error.ts'
import { HELP, readMutantOptions, type MutantOptions } from './options.ts'
import { outcomesIn } from './outcomes.ts'
import { plant } from './plant.ts'
import { tryConstants, vitestIn } from './try-constants.ts'
import { scores, survivors } from './tell-outcomes.ts'

/** Within the project, so that packages are found from it. */
const FOLDER = resolve('artifacts', process.env.MUTANTS_FOLDER ?? 'mutants')
const COPY = join(FOLDER, 'copy')
const OUTCOMES = join(FOLDER, 'outcomes')

process.exit(await mutate(process.argv.slice(2)))

/** Gives the exit code: 2 for wrong usage. That mutants survive is for people to judge. */
async function mutate(args: string[]): Promise<number> {
  try {
    const options = readMutantOptions(args)
    if (options) await tryAndTell(options)
    else console.log(HELP)
    return 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\nSee npm run test:mutate -- --help`)
    return 2
  }
}

async function tryAndTell(options: MutantOptions): Promise<void> {
  const mutants = await plant(COPY, options.files)
  const outcomes = outcomesIn(OUTCOMES)
  if (!options.again) outcomes.begin(mutants)
  else if (!outcomes.beginAgain(mutants))
    throw new UsageError(
      '--again: these are other files, or others than last time: begin without it',
    )
  console.log(`${mutants.length} mutants in ${options.files.length} files`)
  await tryAll(options)
  if (options.constants) await tryConstants(outcomes, COPY)
  const file = join(FOLDER, 'survivors.txt')
  writeFileSync(file, [...survivors(outcomes)].join('\n'))
  for (const score of scores(outcomes)) console.log(score)
  console.log(`Those that survived: ${file}`)
}

async function tryAll({ tests, seconds }: MutantOptions): Promise<void> {
  Object.assign(process.env, {
    // What was recorded is compared with, and never written anew.
    CI: 'true',
    // Read by the configuration, and by the processes that run the tests.
    MUTANTS: OUTCOMES,
    MUTANT_SECONDS: String(seconds),
    TESTS_OF_MUTANTS: tests.join(),
  })
  process.chdir(COPY)
  const runner = './tests/mutants/trying-runner.ts'
  const vitest = await startVitest('test', [], { ...vitestIn(COPY), runner })
  await vitest.close()
}

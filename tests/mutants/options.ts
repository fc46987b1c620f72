/** What `npm run test:mutate` can be told. */
import { existsSync, globSync, statSync } from 'node:fs'
import { isAbsolute, relative } from 'node:path'
import { wholeNumber } from '../../server/cli/command/option-values.ts'
import { parseOptions } from '../../server/cli/command/options.ts'
import { UsageError } from '../../server/cli/command/usage-error.ts'
import { ROOMS } from './rooms.ts'

export const HELP = `npm run test:mutate -- FILE... [--tests calls/decide,owner/decide] [--seconds 30] [--again] [--constants]

Changes the code in small ways, one at a time, and says of which changes no test takes notice.

FILE       files, or folders with all that is in them; by default the rooms ${Object.keys(ROOMS).join(', ')}
--tests    folders or files of tests/, without .test.ts; by default those that stand beside the rooms
--seconds  how long one change is tried before it counts as survived
--constants  those too that are read as their module is loaded: each wants processes of its own, some seconds long
--again    only those that survived last time, of the same files
--help     prints this, and changes nothing`

const OPTIONS = {
  tests: { type: 'string' },
  seconds: { type: 'string', default: '30' },
  again: { type: 'boolean', default: false },
  constants: { type: 'boolean', default: false },
} as const

export interface MutantOptions {
  /** From the project's root, with /. */
  files: string[]
  /** Folders and files of `tests/`. */
  tests: string[]
  seconds: number
  again: boolean
  constants: boolean
}

/** Null: help is wished for. Throws `UsageError`. */
export function readMutantOptions(args: string[]): MutantOptions | null {
  const { values, words, wantsHelp } = parseOptions(args, { options: OPTIONS, takesWords: true })
  if (wantsHelp) return null
  const files = (words.length > 0 ? words : Object.keys(ROOMS)).flatMap(filesIn)
  return {
    files: [...new Set(files)].toSorted(),
    tests: values.tests === undefined ? testsOf(files) : testsIn(values.tests),
    seconds: wholeNumber('seconds', values.seconds, 1, 3_600),
    again: values.again,
    constants: values.constants,
  }
}

function filesIn(written: string): string[] {
  const path = relative('.', written).replaceAll('\\', '/')
  const found = statSync(path, { throwIfNoEntry: false })
  const isOurs = found && !path.startsWith('..') && !isAbsolute(path)
  const files = isOurs && found.isDirectory() ? globSync(`${path}/**/*.ts`) : [path]
  if (isOurs && files.length > 0 && files.every((file) => file.endsWith('.ts'))) return files
  throw new UsageError(`There is no code in ${written}: name files or folders of this project`)
}

function testsIn(written: string): string[] {
  const tests = written.split(',')
  const unknown = tests.find(
    (one) => !existsSync(`tests/${one}`) && !existsSync(`tests/${one}.test.ts`),
  )
  if (unknown === undefined) return tests
  throw new UsageError(
    `--tests ${unknown}: there is neither tests/${unknown} nor tests/${unknown}.test.ts`,
  )
}

function testsOf(files: string[]): string[] {
  const rooms = Object.entries(ROOMS).filter(([room]) =>
    files.some((file) => file.startsWith(`${room}/`)),
  )
  if (rooms.length === 0)
    throw new UsageError('Of these files no tests are known: name some with --tests')
  return [...new Set(rooms.flatMap(([, tests]) => tests))]
}

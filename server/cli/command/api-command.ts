/** What the commands of the management API have in common: where they print, and how they fail. */
import { stdin, stdout, stderr } from 'node:process'
import type { Readable, Writable } from 'node:stream'
import { parseArgs, styleText, type ParseArgsConfig } from 'node:util'
import { ApiError, EXIT_CODES, localProblem } from './api-error.ts'
import { UsageError } from '../call/options.ts'
import { forTerminal, toJson } from './terminal-text.ts'

/** Where a command runs; a terminal's streams say so themselves. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  input: Readable & { isTTY?: boolean }
  output: Writable & { isTTY?: boolean; columns?: number }
  errors: Writable & { isTTY?: boolean }
}

export type Style = Parameters<typeof styleText>[0]

export function thisProcess(): Surroundings {
  return { env: process.env, input: stdin, output: stdout, errors: stderr }
}

/** Whether there is somebody to ask. */
export function isTerminal({ input, output }: Surroundings): boolean {
  return input.isTTY === true && output.isTTY === true
}

export function printLine({ output }: Surroundings, line: string): void {
  output.write(`${line}\n`)
}

export function printJson({ output }: Surroundings, value: unknown): void {
  output.write(`${toJson(value, 2)}\n`)
}

/** In colour where the output shows colours and nobody has set NO_COLOR. */
export function styled({ output }: Surroundings, style: Style, text: string): string {
  return styleText(style, text, { stream: output })
}

/** `parseArgs` that throws `UsageError` and says what is wrong in one sentence. */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0], { cause: error })
  }
}

export const EXIT_CODES_HELP = `Exit codes: 0 done; 1 the server could not do it, or not all of it; 2 wrong usage, or a value such as
a phone number that is none; 3 not found; 4 the server is out of reach; 5 the key is refused.`

export const SERVER_HELP = `  --url URL         the server: by default BASE_URL, else PORT of this machine
  --json            print what the API answers, and problems, as JSON
  --help            this text

The key is ADMIN_API_KEY; of several the first. All three are read from the environment and .env.`

/** Runs the task of `npm run NAME`, tells what went wrong, and gives the exit code. */
export async function runApiCommand(
  name: string,
  args: string[],
  around: Surroundings,
  task: () => Promise<number>,
): Promise<number> {
  const asJson = args.includes('--json')
  // As when piped into `head`: who reads has had enough, which is no fault.
  around.output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  try {
    return await task()
  } catch (error) {
    if (error instanceof ApiError) {
      around.errors.write(`${asJson ? toJson(error.problem, 2) : explain(error)}\n`)
      return EXIT_CODES[error.kind]
    }
    if (!(error instanceof UsageError)) throw error
    const told = asJson
      ? toJson(localProblem('Wrong usage', error.message), 2)
      : `${error.message}\nSee npm run ${name} -- --help`
    around.errors.write(`${told}\n`)
    return EXIT_CODES.invalid
  }
}

/** What went wrong, in words, on as many lines as it takes. */
export function explain({ problem, hint }: ApiError): string {
  const parts = (problem.errors ?? [])
    .filter(({ detail }) => !problem.detail.includes(detail))
    .map(({ pointer, parameter, detail }) => {
      const where = parameter ?? pointer
      return `  ${where === undefined ? '' : `${where}: `}${detail}`
    })
  return [problem.detail, ...parts, ...(hint === null ? [] : [hint])]
    .map((line) => (line.startsWith('  ') ? `  ${forTerminal(line)}` : forTerminal(line)))
    .join('\n')
}

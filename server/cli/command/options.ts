/** Options and words of a command line. */
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { UsageError } from './usage-error.ts'

export type Options = NonNullable<ParseArgsConfig['options']>

export type Values<Known extends Options> = ReturnType<
  typeof parseArgs<{ options: Known; allowPositionals: true }>
>['values']

export interface Given<Known extends Options> {
  values: Values<Known>
  /** What stands there besides options. */
  words: string[]
}

/** Throws `UsageError`, which says what is wrong in one line. */
export function parseOptions<const Known extends Options>(
  args: string[],
  { options, takesWords }: { options: Known; takesWords: boolean },
): Given<Known> & { wantsHelp: boolean } {
  const known = { ...options, help: { type: 'boolean', short: 'h' } } as const
  try {
    const parsed = parseArgs({
      args: withNumbers(args, known),
      options: known,
      allowPositionals: takesWords,
    })
    const { help, ...values } = parsed.values as Values<Known> & { help?: boolean }
    return {
      values: values as Values<Known>,
      words: parsed.positionals,
      wantsHelp: help === true,
    }
  } catch (error) {
    throw new UsageError(inOneLine(error as NodeJS.ErrnoException), { cause: error })
  }
}

/** `--limit -1` as `--limit=-1`: Node takes the number for an option, and whoever reads it explains it better. */
function withNumbers(args: string[], options: Options): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const option = joined.at(-1)
    const takesValue =
      option?.startsWith('--') && options[option.slice(2)]?.type === 'string' && /^-\d/.test(arg)
    if (takesValue) joined[joined.length - 1] = `${option}=${arg}`
    else joined.push(arg)
  }
  return joined
}

/** Of the sentences of Node those that help; how to write a word that begins with - nobody has asked. */
function inOneLine({ code, message }: NodeJS.ErrnoException): string {
  const told = code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' ? message : message.split('. ')[0]!
  return told.replaceAll('\n', ' ')
}

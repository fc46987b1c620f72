/** What `npm run exceptions` can be told. */
import { oneOf, onlyWith } from '../command/option-values.ts'
import type { Given } from '../command/options.ts'
import { EXIT_CODES_HELP, SERVER_HELP, SERVER_OPTIONS } from '../command/server-options.ts'
import { UsageError } from '../command/usage-error.ts'
import type { FileFormat } from './contacts-api.ts'

export const EXCEPTIONS_HELP = `The exception list: who passes without screening. Lines may have lists of their own.

  npm run exceptions                                   asks what to do, on a terminal
  npm run exceptions -- add NUMBER --name NAME [--category WORD] [--prefix …] [--hours …] [--language TAG]
  npm run exceptions -- edit NUMBER [--name NAME] [--category WORD] [--prefix …] [--hours …] [--language TAG]
  npm run exceptions -- check NUMBER                   is it on the list?
  npm run exceptions -- remove NUMBER
  npm run exceptions -- list [--all] [--category WORD]
  npm run exceptions -- import FILE [--dry-run] [--category WORD] [--format csv|vcf]
  npm run exceptions -- export [--all] [--format csv|vcf] [--output FILE]

A number may be written as you like, "+1 415 555 0111" or 415-555-0111.

  --line LINE       the list of this line, by its label in LINES or its number; also for asking. Without it,
                    and of a line that has none of its own, the list that lines share
  --name NAME       who it is
  --category WORD   family, friend, …; of an import: for lines that have none
  --prefix +1415…   numbers that begin so stand for it too; NUMBER may be the same
  --hours HOURS     when its calls pass, like 'mon-fri 08:00-18:00'; at other times they are screened
  --language TAG    in which it is spoken to, like es; none takes one of these three away
  --all             removed contacts too
  --dry-run         tell what an import would do, and do nothing
  --format FORMAT   csv or vcf; found out without it. FILE may be - for standard input
  --output FILE     write there instead of printing

${SERVER_HELP}

${EXIT_CODES_HELP}
check ends with 3 where the number is not on the list, import with 1 where a line failed.
Run it as npm run -s exceptions to have nothing but its output.`

export const EXCEPTIONS_OPTIONS = {
  line: { type: 'string' },
  name: { type: 'string' },
  category: { type: 'string' },
  prefix: { type: 'string' },
  hours: { type: 'string' },
  language: { type: 'string' },
  all: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  format: { type: 'string' },
  output: { type: 'string' },
  ...SERVER_OPTIONS,
} as const

const RULES = ['prefix', 'hours', 'language'] as const

type Option = keyof typeof EXCEPTIONS_OPTIONS

const TASKS = {
  add: { of: 'number', options: ['name', 'category', 'prefix', 'hours', 'language', 'json'] },
  edit: { of: 'number', options: ['name', 'category', 'prefix', 'hours', 'language', 'json'] },
  check: { of: 'number', options: ['json'] },
  remove: { of: 'number', options: ['json'] },
  list: { of: null, options: ['all', 'category', 'json'] },
  import: { of: 'file', options: ['dry-run', 'category', 'format', 'json'] },
  export: { of: null, options: ['all', 'format', 'output'] },
} satisfies Record<string, { of: 'number' | 'file' | null; options: Option[] }>

export type Task = keyof typeof TASKS

export interface ExceptionsOptions {
  /** Null: asks. */
  task: Task | null
  /** The number or the file that the task is about. */
  of: string
  name: string | undefined
  category: string | undefined
  /** Whose list; without it, the one that lines share. */
  line: string | undefined
  /** What a contact may say besides; null takes it away. */
  rules: Partial<Record<(typeof RULES)[number], string | null>>
  all: boolean | undefined
  dryRun: boolean | undefined
  format: FileFormat | undefined
  output: string | undefined
  url: string | undefined
  json: boolean | undefined
}

/** Throws `UsageError`. */
export function readExceptionsOptions({
  values,
  words,
}: Given<typeof EXCEPTIONS_OPTIONS>): ExceptionsOptions {
  const { 'dry-run': dryRun, format, ...others } = values
  const { url, json, line, name, category, all, output } = others
  const rules = Object.fromEntries(
    RULES.flatMap((rule) => {
      const written = others[rule]
      return written === undefined ? [] : [[rule, written === 'none' ? null : written]]
    }),
  ) as ExceptionsOptions['rules']
  const file = { dryRun, format: readFormat(format) }
  const wish = { url, json, line, name, category, rules, all, output, ...file }
  const [word, ...rest] = words
  if (word === undefined) {
    const foreign = Object.keys(values).find((option) => option !== 'url' && option !== 'line')
    if (foreign !== undefined) throw new UsageError(`--${foreign} of what?`)
    return { ...wish, task: null, of: '' }
  }
  const task = oneOf(Object.keys(TASKS) as Task[], word)
  onlyWith(task, ['line', ...TASKS[task].options], values)
  const of = subjectOf(task, rest)
  if (task === 'add' && !name?.trim())
    throw new UsageError('add needs to know who it is: --name NAME')
  const isEmpty = name === undefined && category === undefined && Object.keys(rules).length === 0
  if (task === 'edit' && isEmpty)
    throw new UsageError(
      'edit needs something to change: --name, --category, --prefix, --hours or --language',
    )
  return { ...wish, task, of }
}

function subjectOf(task: Task, rest: string[]): string {
  const kind = TASKS[task].of
  const [first, second] = rest
  if (kind === null) {
    if (first !== undefined)
      throw new UsageError(`'${first}' is too much: ${task} takes options only`)
    return ''
  }
  if (kind === 'file') {
    if (first === undefined)
      throw new UsageError(`${task} which file? Name it, or - for standard input`)
    if (second !== undefined)
      throw new UsageError(`One file at a time: '${second}' is one too many`)
    return first
  }
  if (first === undefined) throw new UsageError(`${task} which number?`)
  // A number that nobody has put into quotes.
  const stray = rest.length > 1 && rest.find((word) => !/^[+\d().\-/]+$/.test(word))
  if (stray) throw new UsageError(`'${stray}' is no part of a number`)
  return readNumber(rest.join(' '))
}

/** Leaves it to the server, which knows its country, but for what cannot stand in a path, such as `..`. */
function readNumber(written: string): string {
  if (!/\p{Nd}/u.test(written))
    throw new UsageError(`'${written}' is no phone number: write it in full, like +14155550123`)
  return written.trim()
}

function readFormat(word: string | undefined): FileFormat | undefined {
  if (word === undefined || word === 'csv' || word === 'vcf') return word
  throw new UsageError(`--format ${word}: choose csv or vcf`)
}

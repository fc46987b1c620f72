/** `npm run lists`: the lists of reported numbers, brought up to date, brought in, changed and taken away. */
import { setTimeout as delay } from 'node:timers/promises'
import type { ListImportJson, ListJson, ListsJson } from '../../owner/api/lists.ts'
import { createApiClient, type ApiClient } from '../command/api-client.ts'
import { alignRows } from '../command/columns.ts'
import { EXIT_CODES } from '../command/command-error.ts'
import { createCommand } from '../command/command.ts'
import { oneOf, onlyWith } from '../command/option-values.ts'
import { EXIT_CODES_HELP, SERVER_HELP, SERVER_OPTIONS } from '../command/server-options.ts'
import { readServerAddress } from '../command/server-address.ts'
import { printJson, printLine, styled, type Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { readContactFile } from '../exceptions/contact-files.ts'
import { counted } from '../../basics/counted.ts'

const HELP = `Lists of reported numbers: whoever is on one is doubtful, or turned away where you say so.

  npm run lists -- list
  npm run lists -- update [NAME]        reads what is new; ftc without a name, and daily from then on
  npm run lists -- act-as NAME doubtful|blocked
  npm run lists -- import FILE --name NAME [--act-as doubtful|blocked]
  npm run lists -- remove NAME

  --name NAME       of a list of your own: small letters, digits and -
  --act-as WORD     what a caller is taken for who is on it: doubtful without it
                    FILE is a CSV file, or has one number a line; it may be - for standard input

${SERVER_HELP}

${EXIT_CODES_HELP}
See docs/lists.md.`

const OPTIONS = {
  name: { type: 'string' },
  'act-as': { type: 'string' },
  ...SERVER_OPTIONS,
} as const

const TASKS = {
  list: { words: 0, options: ['json'] },
  update: { words: 1, options: ['json'] },
  'act-as': { words: 2, options: ['json'] },
  import: { words: 1, options: ['name', 'act-as', 'json'] },
  remove: { words: 1, options: ['json'] },
} as const

/** So often it is looked whether a list has been read. */
const POLL_MS = 500

/** `update` ends with 1 where the list could not be read. */
export const lists = createCommand({
  name: 'lists',
  help: HELP,
  options: OPTIONS,
  takesWords: true,
  async run({ values, words }, around) {
    const [written = '', one, two, ...more] = words
    const task = oneOf(Object.keys(TASKS) as (keyof typeof TASKS)[], written)
    onlyWith(task, [...TASKS[task].options], values)
    const given = [one, two].filter((word) => word !== undefined).length
    if (more.length > 0 || given > TASKS[task].words)
      throw new UsageError(`'${more[0] ?? words[TASKS[task].words + 1]}' is too much`)
    const client = createApiClient(readServerAddress(values.url, around.env))
    const { json = false } = values
    if (task === 'list') return list(client, json, around)
    if (task === 'update') return update(client, one ?? 'ftc', json, around)
    if (one === undefined)
      throw new UsageError(task === 'import' ? 'import which file?' : `${task} which list?`)
    if (task === 'import') {
      if (!values.name) throw new UsageError('import needs to know what to call it: --name NAME')
      const wish = { name: values.name, actAs: values['act-as'] }
      return bringIn(client, one, wish, json, around)
    }
    if (task === 'remove') {
      await client.send('DELETE', pathOf(one))
      if (!json) printLine(around, `Removed ${one}`)
      return 0
    }
    if (two === undefined) throw new UsageError('as what? Say doubtful or blocked')
    const now = await client.read<ListJson>('PATCH', pathOf(one), 'name', { json: { act_as: two } })
    show(around, [now], json ? now : null)
    return 0
  },
})

function pathOf(name: string): string {
  return `/lists/${encodeURIComponent(name)}`
}

async function list(client: ApiClient, json: boolean, around: Surroundings): Promise<number> {
  const all = await client.read<ListsJson>('GET', '/lists', 'lists')
  if (all.lists.length === 0 && !json)
    printLine(around, 'There is no list: npm run lists -- update begins that of the FTC')
  show(around, all.lists, json ? all : null)
  return 0
}

async function update(
  client: ApiClient,
  name: string,
  json: boolean,
  around: Surroundings,
): Promise<number> {
  let now = await client.read<ListJson>('POST', `${pathOf(name)}/update`, 'name', { json: {} })
  if (!json) printLine(around, `Reading ${name}: the first time takes some minutes`)
  while (now.is_being_read) {
    await delay(POLL_MS)
    const { lists: all } = await client.read<ListsJson>('GET', '/lists', 'lists')
    const found = all.find((one) => one.name === name)
    if (!found) throw new UsageError(`${name} was removed meanwhile`)
    now = found
  }
  show(around, [now], json ? now : null)
  return now.failure === null ? 0 : EXIT_CODES.failed
}

async function bringIn(
  client: ApiClient,
  file: string,
  { name, actAs }: { name: string; actAs: string | undefined },
  json: boolean,
  around: Surroundings,
): Promise<number> {
  const bytes = await readContactFile(file, around)
  const report = await client.read<ListImportJson>('POST', `${pathOf(name)}/import`, 'list', {
    query: { act_as: actAs },
    content: { type: 'text/csv', bytes },
  })
  show(around, [report.list], json ? report : null)
  const { failed, failed_lines: told } = report
  if (failed > 0 && !json)
    printLine(
      around,
      styled(
        around,
        'red',
        `No number in ${failed === 1 ? 'line' : `${failed} lines:`} ${told.slice(0, 10).join(', ')}${failed > 10 ? ' …' : ''}`,
      ),
    )
  return failed > 0 ? EXIT_CODES.failed : 0
}

function show(around: Surroundings, all: ListJson[], json: object | null): void {
  if (json !== null) return printJson(around, json)
  const rows = all.map((one) => [
    one.name,
    one.act_as,
    counted(one.numbers, 'number'),
    howItIs(one),
  ])
  for (const line of alignRows(rows, 2)) printLine(around, line)
}

function howItIs({ is_being_read: isBeingRead, failure, read_at: readAt }: ListJson): string {
  if (isBeingRead) return 'is being read'
  if (failure !== null) return `not read: ${failure}`
  return readAt === null ? 'not read yet' : `read ${readAt.slice(0, 16).replace('T', ' ')} UTC`
}

/** `npm run diagram`: a flow as a drawing, to look at or for docs/flows.md. */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { diagramOf } from '../../../machines/diagram.ts'
import { flows, ownFlows, type Flow } from '../../../machines/flows.ts'
import { readSecrets } from '../../settings/secrets/secrets.ts'
import { CommandError, localProblem } from '../command/command-error.ts'
import { createCommand } from '../command/command.ts'
import { withFile } from '../command/files.ts'
import { oneOf } from '../command/option-values.ts'
import type { Given } from '../command/options.ts'
import { readSettings } from '../command/settings.ts'
import { printLine, type Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { coverageLines, coverageOf } from './coverage.ts'
import { FORMATS, type Format } from './formats.ts'

/** As npm runs us, at the top of the project. */
const PAGE = 'docs/flows.md'

const KNOWN = [...flows, ...ownFlows]
const FLOWS = [...new Set(KNOWN.map((flow) => flow.id))]

const HELP = `Usage: npm run diagram -- [flow] [option]
Prints a flow, by default concierge, as a drawing or in a form that other tools read.

  --format NAME  mermaid (by default), svg, json (the machine's config), or xstate: one literal for
                 Stately's editor, its visualizer and the XState extension
  --coverage     its lines, and who has been on them: the tests' walk, calls of the last 30 days
  --write        puts the Mermaid diagram into docs/flows.md instead, between <!-- flow:concierge --> and <!-- /flow -->
  --check        ends with 1 where the one in docs/flows.md is not the flow's any more
  --help         prints this

Flows: ${FLOWS.join(', ')}
Exit codes: 0 done, 1 docs/flows.md is stale or has no place for it, 2 wrong usage.`

const OPTIONS = {
  format: { type: 'string', default: 'mermaid' },
  coverage: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
} as const

/** Ends with 1 where the page is stale or has no place for the drawing. */
export const diagram = createCommand({
  name: 'diagram',
  help: HELP,
  options: OPTIONS,
  takesWords: true,
  async run(given, around) {
    const { task, format, flow } = readWish(given)
    if (task === 'write' || task === 'check') await keep(task, flow)
    else if (task === 'coverage') await printCoverage(flow, around)
    else printLine(around, (await FORMATS[format](flow)).trimEnd())
    return 0
  },
})

function readWish({ values, words }: Given<typeof OPTIONS>) {
  const [name = 'concierge', another] = words
  const id = oneOf(FLOWS, name, 'flow')
  const flow = KNOWN.findLast((found) => found.id === id)!
  if (another !== undefined)
    throw new UsageError(`One flow at a time: '${another}' is one too many`)
  const format = oneOf(Object.keys(FORMATS) as Format[], values.format, 'format')
  const [task = 'print', second] = (['write', 'check', 'coverage'] as const).filter(
    (one) => values[one],
  )
  if (second) throw new UsageError(`Either --${task} or --${second}, not both`)
  if (task !== 'print' && format !== 'mermaid')
    throw new UsageError(`--format belongs to what is printed, not to --${task}`)
  return { task, format, flow }
}

async function printCoverage(flow: Flow, around: Surroundings): Promise<void> {
  const { env } = await readSecrets(around.env)
  const coverage = await coverageOf(flow, readSettings(env), new Date())
  for (const line of coverageLines(coverage)) printLine(around, line)
}

async function keep(task: 'write' | 'check', flow: Flow): Promise<void> {
  if (!existsSync(PAGE)) throw refusal(`${PAGE} does not exist here, so it holds no diagram`)
  const text = await withFile(PAGE, 'read', () => readFile(PAGE, 'utf8'))
  const opening = `<!-- flow:${flow.id} -->`
  const start = text.indexOf(opening)
  const end = text.indexOf('<!-- /flow -->', start)
  const isWhole = start >= 0 && end >= 0 && !text.slice(start + 1, end).includes('<!-- flow:')
  if (!isWhole)
    throw refusal(
      `${PAGE} has no place for the diagram: put ${opening} and <!-- /flow --> where it should stand`,
    )
  const block = `${opening}\n\n\`\`\`mermaid\n${diagramOf(flow)}\`\`\`\n\n`
  const wanted = text.slice(0, start) + block + text.slice(end)
  const isFresh = wanted.replaceAll('\r\n', '\n') === text.replaceAll('\r\n', '\n')
  if (isFresh) return
  if (task === 'check')
    throw refusal(
      `The diagram in ${PAGE} is not that of the flow: run npm run diagram -- ${flow.id} --write`,
    )
  await withFile(PAGE, 'written', () => writeFile(PAGE, wanted))
}

function refusal(reason: string): CommandError {
  return new CommandError('failed', localProblem('No fresh diagram', reason))
}

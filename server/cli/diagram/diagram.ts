/** `npm run diagram`: a flow as a drawing, to look at or for the README. */
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { diagramOf } from '../../../machines/diagram.ts'
import { flows, type Flow } from '../../../machines/flows.ts'

/** Where npm runs us: at the top of the project. */
const README = 'README.md'

const HELP = `Usage: npm run diagram -- [flow] [option]
Prints a flow, by default concierge, as a Mermaid diagram.

  --write   puts it into README.md instead, between <!-- flow:concierge --> and <!-- /flow -->
  --check   ends with 1 where the one in README.md is not the flow's any more
  --help    prints this

Flows: ${known()}`

/** Gives the exit code: 0 done, 1 the README is stale or has no place for the drawing, 2 wrong usage. */
export async function diagram(args: string[]): Promise<number> {
  const wish = readWish(args)
  if ('problem' in wish) {
    console.error(`${wish.problem}\nSee npm run diagram -- --help`)
    return 2
  }
  const { task, flow } = wish
  switch (task) {
    case 'help':
      console.log(HELP)
      return 0
    case 'print':
      console.log(diagramOf(flow).trimEnd())
      return 0
    default:
      return keep(task, flow)
  }
}

type Wish = { task: 'help' | 'print' | 'write' | 'check'; flow: Flow } | { problem: string }

function readWish(args: string[]): Wish {
  const options = {
    write: { type: 'boolean' },
    check: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const
  let parsed
  try {
    parsed = parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    return { problem: (error as Error).message.split('. ')[0]! }
  }
  const { values, positionals } = parsed
  const [name = 'concierge', another] = positionals
  const flow = flows.findLast((found) => found.id === name)
  if (!flow) return { problem: `There is no flow '${name}': known are ${known()}` }
  if (another !== undefined) return { problem: `One flow at a time: '${another}' is one too many` }
  const [task = 'print', conflicting] = (['help', 'write', 'check'] as const).filter(
    (key) => values[key],
  )
  if (conflicting) return { problem: `Either --${task} or --${conflicting}, not both` }
  return { task, flow }
}

async function keep(task: 'write' | 'check', flow: Flow): Promise<number> {
  const text = await readFile(README, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return null
  })
  if (text === null) return refuse(`${README} does not exist here, so it holds no diagram`)
  const opening = `<!-- flow:${flow.id} -->`
  const start = text.indexOf(opening)
  const end = text.indexOf('<!-- /flow -->', start)
  const isWhole = start >= 0 && end >= 0 && !text.slice(start + 1, end).includes('<!-- flow:')
  if (!isWhole)
    return refuse(
      `${README} has no place for the diagram: put ${opening} and <!-- /flow --> where it should stand`,
    )
  const block = `${opening}\n\n\`\`\`mermaid\n${diagramOf(flow)}\`\`\`\n\n`
  const wanted = text.slice(0, start) + block + text.slice(end)
  const isFresh = wanted.replaceAll('\r\n', '\n') === text.replaceAll('\r\n', '\n')
  if (task === 'check' && !isFresh)
    return refuse(
      `The diagram in ${README} is not that of the flow: run npm run diagram -- ${flow.id} --write`,
    )
  if (!isFresh) await writeFile(README, wanted)
  return 0
}

function refuse(reason: string): number {
  console.error(reason)
  return 1
}

function known(): string {
  return [...new Set(flows.map((flow) => flow.id))].join(', ')
}

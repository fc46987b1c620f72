/** `npm run inspect`: the server with Stately's inspector on its calls. */
import { parseArgs } from 'node:util'

const HELP = `Usage: npm run inspect -- [option]
Starts the server as npm start does, and opens Stately's inspector on its calls.

  --unmasked   shows numbers, names and words too
  --help       prints this

INSPECT_PORT is where it listens, on this machine only; by default 8080.`

/** Gives the exit code; the server runs on. */
export async function inspect(args: string[]): Promise<number> {
  const options = { unmasked: { type: 'boolean' }, help: { type: 'boolean' } } as const
  let values
  try {
    values = parseArgs({ args, options }).values
  } catch (error) {
    console.error(`${(error as Error).message.split('. ')[0]}\nSee npm run inspect -- --help`)
    return 2
  }
  if (values.help) {
    console.log(HELP)
    return 0
  }
  process.env.INSPECT = 'true'
  if (values.unmasked) process.env.INSPECT_PII = 'true'
  await import('../../main.ts')
  return 0
}

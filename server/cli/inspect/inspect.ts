/** `npm run inspect`: the server with Stately's inspector on its calls. */
import { createCommand } from '../command/command.ts'

const HELP = `Usage: npm run inspect -- [option]
Starts the server as npm start does, and opens Stately's inspector on its calls.

  --unmasked   shows numbers, names and words too
  --help       prints this

INSPECT_PORT is where it listens, on this machine only; by default 8080.`

/** Ends at once; the server runs on. */
export const inspect = createCommand({
  name: 'inspect',
  help: HELP,
  options: { unmasked: { type: 'boolean' } },
  takesWords: false,
  async run({ values }) {
    // The server's entry file reads the settings of the process.
    process.env.INSPECT = 'true'
    if (values.unmasked) process.env.INSPECT_PII = 'true'
    await import('../../main.ts')
    return 0
  },
})

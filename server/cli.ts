/** Commands for people: `node server/cli.ts <command>`, behind the npm scripts. */
import { existsSync } from 'node:fs'

/** Each gives the exit code. */
const commands: Record<string, () => Promise<(args: string[]) => Promise<number>>> = {
  call: async () => (await import('./cli/call/call.ts')).call,
  exceptions: async () => (await import('./cli/exceptions/exceptions.ts')).exceptions,
  conversations: async () => (await import('./cli/conversations/conversations.ts')).conversations,
  evaluate: async () => (await import('./cli/evaluate/evaluate.ts')).evaluateCommand,
  twilio: async () => (await import('./cli/twilio/twilio.ts')).twilio,
  replay: async () => (await import('./cli/replay/replay.ts')).replay,
  diagram: async () => (await import('./cli/diagram/diagram.ts')).diagram,
  inspect: async () => (await import('./cli/inspect/inspect.ts')).inspect,
}

const [name = '', ...args] = process.argv.slice(2)
const load = commands[name]
if (load) {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const command = await load()
  process.exitCode = await command(args)
} else {
  console.error(`There is no command '${name}': known are ${Object.keys(commands).join(', ')}`)
  process.exitCode = 2
}

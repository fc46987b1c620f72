/** Commands for people: `node server/cli.ts <command>`, behind the npm scripts. */
import { EXIT_CODES } from './cli/command/command-error.ts'
import type { Command } from './cli/command/command.ts'
import { oneOf } from './cli/command/option-values.ts'
import { UsageError } from './cli/command/usage-error.ts'

const COMMANDS: Record<string, () => Promise<Command>> = {
  call: async () => (await import('./cli/call/call.ts')).call,
  exceptions: async () => (await import('./cli/exceptions/exceptions.ts')).exceptions,
  contacts: async () => (await import('./cli/contacts/contacts.ts')).contacts,
  conversations: async () => (await import('./cli/conversations/conversations.ts')).conversations,
  evaluate: async () => (await import('./cli/evaluate/evaluate.ts')).evaluate,
  setup: async () => (await import('./cli/setup/setup.ts')).setup,
  doctor: async () => (await import('./cli/doctor/doctor.ts')).doctor,
  twilio: async () => (await import('./cli/twilio/twilio.ts')).twilio,
  simulate: async () => (await import('./cli/simulate/simulate.ts')).simulate,
  replay: async () => (await import('./cli/replay/replay.ts')).replay,
  notify: async () => (await import('./cli/notify/notify.ts')).notify,
  lists: async () => (await import('./cli/lists/lists.ts')).lists,
  blocks: async () => (await import('./cli/blocks/blocks.ts')).blocks,
  pass: async () => (await import('./cli/pass/pass.ts')).pass,
  standing: async () => (await import('./cli/standing/standing.ts')).standing,
  hours: async () => (await import('./cli/hours/hours.ts')).hours,
  backup: async () => (await import('./cli/backup/backup.ts')).backup,
  restore: async () => (await import('./cli/restore/restore.ts')).restore,
  migrate: async () => (await import('./cli/migrate/migrate.ts')).migrate,
  diagram: async () => (await import('./cli/diagram/diagram.ts')).diagram,
  inspect: async () => (await import('./cli/inspect/inspect.ts')).inspect,
}

process.exitCode = await run(process.argv.slice(2))

async function run([name = '', ...args]: string[]): Promise<number> {
  if (['--help', '-h', 'help'].includes(name)) {
    console.log(`Commands, each with --help of its own: ${Object.keys(COMMANDS).join(', ')}`)
    return 0
  }
  try {
    oneOf(Object.keys(COMMANDS), name, 'command')
    await readEnvFile()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(error.message)
    return EXIT_CODES[error.kind]
  }
  const command = await COMMANDS[name]!()
  return command(args)
}

/** What is set already goes before it. */
async function readEnvFile(): Promise<void> {
  const { isOurs } = await import('./settings/names.ts')
  const { takeEnvFile } = await import('./settings/environment/take-env-file.ts')
  const problems = takeEnvFile(process.env, isOurs)
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
}

/** The process: settings → listen → drain. */
import { ConciergeError } from '../storage/concierge-error.ts'
import { startServer } from './serve.ts'
import { isOurs } from './settings/names.ts'
import { takeEnvFile } from './settings/environment/take-env-file.ts'
import { isBareSecret } from './settings/secrets/check-secrets.ts'
import { tellStart } from './tell-start.ts'

// `npm run inspect` begins it too, with words of its own.
if (process.argv[1]?.match(/(boot\.js|main\.ts)$/) && process.argv.length > 2) refuseOptions()

try {
  const fromFile = new Set<string>()
  const isPlain = (name: string) => isOurs(name) && !isBareSecret(name)
  const mistakes = takeEnvFile(process.env, isPlain, undefined, (name) => fromFile.add(name))
  const server = await startServer(process.env, { mistakes, fromFile })
  const { log } = server
  tellStart(server)

  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      log.info({ signal }, 'stopping')
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal({ err: error }, 'stopped badly')
          process.exit(1)
        },
      )
    })
} catch (error) {
  console.error(startFailure(error))
  process.exit(1)
}

/** They would be ignored, and whoever gives some expects something of them. */
function refuseOptions(): never {
  const [first] = process.argv.slice(2)
  const asksHelp = first === '--help' || first === '-h'
  const said = `npm start takes no options: what can be set is set in the environment or in .env, such as PORT=8000;\ndocs/settings.md lists it all. See also npm run call -- --help`
  console[asksHelp ? 'log' : 'error'](asksHelp ? said : `'${first}' is not understood: ${said}`)
  process.exit(asksHelp ? 0 : 2)
}

function startFailure(error: unknown): string {
  const { code, syscall, message } = error as { code?: string; syscall?: string; message: string }
  if (code === 'EADDRINUSE') return 'The port is in use: stop what listens there or set PORT'
  if (code === 'EACCES' && syscall === 'listen')
    return 'The port is not for this user: set PORT to one above 1023, like 8000'
  if (code === 'EADDRNOTAVAIL' || (code === 'ENOTFOUND' && syscall === 'getaddrinfo'))
    return 'This machine has no such address to listen on: mend HOST, or leave it out'
  if (code === 'CONNECTION_STRING') return `AZURE_SQL_CONNECTION_STRING: ${message}`
  if (code === 'OPEN_DATABASE') return `${message}; see SQLITE_DB_PATH`
  if (error instanceof ConciergeError && error.disposition === 'refuse') return message
  return `Could not start: ${message}`
}

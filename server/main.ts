/** The process: settings → listen → drain. */
import { existsSync } from 'node:fs'

// `npm run inspect` begins it too, with words of its own.
if (process.argv[1]?.match(/(boot\.js|main\.ts)$/) && process.argv.length > 2) refuseOptions()

if (existsSync('.env')) process.loadEnvFile('.env')

const { ConciergeError } = await import('../storage/concierge-error.ts')
const { startServer } = await import('./serve.ts')

try {
  const server = await startServer(process.env)
  const { config, log } = server
  log.info({ url: server.url, demo: config.isDemo }, 'listening')
  if (config.isDemo)
    log.warn(
      { missing: config.missing },
      'demo: only this machine can call, webhooks need no signature; see the README to go live',
    )

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
  const said = `npm start takes no options: what can be set is set in the environment or in .env, such as PORT=8000;\nthe README lists it all. See also npm run call -- --help`
  console[asksHelp ? 'log' : 'error'](asksHelp ? said : `'${first}' is not understood: ${said}`)
  process.exit(asksHelp ? 0 : 2)
}

function startFailure(error: unknown): string {
  const { code, message } = error as { code?: string; message: string }
  if (code === 'EADDRINUSE') return 'The port is in use: stop what listens there or set PORT'
  if (code === 'CONNECTION_STRING') return `AZURE_SQL_CONNECTION_STRING: ${message}`
  if (code === 'OPEN_DATABASE') return `${message}; see SQLITE_DB_PATH`
  if (error instanceof ConciergeError && error.disposition === 'refuse') return message
  return `Could not start: ${message}`
}

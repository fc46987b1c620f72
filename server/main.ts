/** The process: settings → listen → drain. */
import { existsSync } from 'node:fs'

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

function startFailure(error: unknown): string {
  const { code, message } = error as { code?: string; message: string }
  if (code === 'EADDRINUSE') return 'The port is in use: stop what listens there or set PORT'
  if (code === 'CONNECTION_STRING') return `AZURE_SQL_CONNECTION_STRING: ${message}`
  if (code === 'OPEN_DATABASE') return `${message}; see SQLITE_DB_PATH`
  if (error instanceof ConciergeError && error.disposition === 'refuse') return message
  return `Could not start: ${message}`
}

/** A running server: composed, listening, and stopped without losing a turn. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Writable } from 'node:stream'
import type { Logger } from 'pino'
import { compose, type Parts } from './compose.ts'
import type { CameFrom } from './compose-health.ts'
import { createSeldom } from './basics/seldom.ts'
import {
  CONNECTION_LIMITS,
  guardConnections,
  serverOptions,
  type ConnectionLimits,
} from './connections.ts'
import { createListener } from './listener.ts'
import { readConfig, type Config } from './settings/config.ts'
import { createLog } from './watch/log.ts'
import type { VaultAccess } from './settings/secrets/key-vault.ts'
import { readSecrets, type Secrets } from './settings/secrets/secrets.ts'

export interface RunningServer {
  url: string
  config: Config
  log: Logger
  /** No new connections, turns in flight finish, the database is closed. */
  stop(): Promise<void>
}

export interface ServerParts extends Parts {
  vault?: VaultAccess
  /** By default the standard output. */
  logTo?: Writable
  /** What was found wrong with the settings before, to be told with the rest. */
  mistakes?: readonly string[]
  connections?: Partial<ConnectionLimits>
  /** Names of settings that came from `.env`. */
  fromFile?: ReadonlySet<string>
}

/** Requests still under way by then are cut off, so that the process is gone within 10 s of SIGTERM. */
const DRAIN_MS = 8_000

/** Asks the key vault first, where there is one. Rejects with `ConfigError`, or where the port is taken or the database cannot be opened. */
export async function startServer(
  env: NodeJS.ProcessEnv,
  { vault, logTo, mistakes, connections, fromFile, ...parts }: ServerParts = {},
): Promise<RunningServer> {
  const secrets = await readSecrets(env, vault)
  const config = readConfig(secrets.env, secrets.unread, parts.flows, mistakes)
  const readable = !config.isProduction && process.stdout.isTTY
  const log = createLog(config.logLevel, readable, {
    pii: config.logPii,
    ...(logTo && { destination: logTo }),
  })
  logSettings(log, config, secrets)
  const concierge = await compose(config, log, { cameFrom: cameFrom(secrets, fromFile), ...parts })
  const limits = { ...CONNECTION_LIMITS, ...connections }
  const { relay } = concierge
  const server = createServer(
    { ...serverOptions(limits), shouldUpgradeCallback: (request) => !!relay?.accepts(request) },
    createListener(concierge.app),
  )
  const onFull = tellFull(log)
  const stays = guardConnections(server, { ...limits, bringsFile, onFull })
  server.on('upgrade', (request, socket, head) => {
    stays(socket)
    relay?.upgrade(request, socket, head)
  })
  try {
    await listen(server, config.port, config.host)
  } catch (error) {
    await concierge.close()
    throw error
  }
  const { port } = server.address() as AddressInfo
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  return {
    config,
    log,
    url: `http://${host === '0.0.0.0' ? 'localhost' : host}:${port}`,
    async stop() {
      concierge.endStreams()
      const left = concierge.relay?.leave()
      await drain(server)
      await left
      await concierge.close()
    },
  }
}

function cameFrom({ sources }: Secrets, fromFile: ReadonlySet<string> = new Set()): CameFrom {
  const ofVault = Object.keys(sources).filter((name) => sources[name] === 'key vault')
  return Object.fromEntries([
    ...[...fromFile].map((name) => [name, '.env'] as const),
    ...ofVault.map((name) => [name, 'key vault'] as const),
  ])
}

/** Behind a key, which is asked for before anything of it is read. */
function bringsFile(path: string): boolean {
  return path.startsWith('/exceptions/import') || /^\/lists\/[^/]+\/import/.test(path)
}

/** Whoever takes all places does it thousands of times over: what has become of them is told once a minute. */
function tellFull(log: Logger): (what: 'made room' | 'turned away') => void {
  const seldom = createSeldom({ most: 1, perMs: 60_000 })
  return (what) =>
    seldom(what, (unsaid) => log.warn({ unsaid }, `connections: all places are taken, ${what}`))
}

/** Where the settings came from, never what they are. */
function logSettings(
  log: Logger,
  config: Config,
  { vault, isAppService, sources, unread }: Secrets,
): void {
  if (vault !== null) log.info({ vault, sources }, 'secrets read')
  else if (isAppService)
    log.info({ sources }, 'no KEY_VAULT_URL: secrets from the environment alone')
  if (Object.keys(unread).length > 0)
    log.warn({ vault, unread }, 'key vault not read: what the environment has stands in')
  if (config.unused.length > 0)
    log.warn({ unused: config.unused }, 'settings of the earlier system, not used any more')
  if (Object.keys(config.misspelt).length > 0)
    log.warn({ misspelt: config.misspelt }, 'names that are no settings: are these meant?')
  for (const { setting, warning } of config.warnings) log.warn({ setting }, warning)
}

function listen(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, host, () => {
    server.off('error', reject)
    resolve()
  })
  return promise
}

/** `close` waits for idle keep-alive connections too, so those are swept out as they fall idle. */
function drain(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  server.close(() => {
    clearInterval(sweep)
    clearTimeout(deadline)
    resolve()
  })
  server.closeIdleConnections()
  return promise
}

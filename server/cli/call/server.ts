/** The server that `npm run call` calls: one that is already running, or one of its own. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConciergeError } from '../../../storage/concierge-error.ts'
import { CommandError, localProblem } from '../command/command-error.ts'
import { readSecrets } from '../../settings/secrets/secrets.ts'
import type { Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { readServerAddress, type ServerAddress } from '../command/server-address.ts'
import type { CallOptions } from './options.ts'
import { addressesOf, whoListensAt } from './running-server.ts'
import { ownStandIn, standInFor, type StandIn } from './stand-in.ts'

export interface CalledServer {
  url: string
  /** What the server checks signatures against. */
  publicUrl: string
  /** Where the server is our own; it may be from the key vault. */
  authToken?: string
  /** Where its owner decides. */
  address: ServerAddress
  /** By which it acts on the call that is played; null where it cannot. */
  standIn: StandIn | null
  stop(): Promise<void>
}

/**
 * The one at `--url`, else the one that runs here, else one of its own, whose calls no console shows: which of
 * them is told to the errors. Throws `CommandError` where its own does not start.
 */
export async function reachServer(
  options: CallOptions,
  { env, errors }: Surroundings,
): Promise<CalledServer> {
  const { url, publicUrl } = options
  if (url !== undefined)
    return besideStandIn({ url, publicUrl: publicUrl ?? publicUrlOf(url, env) }, options, env)
  const found = options.own ? [] : await lookFor(addressesOf(env))
  const running = found.find(({ who }) => who === 'ours')
  if (running) {
    errors.write(`Calling the server that runs at ${running.url}; its console shows the call.\n`)
    const { authToken } = await tokenOf(env)
    const reached = { url: running.url, publicUrl: publicUrlOf(running.url, env) }
    return besideStandIn({ ...reached, ...(authToken && { authToken }) }, options, env)
  }
  const server = await startOwnServer(env, ownerPlays(options))
  errors.write(`${whyOwn(found)}${whatIsKept(env)}\n`)
  return server
}

/** Whether somebody is there to decide: a script has nobody, unless it says what is decided. */
function ownerPlays({ sayings, decision }: CallOptions): boolean {
  return sayings === null || decision !== null
}

/** A server that runs already knows where Twilio's API is: that may be here, and else is not this command's. */
async function besideStandIn(
  reached: Pick<CalledServer, 'url' | 'publicUrl' | 'authToken'>,
  options: CallOptions,
  env: NodeJS.ProcessEnv,
): Promise<CalledServer> {
  const standIn = ownerPlays(options) && isHere(reached.url) ? await standInFor(env) : null
  const address = readServerAddress(reached.url, env)
  return { ...reached, address, standIn, stop: async () => standIn?.stop() }
}

type Found = { url: string; who: Awaited<ReturnType<typeof whoListensAt>> }

async function lookFor(urls: string[]): Promise<Found[]> {
  return Promise.all(urls.map(async (url) => ({ url, who: await whoListensAt(url) })))
}

function whyOwn(found: Found[]): string {
  const [first] = found
  const another = found.find(({ who }) => who === 'another')
  if (another) return `What answers at ${another.url} is no Voice Concierge, so a server`
  return first ? `No server runs at ${first.url}, so one` : 'A server'
}

function whatIsKept({ SQLITE_DB_PATH, USE_AZURE_SQL }: NodeJS.ProcessEnv): string {
  const words = ' of its own is called: '
  if (USE_AZURE_SQL?.trim().toLowerCase() === 'true')
    return `${words}the call is kept in Azure SQL.`
  const file = SQLITE_DB_PATH?.trim()
  if (file) return `${words}the call is kept in ${file}.`
  return `${words}the call is not kept, and on no console. To keep it, npm start first.`
}

/** The token that the running server has, if it is the one of these settings: it may be in the key vault. */
async function tokenOf(env: NodeJS.ProcessEnv): Promise<{ authToken: string | undefined }> {
  const { env: known } = env.KEY_VAULT_URL?.trim() ? await readSecrets(env) : { env }
  return { authToken: known.TWILIO_AUTH_TOKEN?.split(',')[0]!.trim() }
}

/** A server on this machine has our BASE_URL; one elsewhere is taken to go by the address it is called at. */
function publicUrlOf(url: string, env: NodeJS.ProcessEnv): string {
  const { port } = new URL(url)
  if (!isHere(url)) return url
  // Without BASE_URL the server takes this for its address, by whichever name it is called.
  return env.BASE_URL?.trim() || `http://127.0.0.1:${port || 80}`
}

function isHere(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}

async function startOwnServer(
  env: NodeJS.ProcessEnv,
  isOwnerThere: boolean,
): Promise<CalledServer> {
  // Loaded only now: a call to another server needs no database driver.
  const { startServer } = await import('../../serve.ts')
  const folder = env.SQLITE_DB_PATH?.trim() ? null : await mkdtemp(join(tmpdir(), 'concierge-'))
  const standIn = isOwnerThere ? await ownStandIn(env) : null
  // For nobody: it is gone with the call, and settings for real calls ask for one.
  const key = readServerAddress(undefined, { ADMIN_API_KEY: env.ADMIN_API_KEY }).key
  const adminKey = key ?? randomBytes(32).toString('hex')
  const forget = async () => {
    await standIn?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  }
  try {
    const server = await startServer({
      ...env,
      ...(key === null && { ADMIN_API_KEY: adminKey }),
      // Whoever plays the owner is asked, though no notice would reach anybody.
      ...(standIn && {
        TWILIO_API_URL: standIn.apiUrl,
        ASK_OWNER: env.ASK_OWNER?.trim() || 'unclear',
      }),
      ...(folder && { SQLITE_DB_PATH: join(folder, 'call.db') }),
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
    })
    return {
      url: server.url,
      publicUrl: server.config.baseUrl,
      ...(server.config.authTokens[0] && { authToken: server.config.authTokens[0] }),
      address: { url: server.url, key: adminKey },
      standIn,
      async stop() {
        await server.stop()
        await forget()
      },
    }
  } catch (error) {
    await forget()
    const detail = `Cannot start a server to call: ${(error as Error).message}`
    if (error instanceof ConciergeError && error.disposition === 'refuse')
      throw new UsageError(detail, { cause: error })
    throw new CommandError('failed', localProblem('No server to call', detail), { cause: error })
  }
}

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
import type { CallOptions } from './options.ts'
import { addressesOf, whoListensAt } from './running-server.ts'

export interface CalledServer {
  url: string
  /** What the server checks signatures against. */
  publicUrl: string
  /** Where the server is our own; it may be from the key vault. */
  authToken?: string
  stop(): Promise<void>
}

/**
 * The one at `--url`, else the one that runs here, else one of its own, whose calls no console shows: which of
 * them is told to the errors. Throws `CommandError` where its own does not start.
 */
export async function reachServer(
  { url, publicUrl, own }: CallOptions,
  { env, errors }: Surroundings,
): Promise<CalledServer> {
  if (url !== undefined)
    return { url, publicUrl: publicUrl ?? publicUrlOf(url, env), stop: async () => {} }
  const found = own ? [] : await lookFor(addressesOf(env))
  const running = found.find(({ who }) => who === 'ours')
  if (running) {
    errors.write(`Calling the server that runs at ${running.url}; its console shows the call.\n`)
    const { authToken } = await tokenOf(env)
    return {
      url: running.url,
      publicUrl: publicUrlOf(running.url, env),
      ...(authToken && { authToken }),
      stop: async () => {},
    }
  }
  const server = await startOwnServer(env)
  errors.write(`${whyOwn(found)}${whatIsKept(env)}\n`)
  return server
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
  const { hostname, port } = new URL(url)
  if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return url
  // Without BASE_URL the server takes this for its address, by whichever name it is called.
  return env.BASE_URL?.trim() || `http://127.0.0.1:${port || 80}`
}

async function startOwnServer(env: NodeJS.ProcessEnv): Promise<CalledServer> {
  // Loaded only now: a call to another server needs no database driver.
  const { startServer } = await import('../../serve.ts')
  const folder = env.SQLITE_DB_PATH?.trim() ? null : await mkdtemp(join(tmpdir(), 'concierge-'))
  const forget = async () => {
    if (folder) await rm(folder, { recursive: true, force: true })
  }
  try {
    const server = await startServer({
      ...env,
      // For nobody: it is gone with the call, and settings for real calls ask for one.
      ...(!env.ADMIN_API_KEY?.trim() && { ADMIN_API_KEY: randomBytes(32).toString('hex') }),
      ...(folder && { SQLITE_DB_PATH: join(folder, 'call.db') }),
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
    })
    return {
      url: server.url,
      publicUrl: server.config.baseUrl,
      ...(server.config.authTokens[0] && { authToken: server.config.authTokens[0] }),
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

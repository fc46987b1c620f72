/** The server that `npm run call` calls: one of its own, or one that is already running. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConciergeError } from '../../../storage/concierge-error.ts'
import { CommandError, localProblem } from '../command/command-error.ts'
import { UsageError } from '../command/usage-error.ts'
import type { CallOptions } from './options.ts'

export interface CalledServer {
  url: string
  /** What the server checks signatures against. */
  publicUrl: string
  /** Where the server is our own; it may be from the key vault. */
  authToken?: string
  stop(): Promise<void>
}

/** Throws `CommandError` where its own does not start. */
export async function reachServer(
  { url, publicUrl }: CallOptions,
  env: NodeJS.ProcessEnv,
): Promise<CalledServer> {
  if (url === undefined) return startOwnServer(env)
  return { url, publicUrl: publicUrl ?? publicUrlOf(url, env), stop: async () => {} }
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

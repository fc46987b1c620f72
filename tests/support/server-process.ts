/**
 * A server in a process of its own, so that it can be killed; its screener takes SCREENING_MS and asks on, unless
 * SCREENED_BY says `settings`. A notice that it has claimed is another's after NOTICE_LEASE_MS.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import type { Screener } from '../../server/calls/ports.ts'
import { startServer } from '../../server/serve.ts'
import { SETTINGS, verdict } from './concierge.ts'

export interface ServerProcess {
  url: string
  child: ChildProcess
  /** Resolves as the screener is asked the next time. */
  screening(): Promise<unknown>
  /** Lines of its log so far, as they were written: none unless LOG_LEVEL asks for some. */
  log: readonly string[]
  /** Its resident memory, in bytes. */
  memory(): Promise<number>
  /** `kill -9`: no goodbye. */
  kill(): Promise<void>
}

export async function startProcess(
  file: string,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const env = { ...process.env, ...SETTINGS, HOST: '127.0.0.1', PORT: '0', ...settings }
  const child = fork(import.meta.filename, {
    env: { ...env, SQLITE_DB_PATH: file },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const log: string[] = []
  createInterface(child.stdout!).on('line', (line) => log.push(line))
  const failing = once(child, 'exit').then(() => {
    throw new Error('The server has not come up')
  })
  const [url] = (await Promise.race([once(child, 'message'), failing])) as [string]
  // Once it is up, its end is no failure.
  failing.catch(() => undefined)
  return {
    url,
    child,
    log,
    screening: () => once(child, 'message'),
    async memory() {
      child.send('memory')
      const [bytes] = (await once(child, 'message')) as [number]
      return bytes
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

if (import.meta.main) {
  const ms = Number(process.env.SCREENING_MS ?? 0)
  const screener: Screener = async ({ said }) => {
    process.send?.('screening')
    await delay(ms)
    const words = said.at(-1)?.text ?? ''
    if (/fire/.test(words)) return verdict('transfer', 'I am putting you through.')
    if (/bye/.test(words)) return verdict('end', 'Please send a text message.')
    return verdict('ask', `You said ${words}. Go on?`)
  }
  const leaseMs = Number(process.env.NOTICE_LEASE_MS ?? 60_000)
  const server = await startServer(process.env, {
    ...(process.env.SCREENED_BY !== 'settings' && { screener }),
    notices: { everyMs: 50, deadlineMs: leaseMs * 0.8, leaseMs },
  })
  // Nobody is left to be told: a server of a test that was killed.
  process.on('disconnect', () => process.exit())
  process.on('message', () => process.send?.(process.memoryUsage.rss()))
  process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)))
  process.send?.(server.url)
}

/**
 * A server in a process of its own, so that it can be killed; its screener takes SCREENING_MS and asks on. A notice
 * that it has claimed is another's after NOTICE_LEASE_MS.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { startServer } from '../../server/serve.ts'
import { SETTINGS, verdict } from './concierge.ts'

export interface ServerProcess {
  url: string
  child: ChildProcess
  /** Resolves as the screener is asked the next time. */
  screening(): Promise<unknown>
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
  })
  const [url] = (await once(child, 'message')) as [string]
  return {
    url,
    child,
    screening: () => once(child, 'message'),
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
  const server = await startServer(process.env, {
    screener: async ({ said }) => {
      process.send?.('screening')
      await delay(ms)
      const words = said.at(-1)?.text ?? ''
      if (/fire/.test(words)) return verdict('transfer', 'I am putting you through.')
      if (/bye/.test(words)) return verdict('end', 'Please send a text message.')
      return verdict('ask', `You said ${words}. Go on?`)
    },
    notices: { everyMs: 50, leaseMs: Number(process.env.NOTICE_LEASE_MS ?? 60_000) },
  })
  process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)))
  process.send?.(server.url)
}

/** `npm start`, as it is: how soon it listens, and what it takes at rest. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { quantile } from '../../server/basics/quantile.ts'

export interface StartUp {
  /** From the spawn of the process to its word that it listens, in ms; the median of some. */
  listeningMs: number
  /** Resident memory two seconds later, in MB, before any call. */
  idleMb: number
}

export async function measureStartUp(folder: string, times = 5): Promise<StartUp> {
  const listening: number[] = []
  const idle: number[] = []
  for (let time = 0; time < times; time++) {
    const began = performance.now()
    const child = spawn(process.execPath, ['--max-semi-space-size=64', 'server/boot.js'], {
      env: { PATH: process.env.PATH, PORT: '0', SQLITE_DB_PATH: join(folder, 'start.db') },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    listening.push(performance.now() - began)
    await delay(2_000)
    idle.push(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)])) / 1024)
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { listeningMs: quantile(listening, 0.5)!, idleMb: quantile(idle, 0.5)! }
}

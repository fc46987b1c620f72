/** Brings a database up to date in a process of its own, so that it can be killed in the middle. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'

/** Killed so many ms after it has begun, if it is not done by then. Gives how long it took, or null. */
export async function migrateAndDie(file: string, afterMs: number): Promise<number | null> {
  const child = fork(import.meta.filename, [file], { execArgv: [] })
  const gone = once(child, 'exit')
  await once(child, 'message')
  const began = performance.now()
  const waiting = new AbortController()
  await Promise.race([gone, delay(afterMs, undefined, { signal: waiting.signal })])
  waiting.abort()
  child.kill('SIGKILL')
  const [code] = (await gone) as [number | null]
  if (code !== null && code !== 0) throw new Error(`It ended with ${code}`)
  return code === 0 ? performance.now() - began : null
}

if (import.meta.main) {
  process.send!('begins')
  await using database = openSqlite(process.argv[2]!)
  await migrate(database.queries)
  process.disconnect()
}

/** `npm run bench -- --database`: what a turn costs where the database is a network away. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { quantile } from '../../server/basics/quantile.ts'
import { load } from './load.ts'

const DELAYS_MS = [0, 2, 10, 30]
const CALLERS = [1, 20]

export interface Distance {
  'added ms': number
  callers: number
  'round trips a turn': number
  'p50 ms a turn': number
  'p95 ms a turn': number
  'turns/s': number
}

/** `start` gives the URL of a concierge whose calls are in the database of that connection string. */
export async function benchDatabase(
  start: (connectionString: string) => Promise<string>,
  { file, seconds }: { file: string; seconds: number },
): Promise<Distance[]> {
  const database = fork(join(import.meta.dirname, 'database-server.ts'), [file])
  try {
    const [connectionString] = (await once(database, 'message')) as [string]
    const url = await start(connectionString)
    // Not while the code is still being compiled.
    await load(url, { concurrency: 20, seconds: 2 })
    const measured: Distance[] = []
    for (const delay of DELAYS_MS)
      for (const callers of CALLERS) {
        const before = await tell(database, delay)
        const {
          turns,
          seconds: took,
          latencies,
        } = await load(url, { concurrency: callers, seconds })
        const trips = (await tell(database, delay)) - before
        const ms = (share: number) => Number(quantile(latencies, share)!.toFixed(1))
        measured.push({
          'added ms': delay,
          callers,
          'round trips a turn': Number((trips / turns).toFixed(1)),
          'p50 ms a turn': ms(0.5),
          'p95 ms a turn': ms(0.95),
          'turns/s': Math.round(turns / took),
        })
      }
    return measured
  } finally {
    database.kill()
  }
}

async function tell(database: ChildProcess, delayMs: number): Promise<number> {
  database.send(delayMs)
  const [trips] = (await once(database, 'message')) as [number]
  return trips
}

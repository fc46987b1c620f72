/** A process that claims what is due and is killed before it sends anything. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { claimDeliveries } from '../../storage/notices/deliveries.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'

/** Resolves when it is dead, with the signal that it died of. */
export async function claimAndDie(file: string, now: Date, leaseMs: number): Promise<string> {
  const leaseUntil = new Date(now.getTime() + leaseMs)
  const args = [file, now.toISOString(), leaseUntil.toISOString()]
  const [, signal] = (await once(fork(import.meta.filename, args, { execArgv: [] }), 'exit')) as [
    number | null,
    string,
  ]
  return signal
}

if (import.meta.main) {
  const [file = '', now = '', leaseUntil = ''] = process.argv.slice(2)
  const database = openSqlite(file)
  const claim = { channel: 'ntfy', now, leaseUntil, most: 4 }
  if ((await claimDeliveries(database, claim)).length > 0) process.kill(process.pid, 'SIGKILL')
}

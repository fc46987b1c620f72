/** Servers of an attack's own, over one database file: gone, with everything they had, when it is over. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProcess, type ServerProcess } from '../support/server-process.ts'

export interface Servers {
  /** The database, and a folder for whatever else there is to be kept. */
  file: string
  start(settings?: Record<string, string>): Promise<ServerProcess>
}

export async function withServers<Result>(
  work: (servers: Servers) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'concierge-attack-'))
  const file = join(folder, 'calls.db')
  const started: ServerProcess[] = []
  try {
    return await work({
      file,
      async start(settings) {
        const server = await startProcess(file, settings)
        started.push(server)
        return server
      },
    })
  } finally {
    await Promise.all(started.map((server) => server.kill()))
    await rm(folder, { recursive: true, force: true })
  }
}

/** Whether the process runs, and whether it can do its work. */
import { Hono, type Context } from 'hono'
import type { ModelState } from '../../machines/screener-failure.ts'
import { isMigrated, type Database } from '../../storage/database.ts'

export interface HealthDependencies {
  database: Database
  models(): ModelState[]
  /** Whether a request bears the owner's key. */
  isOwner(c: Context): Promise<boolean>
}

export function createHealth({ database, models, isOwner }: HealthDependencies): Hono {
  const app = new Hono()
  app.get('/', (c) => c.text('Voice Concierge is running.\n'))
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    const ready = await isMigrated(database.queries).catch(() => false)
    // A model that is away makes nothing unready: the rules judge.
    const details = (await isOwner(c)) && { models: models().map(modelJson) }
    return ready
      ? c.json({ status: 'ready', ...details })
      : c.json(
          {
            status: 'not ready',
            reason: 'the database is out of reach or not migrated',
            ...details,
          },
          503,
        )
  })
  return app
}

function modelJson({ screener, address, code, since, isUsable, says }: ModelState) {
  return { screener, address, state: code, since: since.toISOString(), usable: isUsable, says }
}

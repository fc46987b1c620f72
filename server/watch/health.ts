/** Whether the process runs, and whether it can do its work. */
import { Hono } from 'hono'
import { isMigrated, type Database } from '../../storage/database.ts'

export function createHealth(database: Database): Hono {
  const app = new Hono()
  app.get('/', (c) => c.text('Voice Concierge is running.\n'))
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    const ready = await isMigrated(database.queries).catch(() => false)
    return ready
      ? c.json({ status: 'ready' })
      : c.json({ status: 'not ready', reason: 'the database is out of reach or not migrated' }, 503)
  })
  return app
}

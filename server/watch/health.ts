/** Whether the process runs, and whether it can do its work. */
import { Hono, type Context } from 'hono'
import type { ModelState } from '../../machines/screener-failure.ts'
import type { CheckUp } from './check-up.ts'

const METHODS = 'GET, HEAD, OPTIONS'
const READS = new Set(['GET', 'HEAD'])

interface BackupState {
  /** UTC, ISO 8601; null where none is known of. */
  newestAt: string | null
  /** Why the last try came to nothing. */
  failure: string | null
}

export interface HealthDependencies {
  checkUp: CheckUp
  models(): ModelState[]
  /** How backups go, where the server writes any. */
  backups(): BackupState | null
  /** Made up anew at each start: whoever reads it elsewhere knows that the way led to this process. */
  instance: string
  /** Whether a request bears the owner's key. */
  isOwner(c: Context): Promise<boolean>
}

export function createHealth({
  checkUp,
  models,
  backups,
  instance,
  isOwner,
}: HealthDependencies): Hono {
  const app = new Hono()
  checked('/', (c) => c.text('Voice Concierge is running. Its console is at /console\n'))
  checked('/healthz', (c) => c.json({ status: 'ok', instance }))
  checked('/readyz', async (c) => {
    const unwell = await checkUp()
    // A model that is away makes nothing unready: the rules judge. Nor does a backup that fails: calls are taken.
    const details = (await isOwner(c)) && {
      models: models().map(modelJson),
      ...backupJson(backups()),
    }
    return unwell === null
      ? c.json({ status: 'ready', ...details })
      : c.json({ status: 'not ready', reason: unwell.reason, ...details }, 503)
  })
  return app

  function checked(path: string, answer: (c: Context) => Response | Promise<Response>): void {
    app.get(path, answer)
    app.all(path, told)
    // Paths of checks are typed by hand, and then nobody looks at them again.
    if (path !== '/') app.all(`${path}/`, (c) => (READS.has(c.req.method) ? answer(c) : told(c)))
  }
}

/** `OPTIONS /` is what HAProxy asks where it is told nothing else: https://docs.haproxy.org/3.2/configuration.html#4-option%20httpchk */
function told(c: Context): Response {
  return c.req.method === 'OPTIONS'
    ? c.body(null, 204, { allow: METHODS })
    : c.text(`Ask with one of ${METHODS}\n`, 405, { allow: METHODS })
}

function backupJson(state: BackupState | null) {
  return state && { backups: { newest: state.newestAt, failing: state.failure } }
}

function modelJson({ screener, address, code, since, isUsable, says }: ModelState) {
  return { screener, address, state: code, since: since.toISOString(), usable: isUsable, says }
}

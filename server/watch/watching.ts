/** Everything that watches the calls, as the settings ask for it. */
import type { Logger } from 'pino'
import type { Config } from '../settings/config.ts'
import type { MeasurementsDependencies } from './measurements.ts'
import type { OtelSettings } from '../settings/otel.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import type { Traces } from './traces.ts'
import { createTurnLog } from './turn-log.ts'
import { createWatch, type Watch } from './watch.ts'

export interface Watching {
  watch: Watch
  metrics: Metrics['read']
  noticeSettled: Metrics['noticeSettled']
  askedAhead: Metrics['askedAhead']
  backupTried: Metrics['backupTried']
  /** To be called when no turn is under way. */
  close(): Promise<void>
}

export async function createWatching(
  { logPii, otel }: Pick<Config, 'logPii' | 'otel'>,
  { log, ...counted }: { log: Logger } & MeasurementsDependencies,
): Promise<Watching> {
  const onFault = (error: unknown) => log.warn({ err: error }, 'watching failed')
  const metrics = createMetrics({ ...counted, onFault })
  const traces = otel && (await loadTraces(otel, { log, logPii }))
  const listeners = [createTurnLog(log, logPii), metrics, ...(traces ? [traces] : [])]
  return {
    watch: createWatch(listeners, onFault),
    metrics: () => metrics.read(),
    noticeSettled: metrics.noticeSettled,
    askedAhead: metrics.askedAhead,
    backupTried: metrics.backupTried,
    close: async () => traces?.close(),
  }
}

/** OpenTelemetry is loaded only where somebody collects. */
async function loadTraces(
  otel: OtelSettings,
  { log, logPii }: { log: Logger; logPii: boolean },
): Promise<Traces> {
  const { createSpanExporter } = await import('./span-exporter.ts')
  const { createTraces } = await import('./traces.ts')
  const { resource } = otel
  return createTraces(createSpanExporter(otel, log), { pii: logPii, resource })
}

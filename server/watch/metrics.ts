/** Calls in numbers, for Prometheus. What counts them takes 5 MB: it is loaded with the first call. */
import type { Measurements, MeasurementsDependencies } from './measurements.ts'
import type { Listener } from './watch.ts'

export interface Metrics extends Listener {
  /** What Prometheus reads, and its content type. */
  read(): Promise<{ text: string; contentType: string }>
  noticeSettled: Measurements['noticeSettled']
  askedAhead: Measurements['askedAhead']
  backupTried: Measurements['backupTried']
}

export interface MetricsDependencies extends MeasurementsDependencies {
  /** Hears why nothing can be counted. */
  onFault(error: unknown): void
}

type Count = (measurements: Measurements) => void

export function createMetrics({ onFault, ...deps }: MetricsDependencies): Metrics {
  let measurements: Measurements | undefined
  let loading: Promise<Measurements> | undefined
  /** What there was to count before there was anything to count with. */
  let early: Count[] | undefined = []

  async function load(): Promise<Measurements> {
    try {
      const { createMeasurements } = await import('./measurements.ts')
      measurements = createMeasurements(deps)
      for (const count of early ?? []) count(measurements)
      return measurements
    } catch (error) {
      onFault(error)
      throw error
    } finally {
      early = undefined
    }
  }

  function counting(count: Count): void {
    if (measurements) return count(measurements)
    early?.push(count)
    if (!loading) (loading = load()).catch(() => undefined)
  }

  return {
    requestRefused: (request) => counting((to) => to.refused(request)),
    noticeSettled: (channel, state) => counting((to) => to.noticeSettled(channel, state)),
    askedAhead: (what, savedMs) => counting((to) => to.askedAhead(what, savedMs)),
    backupTried: (result) => counting((to) => to.backupTried(result)),
    eventEnded: (report) => counting((to) => to.ended(report)),
    read: async () => (await (loading ??= load())).read(),
  }
}

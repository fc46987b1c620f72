/** The measurements of any Node process, under the names that dashboards know. */
import type { Registry } from 'prom-client'
import Counter from 'prom-client/lib/counter.js'
import eventLoopLag from 'prom-client/lib/metrics/eventLoopLag.js'
import gc from 'prom-client/lib/metrics/gc.js'
import heapSizeAndUsed from 'prom-client/lib/metrics/heapSizeAndUsed.js'
import heapSpaces from 'prom-client/lib/metrics/heapSpacesSizeAndUsed.js'
import osMemoryHeap from 'prom-client/lib/metrics/osMemoryHeap.js'
import maxFileDescriptors from 'prom-client/lib/metrics/processMaxFileDescriptors.js'
import openFileDescriptors from 'prom-client/lib/metrics/processOpenFileDescriptors.js'
import resources from 'prom-client/lib/metrics/processResources.js'
import startTime from 'prom-client/lib/metrics/processStartTime.js'
import version from 'prom-client/lib/metrics/version.js'

const USUAL = [
  startTime,
  osMemoryHeap,
  openFileDescriptors,
  maxFileDescriptors,
  eventLoopLag,
  resources,
  heapSizeAndUsed,
  heapSpaces,
  version,
  gc,
]

/** All of prom-client's but those that it calls deprecated. */
export function collectProcessMetrics(registry: Registry): void {
  for (const collect of USUAL) collect(registry, { eventLoopMonitoringPrecision: 10 })
  // A gauge with the name of a counter; the one beside it has the same by kind. https://prometheus.io/docs/practices/naming/
  registry.removeSingleMetric('nodejs_active_resources_total')
  // Its own of these loads the API of OpenTelemetry, which is for those who have a collector.
  const cpu = (name: string, help: string, microseconds: (usage: NodeJS.CpuUsage) => number) =>
    registry.registerMetric(
      new Counter({
        name,
        help,
        registers: [],
        collect() {
          this.reset()
          this.inc(microseconds(process.cpuUsage()) / 1e6)
        },
      }),
    )
  cpu('process_cpu_user_seconds_total', 'User CPU time in seconds', ({ user }) => user)
  cpu('process_cpu_system_seconds_total', 'System CPU time in seconds', ({ system }) => system)
  cpu('process_cpu_seconds_total', 'CPU time in seconds', ({ user, system }) => user + system)
}

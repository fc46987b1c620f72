/** Files of prom-client (15.1) that are imported one by one: the whole takes ten times as long and 15 MB more. */
declare module 'prom-client/lib/counter.js' {
  import type { Counter } from 'prom-client'
  const part: typeof Counter
  export default part
}
declare module 'prom-client/lib/gauge.js' {
  import type { Gauge } from 'prom-client'
  const part: typeof Gauge
  export default part
}
declare module 'prom-client/lib/histogram.js' {
  import type { Histogram } from 'prom-client'
  const part: typeof Histogram
  export default part
}
declare module 'prom-client/lib/registry.js' {
  import type { Registry } from 'prom-client'
  const part: typeof Registry
  export default part
}
declare module 'prom-client/lib/metrics/*' {
  import type { Registry } from 'prom-client'
  const collect: (registry: Registry, config: { eventLoopMonitoringPrecision: number }) => void
  export default collect
}

/** Sends spans to an OpenTelemetry collector over HTTP; one that cannot be reached is told of now and then. */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import type { Logger } from 'pino'

const BETWEEN_WARNINGS_MS = 60_000

/** `endpoint` is the collector's address, without the path of the traces. */
export function createSpanExporter(endpoint: string, log: Logger): SpanExporter {
  // Headers, timeout, compression and certificates it reads from OTEL_EXPORTER_OTLP_… by itself:
  // https://opentelemetry.io/docs/specs/otel/protocol/exporter/. What it is given comes first, so it
  // is given no address where there is one for traces alone.
  const ofTraces = process.env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  const exporter = new OTLPTraceExporter(ofTraces ? {} : { url: `${endpoint}/v1/traces` })
  let silentUntil = 0

  function warn(error: Error, spans: number): void {
    if (performance.now() < silentUntil) return
    silentUntil = performance.now() + BETWEEN_WARNINGS_MS
    const { code } = error as { code?: unknown }
    const status = typeof code === 'number' ? code : undefined
    log.warn({ err: error, status, spans }, 'traces not exported')
  }

  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.error) warn(result.error, spans.length)
        done(result)
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  }
}

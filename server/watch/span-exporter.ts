/** Sends spans to an OpenTelemetry collector over HTTP; one that cannot be reached is told of now and then. */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import type { Logger } from 'pino'
import type { OtelSettings } from '../settings/otel.ts'

const BETWEEN_WARNINGS_MS = 60_000

/** Certificates it reads from OTEL_EXPORTER_OTLP_… by itself. */
export function createSpanExporter(settings: OtelSettings, log: Logger): SpanExporter {
  const { url, headers, timeoutMs, compression } = settings
  const exporter = withoutHeadersOfTheEnvironment(
    () =>
      new OTLPTraceExporter({
        url,
        headers,
        ...(timeoutMs !== null && { timeoutMillis: timeoutMs }),
        ...(compression !== null && { compression: compression as never }),
      }),
  )
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

/** It would mix those of all signals into those of traces, which are to stand in their place. */
function withoutHeadersOfTheEnvironment<Made>(make: () => Made): Made {
  const { OTEL_EXPORTER_OTLP_HEADERS: all, OTEL_EXPORTER_OTLP_TRACES_HEADERS: own } = process.env
  delete process.env.OTEL_EXPORTER_OTLP_HEADERS
  delete process.env.OTEL_EXPORTER_OTLP_TRACES_HEADERS
  try {
    return make()
  } finally {
    if (all !== undefined) process.env.OTEL_EXPORTER_OTLP_HEADERS = all
    if (own !== undefined) process.env.OTEL_EXPORTER_OTLP_TRACES_HEADERS = own
  }
}

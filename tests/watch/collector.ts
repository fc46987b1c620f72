/** An OpenTelemetry collector to test against: takes OTLP as JSON, or does not. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { onTestFinished } from 'vitest'

export interface CollectedSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  /** 1 internal, 2 server */
  kind: number
  /** In ms since 1970. */
  start: number
  end: number
  /** 2 is an error. */
  status: { code?: number; message?: string }
  attributes: Record<string, unknown>
}

interface Value {
  stringValue?: string
  intValue?: number
  doubleValue?: number
  arrayValue?: { values: Value[] }
}
interface Keyed {
  key: string
  value: Value
}
interface Export {
  resourceSpans: {
    resource: { attributes: Keyed[] }
    scopeSpans: { spans: (Record<string, unknown> & { attributes: Keyed[] })[] }[]
  }[]
}

/** `hangs` takes what comes and never answers. Closed when the test is over. */
export async function startCollector({ hangs = false } = {}) {
  const spans: CollectedSpan[] = []
  const resources: Record<string, unknown>[] = []
  const paths: string[] = []
  const headers: IncomingMessage['headers'][] = []
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    paths.push(`${request.method} ${request.url}`)
    headers.push(request.headers)
    const isZipped = request.headers['content-encoding'] === 'gzip'
    const body = isZipped ? request.pipe(createGunzip()) : request
    const { resourceSpans } = (await json(body)) as Export
    for (const { resource, scopeSpans } of resourceSpans) {
      resources.push(unkeyed(resource.attributes))
      spans.push(...scopeSpans.flatMap((scope) => scope.spans.map(readSpan)))
    }
    if (!hangs) response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }

  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resources,
    paths,
    headers,
  }
}

function readSpan({ attributes, ...span }: Record<string, unknown> & { attributes: Keyed[] }) {
  return {
    ...span,
    start: milliseconds(span.startTimeUnixNano),
    end: milliseconds(span.endTimeUnixNano),
    attributes: unkeyed(attributes),
  } as CollectedSpan
}

/** A number has not the digits for all those nanoseconds. */
function milliseconds(nanoseconds: unknown): number {
  return Number(BigInt(nanoseconds as string) / 1000n) / 1000
}

function unkeyed(attributes: Keyed[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, unwrapped(value)]))
}

function unwrapped({ arrayValue, ...scalar }: Value): unknown {
  return arrayValue ? arrayValue.values.map(unwrapped) : Object.values(scalar)[0]
}

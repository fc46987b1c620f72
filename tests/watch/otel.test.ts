import { expect, onTestFinished, test, vi } from 'vitest'
import { STRANGER } from '../support/concierge.ts'
import { readOtel } from '../../server/settings/otel.ts'
import { startCollector } from './collector.ts'
import { createWatched } from './watched.ts'

/** One call, and what a collector got of it; COLLECTOR in the settings stands for its address. */
async function collected(settings: Record<string, string>) {
  const collector = await startCollector()
  const given = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      value.replace('COLLECTOR', collector.url),
    ]),
  )
  // As they are for a process: the exporter looks there by itself.
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { phone, close } = await createWatched({ settings: given })
  await (await phone.ring({ from: STRANGER })).hangUp()
  await close()
  return collector
}

const ON = { OTEL_EXPORTER_OTLP_ENDPOINT: 'COLLECTOR' }

test.each([
  ['of all signals gets the path', ON, '/v1/traces'],
  [
    'of all signals keeps its own path before it',
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'COLLECTOR/otlp/?a=b' },
    '/otlp/v1/traces?a=b',
  ],
  [
    'of traces is taken as it is',
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'COLLECTOR/mine' },
    '/mine',
  ],
  [
    'of traces without a path stays without',
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'COLLECTOR' },
    '/',
  ],
  [
    'of traces goes before that of all signals',
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'COLLECTOR/mine',
    },
    '/mine',
  ],
  ['in quotes loses them', { OTEL_EXPORTER_OTLP_ENDPOINT: '"COLLECTOR"' }, '/v1/traces'],
])('an endpoint %s', async (_, settings, path) => {
  const { paths, spans } = await collected(settings)
  expect(paths).toEqual([`POST ${path}`])
  expect(spans.length).toBeGreaterThan(0)
})

test.each<Record<string, string>>([
  { OTEL_SDK_DISABLED: 'true' },
  { OTEL_SDK_DISABLED: 'TRUE' },
  { OTEL_TRACES_EXPORTER: 'none' },
  { OTEL_TRACES_EXPORTER: ' None ' },
])('with %o nothing is sent', async (settings) => {
  expect((await collected({ ...ON, ...settings })).paths).toEqual([])
})

test.each<Record<string, string>>([
  { OTEL_SDK_DISABLED: 'false' },
  { OTEL_SDK_DISABLED: '1' },
  { OTEL_TRACES_EXPORTER: 'otlp' },
  { OTEL_TRACES_EXPORTER: 'otlp,console' },
  { OTEL_TRACES_EXPORTER: 'jaeger' },
])('with %o traces are sent', async (settings) => {
  expect((await collected({ ...ON, ...settings })).paths).toHaveLength(1)
})

test.each([
  [{}, { 'service.name': 'voice-concierge' }],
  [{ OTEL_SERVICE_NAME: 'front desk' }, { 'service.name': 'front desk' }],
  [
    { OTEL_RESOURCE_ATTRIBUTES: 'service.name=desk,deployment.environment=a%2Cb%3D%20c' },
    { 'service.name': 'desk', 'deployment.environment': 'a,b= c' },
  ],
  [
    { OTEL_RESOURCE_ATTRIBUTES: 'service.name=desk, team = x ', OTEL_SERVICE_NAME: 'front' },
    { 'service.name': 'front', team: 'x' },
  ],
  // One mistake, and all of it is left out: so says the specification.
  [{ OTEL_RESOURCE_ATTRIBUTES: 'team=x,rest' }, { 'service.name': 'voice-concierge' }],
  [{ OTEL_RESOURCE_ATTRIBUTES: 'team=%zz' }, { 'service.name': 'voice-concierge' }],
])('%o says whose traces they are', async (settings, attributes) => {
  const { resources } = await collected({ ...ON, ...settings })
  expect(resources[0]).toMatchObject(attributes)
  expect(Object.keys(resources[0]!).sort()).toEqual(
    [
      ...Object.keys(attributes),
      'telemetry.sdk.language',
      'telemetry.sdk.name',
      'telemetry.sdk.version',
    ].sort(),
  )
})

test('headers are decoded, and those of traces stand in the place of those of all signals', async () => {
  const all = { OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Basic%20dXNlcjpwYXNz==,x-team=all' }
  const first = await collected({ ...ON, ...all })
  expect(first.headers[0]).toMatchObject({ authorization: 'Basic dXNlcjpwYXNz==', 'x-team': 'all' })
  const traces = { OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-team=traces' }
  const second = await collected({ ...ON, ...all, ...traces })
  expect(second.headers[0]).toMatchObject({ 'x-team': 'traces' })
  expect(second.headers[0]).not.toHaveProperty('authorization')
})

test('what is compressed arrives', async () => {
  const { headers, spans } = await collected({ ...ON, OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' })
  expect(headers[0]).toMatchObject({ 'content-encoding': 'gzip' })
  expect(spans.length).toBeGreaterThan(0)
})

test('asked for by its name alone it is the collector on this machine', () => {
  const url = 'http://localhost:4318/v1/traces'
  expect(readOtel({ OTEL_TRACES_EXPORTER: 'otlp' }).settings).toMatchObject({ url })
  expect(readOtel({}).settings).toBeNull()
})

test.each([
  [{ OTEL_SDK_DISABLED: 'yes' }, 'OTEL_SDK_DISABLED', 'neither true nor false'],
  [{ OTEL_TRACES_EXPORTER: 'zipkin' }, 'OTEL_TRACES_EXPORTER', 'otlp and none are known'],
  [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'OTEL_EXPORTER_OTLP_PROTOCOL', 'only http/json'],
  [
    { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf' },
    'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
    'http/json is sent instead',
  ],
  [{ OTEL_EXPORTER_OTLP_TIMEOUT: '10s' }, 'OTEL_EXPORTER_OTLP_TIMEOUT', 'milliseconds'],
  [{ OTEL_EXPORTER_OTLP_COMPRESSION: 'zip' }, 'OTEL_EXPORTER_OTLP_COMPRESSION', 'gzip'],
  [{ OTEL_EXPORTER_OTLP_HEADERS: 'secret' }, 'OTEL_EXPORTER_OTLP_HEADERS', 'name=value'],
  [{ OTEL_EXPORTER_OTLP_HEADERS: 'a=%0d%0ab' }, 'OTEL_EXPORTER_OTLP_HEADERS', 'cannot be sent'],
  [{ OTEL_RESOURCE_ATTRIBUTES: 'a=b=c' }, 'OTEL_RESOURCE_ATTRIBUTES', 'key=value'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4317' }, 'OTEL_EXPORTER_OTLP_ENDPOINT', 'gRPC'],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' },
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'gets /v1/traces added',
  ],
  [{ OTEL_TRACES_SAMPLER: 'always_off' }, 'OTEL_TRACES_SAMPLER', 'not read here'],
])('%o is told of, and calls are taken', (settings, setting, hint) => {
  const { problems, warnings } = readOtel({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
    ...settings,
  })
  expect(problems).toEqual([])
  expect(warnings).toEqual([{ setting, warning: expect.stringContaining(hint) }])
  expect(JSON.stringify(warnings)).not.toContain('secret')
})

test('a timeout is one in milliseconds, and that of traces goes first', () => {
  const given = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
    OTEL_EXPORTER_OTLP_TIMEOUT: '5000',
    OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '700',
  }
  expect(readOtel(given).settings).toMatchObject({ timeoutMs: 700 })
})

test.each(['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'])(
  '%s that is no address is refused',
  (name) => {
    const { problems } = readOtel({ [name]: 'collector:4318' })
    expect(problems).toEqual([
      `${name}: give the address of a collector, like http://127.0.0.1:4318`,
    ])
  },
)

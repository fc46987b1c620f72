/**
 * OpenTelemetry's settings, as its specification has them.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
import { readKeyPairs } from './key-pairs.ts'

export interface OtelSettings {
  /** Where traces are posted to, path and all. */
  url: string
  /** Beside those of the protocol. */
  headers: Record<string, string>
  /** Null: as long as the exporter waits by itself. */
  timeoutMs: number | null
  compression: 'gzip' | 'none' | null
  /** What says whose traces these are; `service.name` among it. */
  resource: Record<string, string>
}

export interface Otel {
  /** Null: nothing is traced. */
  settings: OtelSettings | null
  problems: string[]
  warnings: { setting: string; warning: string }[]
  names: string[]
}

const PREFIX = 'OTEL_EXPORTER_OTLP_'
const OF_A_SIGNAL = [
  'ENDPOINT',
  'HEADERS',
  'TIMEOUT',
  'COMPRESSION',
  'PROTOCOL',
  'CERTIFICATE',
  'CLIENT_KEY',
  'CLIENT_CERTIFICATE',
]
const NAMES = [
  'OTEL_SDK_DISABLED',
  'OTEL_TRACES_EXPORTER',
  'OTEL_SERVICE_NAME',
  'OTEL_RESOURCE_ATTRIBUTES',
  ...OF_A_SIGNAL.flatMap((name) => [`${PREFIX}${name}`, `${PREFIX}TRACES_${name}`]),
]
/** Of traces as well, and without effect here. */
const UNREAD = /^OTEL_(TRACES_SAMPLER|BSP_|PROPAGATORS$|SPAN_|ATTRIBUTE_|CONFIG_FILE)/
const COLLECTOR = 'give the address of a collector, like http://127.0.0.1:4318'
/** Asked for by `OTEL_TRACES_EXPORTER=otlp` alone. */
const UNASKED = 'http://localhost:4318'

type Given = Partial<Record<string, string>>
type Warn = (setting: string, warning: string) => void

export function readOtel(given: Given): Otel {
  const warnings: Otel['warnings'] = []
  const warn: Warn = (setting, warning) => warnings.push({ setting, warning })
  const problems = ['ENDPOINT', 'TRACES_ENDPOINT']
    .map((name) => `${PREFIX}${name}`)
    .filter((name) => given[name] !== undefined && !isHttp(given[name]))
    .map((name) => `${name}: ${COLLECTOR}`)
  const off: Otel = { settings: null, problems, warnings, names: NAMES }
  const exporter = exporterIn(given, warn)
  if (problems.length > 0 || isDisabled(given, warn) || exporter === 'none') return off
  const url = addressIn(given, exporter === 'otlp', warn)
  if (url === null) return off
  for (const name of Object.keys(given))
    if (UNREAD.test(name)) warn(name, 'is not read here: every call is traced, as the defaults are')
  tellProtocol(given, warn)
  const settings = {
    url,
    headers: headersIn(given, warn),
    timeoutMs: timeoutIn(given, warn),
    compression: compressionIn(given, warn),
    resource: resourceIn(given, warn),
  }
  return { ...off, settings }
}

/** A signal's own setting goes before that of all signals, as a whole. */
function ofTraces(given: Given, name: string): { name: string; value: string | undefined } {
  const own = `${PREFIX}TRACES_${name}`
  const chosen = given[own] === undefined ? `${PREFIX}${name}` : own
  return { name: chosen, value: given[chosen] }
}

function isHttp(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? '')
}

/** Only `true` is true, in any case. */
function isDisabled({ OTEL_SDK_DISABLED: written }: Given, warn: Warn): boolean {
  if (written !== undefined && !/^(true|false)$/i.test(written))
    warn('OTEL_SDK_DISABLED', 'is neither true nor false, and counts as false')
  return written?.toLowerCase() === 'true'
}

/** A list; of what is unknown is told, and it is left out. */
function exporterIn({ OTEL_TRACES_EXPORTER: written }: Given, warn: Warn) {
  const wished = (written ?? '').split(',').map((one) => one.trim().toLowerCase())
  for (const one of wished)
    if (one !== '' && one !== 'otlp' && one !== 'none')
      warn('OTEL_TRACES_EXPORTER', 'has an exporter that is not here: otlp and none are known')
  return wished.includes('none') ? 'none' : wished.includes('otlp') ? 'otlp' : null
}

/** The address of traces is taken as it is, to that of all signals their path is added. */
function addressIn(given: Given, isWished: boolean, warn: Warn): string | null {
  const own = given[`${PREFIX}TRACES_ENDPOINT`]
  const all = given[`${PREFIX}ENDPOINT`] ?? (isWished ? UNASKED : undefined)
  const written = own ?? all
  if (written === undefined) return null
  const name = own === undefined ? `${PREFIX}ENDPOINT` : `${PREFIX}TRACES_ENDPOINT`
  const url = new URL(written)
  if (url.port === '4317') warn(name, 'has the port of gRPC: traces go over HTTP, which is 4318')
  if (own !== undefined) return url.href
  if (/\/v1\/traces\/*$/.test(url.pathname))
    warn(
      name,
      `gets /v1/traces added to it: write the address without, or ${PREFIX}TRACES_ENDPOINT`,
    )
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/traces`
  return url.href
}

function tellProtocol(given: Given, warn: Warn): void {
  const { name, value = 'http/json' } = ofTraces(given, 'PROTOCOL')
  if (value === 'http/json') return
  const instead =
    value === 'http/protobuf'
      ? 'http/json is sent instead, which collectors take at the same address'
      : 'only http/json is sent: give the address of a collector that takes it, on port 4318'
  warn(name, instead)
}

function headersIn(given: Given, warn: Warn): Record<string, string> {
  const { name, value = '' } = ofTraces(given, 'HEADERS')
  const headers = readKeyPairs(value, 'plain')
  if (headers === null) {
    warn(name, 'is not read: write name=value, with commas between, and % for what is not plain')
    return {}
  }
  // https://www.rfc-editor.org/rfc/rfc9110#name-field-names and what may be in their values
  const bad = Object.entries(headers).filter(
    ([header, text]) =>
      !/^[\w!#$%&'*+.^`|~-]+$/.test(header) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(text),
  )
  if (bad.length === 0) return headers
  warn(name, 'has a header that cannot be sent, and is not read')
  return {}
}

function timeoutIn(given: Given, warn: Warn): number | null {
  const { name, value } = ofTraces(given, 'TIMEOUT')
  if (value === undefined) return null
  const isMs = /^\d{1,9}$/.test(value) && Number(value) > 0
  if (!isMs) warn(name, 'is no number of milliseconds, and is not read')
  return isMs ? Number(value) : null
}

function compressionIn(given: Given, warn: Warn): OtelSettings['compression'] {
  const { name, value } = ofTraces(given, 'COMPRESSION')
  if (value === undefined || value === 'gzip' || value === 'none') return value ?? null
  warn(name, 'is neither gzip nor none, and is not read')
  return null
}

/** On any error the whole of the attributes is left out, so says the specification. */
function resourceIn(given: Given, warn: Warn): Record<string, string> {
  const attributes = readKeyPairs(given.OTEL_RESOURCE_ATTRIBUTES ?? '', 'encoded')
  if (attributes === null)
    warn(
      'OTEL_RESOURCE_ATTRIBUTES',
      'is not read: write key=value, with commas between, and % for , and = in them',
    )
  return {
    'service.name': 'voice-concierge',
    ...attributes,
    ...(given.OTEL_SERVICE_NAME && { 'service.name': given.OTEL_SERVICE_NAME }),
  }
}

/** The settings as they count, for the owner to look at: secrets are set or not, and that is all that is told of them. */
import { SETTING_NAMES } from './names.ts'
import { isBareSecret } from './secrets/check-secrets.ts'

export const SETTING_SOURCES = ['environment', '.env', 'key vault', 'console', 'default'] as const
export type SettingSource = (typeof SETTING_SOURCES)[number]

export interface SettingInEffect {
  name: string
  /** As one writes it; null for a secret, and where there is none. */
  value: string | null
  isSet: boolean
  isSecret: boolean
}

/** Addresses of which a part is the right to use them: a topic, a password, a key. */
const SECRET_INSIDE = new Set([
  'NTFY_URL',
  'SMTP_URL',
  'WEBHOOK_URL',
  'APPRISE_URL',
  'AZURE_SQL_CONNECTION_STRING',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
  'OTEL_EXPORTER_OTLP_CLIENT_KEY',
  'OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY',
])

/** Of nobody but Azure. */
const NOT_SHOWN = new Set(['WEBSITE_SITE_NAME'])

/** `unset`: what counts by name where nothing is set. */
export function settingsInEffect(
  given: Readonly<Record<string, string>>,
  unset: Readonly<Partial<Record<string, unknown>>>,
): SettingInEffect[] {
  const others = Object.keys(given).filter((name) => name.startsWith('OTEL_'))
  return [...SETTING_NAMES, ...others.sort()]
    .filter((name) => !NOT_SHOWN.has(name))
    .map((name) => {
      const value = given[name]
      const isSecret = isBareSecret(name) || SECRET_INSIDE.has(name) || hasSecret(value)
      const shown = value ?? written(unset[name])
      return { name, value: isSecret ? null : shown, isSet: value !== undefined, isSecret }
    })
}

/** Whatever it is, an address with a password or a query in it may hold one. */
function hasSecret(value = ''): boolean {
  return /:\/\/[^/?#]*@|:\/\/[^#]*\?/.test(value)
}

function written(value: unknown): string | null {
  const isPlain = ['string', 'number', 'boolean'].includes(typeof value)
  return isPlain && value !== '' ? String(value) : null
}

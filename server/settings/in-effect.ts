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
  /** Whether it is as it would be by default, also where somebody has written that down. */
  isDefault: boolean
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

type Values = Readonly<Partial<Record<string, unknown>>>

/** By name: what counts, `unset` where nothing is set, and `read` and `defaults` as the schema has them. */
export function settingsInEffect(
  given: Readonly<Record<string, string>>,
  { unset, read, defaults }: { unset: Values; read: Values; defaults: Values },
): SettingInEffect[] {
  const others = Object.keys(given).filter((name) => name.startsWith('OTEL_'))
  return [...SETTING_NAMES, ...others.sort()]
    .filter((name) => !NOT_SHOWN.has(name))
    .map((name) => {
      const value = given[name]
      const isSecret = isBareSecret(name) || SECRET_INSIDE.has(name) || hasSecret(value)
      const shown = value ?? written(unset[name])
      const isSet = value !== undefined
      const usual = written(defaults[name])
      const isDefault = !isSet || (usual !== null && written(read[name]) === usual)
      return { name, value: isSecret ? null : shown, isSet, isDefault, isSecret }
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

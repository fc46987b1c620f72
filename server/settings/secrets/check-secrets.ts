/** Every secret of the settings, held against what is none; and against the others, since one that leaks opens the other too. */
import { readKeyPairs } from '../key-pairs.ts'
import { isOurs } from '../names.ts'
import { whyNoPart, whyNoPassword, whyNoSecret, whyUnresolved } from './no-secret.ts'

type Given = Partial<Record<string, string>>

/** Those that are nothing but a secret, with the fewest characters of one; several have commas between them. */
const SHORTEST = {
  ADMIN_API_KEY: 16,
  TWILIO_AUTH_TOKEN: 8,
  AZURE_OPENAI_KEY: 8,
  OPENAI_API_KEY: 8,
  NTFY_TOKEN: 4,
  WEBHOOK_SECRET: 8,
  PHONEBLOCK_KEY: 8,
} as const
/** People choose these, and they may have anything in them. */
const CHOSEN = ['CARDDAV_PASSWORD', 'BACKUP_PASSPHRASE']
const SEVERAL = new Set(['ADMIN_API_KEY', 'TWILIO_AUTH_TOKEN'])

/** Whether a setting is nothing but a secret: what is around it is taken for part of it. */
export function isBareSecret(name: string): boolean {
  return Object.hasOwn(SHORTEST, name) || CHOSEN.includes(name)
}

/** Those with a password, a topic or a key as a part of them. */
const HOLDING = new Set([
  'SMTP_URL',
  'AZURE_SQL_CONNECTION_STRING',
  'NTFY_URL',
  'WEBHOOK_URL',
  'APPRISE_URL',
])

/** Whether it must be shown to nobody: it is a secret, or has one in it. */
export function isSecret(name: string): boolean {
  return isBareSecret(name) || HOLDING.has(name)
}

/** By name of the setting, what is wrong; no value is repeated. */
export function checkSecrets(given: Given): Map<string, string> {
  const wrong = new Map<string, string>()
  const tell = (name: string, why: string | null) => {
    if (why !== null && !wrong.has(name)) wrong.set(name, why)
  }
  for (const [name, value = ''] of Object.entries(given))
    // JSON is in brackets, as placeholders are: its secrets are looked at where it is read.
    if (isOurs(name) && name !== 'LINES') tell(name, whyUnresolved(value))
  for (const [name, value] of bareSecrets(given)) tell(name, whyNone(name, value, given))
  for (const [name, value] of passwordsInside(given)) tell(name, whyNoPassword(value))
  for (const [name, value] of partsInside(given)) tell(name, whyNoPart(value))
  for (const [name, other] of alike(given))
    tell(
      name,
      `is the same as ${other}, which others know: give each its own, like those of: openssl rand -hex 32`,
    )
  return wrong
}

function bareSecrets(given: Given): [name: string, value: string][] {
  return Object.keys(SHORTEST).flatMap((name) =>
    (SEVERAL.has(name) ? (given[name] ?? '').split(',') : [given[name] ?? ''])
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .map((one): [string, string] => [name, one]),
  )
}

function whyNone(name: string, value: string, given: Given): string | null {
  // A server of one's own takes anything, and its documents say what: "ollama", "EMPTY".
  if (
    name === 'OPENAI_API_KEY' &&
    given.OPENAI_BASE_URL &&
    !/openai\.com/i.test(given.OPENAI_BASE_URL)
  )
    return whyUnresolved(value)
  // What is wrong with its form is told where it is read.
  if (name === 'WEBHOOK_SECRET' && !value.startsWith('whsec_')) return null
  if (name === 'TWILIO_AUTH_TOKEN' && /^(AC|SK)[0-9a-f]{32}$/i.test(value))
    return 'is the SID of an account or a key: the auth token stands below it in the Twilio console'
  return whyNoSecret(value, SHORTEST[name as keyof typeof SHORTEST])
}

/** Passwords, by themselves or as a part of an address or a connection string. */
function passwordsInside(given: Given): [name: string, value: string][] {
  const found: [string, string][] = []
  for (const name of CHOSEN) {
    const value = given[name]
    if (value) found.push([name, value])
  }
  const [, ofMail] = /^\w+:\/\/[^/@]*?:([^/]*)@/.exec(given.SMTP_URL ?? '') ?? []
  if (ofMail) found.push(['SMTP_URL', decoded(ofMail)])
  const [, ofDatabase] =
    /(?:^|;)\s*(?:password|pwd)\s*=\s*("[^"]*"|'[^']*'|[^;]*)/i.exec(
      given.AZURE_SQL_CONNECTION_STRING ?? '',
    ) ?? []
  if (ofDatabase)
    found.push(['AZURE_SQL_CONNECTION_STRING', ofDatabase.replace(/^(["'])(.*)\1$/s, '$2')])
  return found
}

/** Topics, keys and tokens that are a part of an address or a header. */
function partsInside(given: Given): [name: string, value: string][] {
  const found: [string, string][] = []
  for (const name of ['NTFY_URL', 'WEBHOOK_URL', 'APPRISE_URL'])
    for (const part of decoded(given[name] ?? '').split(/[/?&=]/)) found.push([name, part])
  for (const name of ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'])
    for (const value of Object.values(readKeyPairs(given[name] ?? '', 'plain') ?? {}))
      found.push([name, value.split(/\s+/).at(-1) ?? ''])
  return found
}

/** Two deployments of one resource have one key; mail and address book are often one account with one password. */
const MAY_BE_ALIKE = [
  ['AZURE_OPENAI_KEY', 'OPENAI_API_KEY'],
  ['SMTP_URL', 'CARDDAV_PASSWORD'],
]

function mayBeAlike(name: string, other: string): boolean {
  return MAY_BE_ALIKE.some((pair) => pair.includes(name) && pair.includes(other))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Secrets that are another secret, or what another setting tells everybody. */
function alike(given: Given): [name: string, other: string][] {
  const secrets = [...bareSecrets(given), ...passwordsInside(given)]
  const others = Object.entries(given).flatMap(([name, value = '']): [string, string][] =>
    isOurs(name) && !isBareSecret(name) ? [[name, value]] : [],
  )
  return secrets.flatMap(([name, value], at): [string, string][] => {
    const same = [...secrets.slice(at + 1), ...others].find(
      ([other, text]) => other !== name && text === value && !mayBeAlike(name, other),
    )
    return same ? [[name, same[0]]] : []
  })
}

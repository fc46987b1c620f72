/** What `npm run twilio` can be told, and what it takes from the environment and .env. */
import { BlockList, isIP } from 'node:net'
import type { TwilioAccess } from '../../doctor/twilio/twilio-api.ts'
import { API_URL_PROBLEM, readApiUrl } from '../../settings/calls-resource.ts'
import { readPhoneNumber } from '../../settings/phone-number.ts'
import { oneOf } from '../command/option-values.ts'
import type { Given } from '../command/options.ts'
import { UsageError } from '../command/usage-error.ts'

export const TWILIO_HELP = `Your Twilio number: where it sends its calls.

  npm run twilio -- show                   what is set, beside what should be
  npm run twilio -- configure              points it at this concierge
  npm run twilio -- configure --dry-run    tells what that would change, and changes nothing

  --number NUMBER   the number; by default TWILIO_PHONE_NUMBER
  --base-url URL    the concierge's public https address; by default BASE_URL
  --json            print what is found and done as JSON, and problems too
  --help            this text

TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN let it in; all four are read from the environment and .env.
TWILIO_API_URL is where Twilio's API is asked; by default https://api.twilio.com

Exit codes: 0 done, 1 Twilio refused it or was out of reach, 2 wrong usage or settings.`

export const TWILIO_OPTIONS = {
  number: { type: 'string' },
  'base-url': { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

export interface TwilioOptions extends TwilioAccess {
  task: 'show' | 'configure'
  dryRun: boolean
  json: boolean
  number: string
  /** Null: `show` has nothing to compare with, for the reason `why`. */
  baseUrl: string | null
  why: string | null
}

/** Throws `UsageError`; no message ever holds the token. */
export function readTwilioOptions(
  { values, words }: Given<typeof TWILIO_OPTIONS>,
  env: NodeJS.ProcessEnv,
): TwilioOptions {
  const [word, another] = words
  if (word === undefined) throw new UsageError('Say what to do: show or configure')
  const task = oneOf(['show', 'configure'], word)
  if (another !== undefined) throw new UsageError(`'${another}' is one word too many`)
  const dryRun = values['dry-run'] ?? false
  if (dryRun && task === 'show')
    throw new UsageError('--dry-run does not go with show, which changes nothing')
  const base = readBaseUrl(values['base-url'], env)
  if ('problem' in base && (task === 'configure' || values['base-url'] !== undefined))
    throw new UsageError(base.problem)
  return {
    task,
    dryRun,
    json: values.json ?? false,
    number: readNumber(values.number, env),
    baseUrl: 'url' in base ? base.url : null,
    why: 'problem' in base ? base.problem : null,
    ...readAccess(env),
  }
}

function readNumber(given: string | undefined, env: NodeJS.ProcessEnv): string {
  const written = given ?? env.TWILIO_PHONE_NUMBER?.trim()
  const name = given === undefined ? 'TWILIO_PHONE_NUMBER' : '--number'
  if (!written)
    throw new UsageError('Which number? Set TWILIO_PHONE_NUMBER, or name it with --number')
  const number = readPhoneNumber(written)
  if (!number) throw new UsageError(`${name}: write the number in full, like +14155550123`)
  return number
}

function readAccess(env: NodeJS.ProcessEnv): TwilioAccess {
  const accountSid = env.TWILIO_ACCOUNT_SID?.trim() ?? ''
  const authToken = env.TWILIO_AUTH_TOKEN?.split(',')[0]!.trim() ?? ''
  if (!accountSid || !authToken) {
    const missing = [accountSid ? '' : 'TWILIO_ACCOUNT_SID', authToken ? '' : 'TWILIO_AUTH_TOKEN']
    throw new UsageError(
      `Set ${missing.filter(Boolean).join(' and ')}: see the first page of the Twilio console`,
    )
  }
  if (!/^AC[0-9a-f]{32}$/i.test(accountSid))
    throw new UsageError('TWILIO_ACCOUNT_SID: it begins with AC and has 34 letters and digits')
  return { apiUrl: apiUrlIn(env), accountSid, authToken }
}

function apiUrlIn(env: NodeJS.ProcessEnv): string {
  const url = readApiUrl(env.TWILIO_API_URL?.trim() || 'https://api.twilio.com')
  if (url === null) throw new UsageError(`TWILIO_API_URL: ${API_URL_PROBLEM}`)
  return url
}

function readBaseUrl(
  given: string | undefined,
  env: NodeJS.ProcessEnv,
): { url: string } | { problem: string } {
  const name = given === undefined ? 'BASE_URL' : '--base-url'
  const written = given?.trim() ?? env.BASE_URL?.trim()
  if (!written)
    return { problem: 'Where is the concierge? Set BASE_URL, or name it with --base-url' }
  const url = URL.parse(written)
  const sample = 'like https://concierge.example.com'
  if (!url || !/^https?:$/.test(url.protocol))
    return { problem: `${name} is no address: write it in full, ${sample}` }
  if (isLocal(url.hostname))
    return {
      problem: `${name} is an address that Twilio cannot reach: give the public one, ${sample}`,
    }
  if (url.protocol !== 'https:')
    return { problem: `${name} has to begin with https: callers' words would travel in the clear` }
  if (url.username || url.password || url.search || url.hash)
    return { problem: `${name} has more than host and path: leave the rest out, ${sample}` }
  // https://www.twilio.com/docs/api/errors/11750 and 11210: no certificate covers such a name either.
  if (url.hostname.includes('_'))
    return { problem: `${name} has a host name with _ in it, which Twilio refuses` }
  // As the server writes it: what Twilio signs has to be the same, letter for letter.
  return { url: written.replace(/\/+$/, '') }
}

/** https://www.iana.org/assignments/iana-ipv4-special-registry and its sister for IPv6. */
const PRIVATE = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  PRIVATE.addSubnet(net, bits)
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv6')

function isLocal(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const version = isIP(host)
  if (version) return PRIVATE.check(host, version === 6 ? 'ipv6' : 'ipv4')
  return !host.includes('.') || /\.(localhost|local|internal|lan|home\.arpa)$/.test(host)
}

/** What `npm run setup` can be told. */
import { readFile } from 'node:fs/promises'
import { beginningOf } from '../../basics/bounded-body.ts'
import { parseEnvFile } from '../../settings/environment/env-file.ts'
import { isOurs } from '../../settings/names.ts'
import { withFile } from '../command/files.ts'
import type { Given } from '../command/options.ts'
import type { Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'

export const SETUP_HELP = `From nothing to a first call: asks for what is missing, checks it, and writes .env.

  npm run setup                        asks; what is set already is left as it is
  npm run setup -- --yes [options]     asks nothing: takes the options, and what is usual

  --account-sid SID    of your Twilio account
  --number NUMBER      the number you have from Twilio
  --phone NUMBER       the number of your own phone
  --base-url URL       this server's public https address
  --name NAME          yours, as the greeting says it
  --language TAG       like en-US or es-ES
  --time-zone ZONE     like America/Los_Angeles; by default that of this machine
  --model NAME         of a server that speaks OpenAI's protocol
  --model-url URL      that server; by default OpenAI's own
  --ntfy               makes a topic at ntfy.sh that nobody guesses, for notices
  --email-to ADDRESS   notices by e-mail; SMTP_URL is a secret
  --secrets-from FILE  secrets, as lines of NAME=value like in .env; - reads them from the standard input
  --point              points the Twilio number at this server, as npm run twilio -- configure does
  --test-call          rings your own phone, and has it hear the greeting; Twilio bills it as a call
  --overwrite          lets options replace what is set already
  --offline            asks Twilio nothing
  --file FILE          the file to write; by default .env
  --help               this text

Secrets (TWILIO_AUTH_TOKEN, OPENAI_API_KEY, SMTP_URL …) are no options, for everybody on this machine sees those, and the
history of the shell keeps them: they come from the environment, from --secrets-from, or are typed unseen.
ADMIN_API_KEY is made where there is none: 256 bits, in .env, never printed. The file is for this user alone (0600), is
replaced at once or not at all, and keeps its comments, its order and what is not ours.

Exit codes: 0 done, 1 Twilio refused it or was out of reach, or you left; 2 wrong usage or settings.`

export const SETUP_OPTIONS = {
  'account-sid': { type: 'string' },
  number: { type: 'string' },
  phone: { type: 'string' },
  'base-url': { type: 'string' },
  name: { type: 'string' },
  language: { type: 'string' },
  'time-zone': { type: 'string' },
  model: { type: 'string' },
  'model-url': { type: 'string' },
  ntfy: { type: 'boolean' },
  'email-to': { type: 'string' },
  'secrets-from': { type: 'string' },
  point: { type: 'boolean' },
  'test-call': { type: 'boolean' },
  overwrite: { type: 'boolean' },
  offline: { type: 'boolean' },
  yes: { type: 'boolean' },
  file: { type: 'string' },
} as const

/** By setting, the option that gives it. */
const OPTION_OF = {
  TWILIO_ACCOUNT_SID: 'account-sid',
  TWILIO_PHONE_NUMBER: 'number',
  REAL_PHONE_NUMBER: 'phone',
  BASE_URL: 'base-url',
  OWNER_NAME: 'name',
  LANGUAGE: 'language',
  TIME_ZONE: 'time-zone',
  OPENAI_MODEL: 'model',
  OPENAI_BASE_URL: 'model-url',
  EMAIL_TO: 'email-to',
} as const

export type SetupOptions = Given<typeof SETUP_OPTIONS>['values']

/** As much as a file of settings may have, see env-file.ts, and a little more. */
const MOST_BYTES = 1024 * 1024 + 1

/** By name, what options and `--secrets-from` give. Throws `UsageError`, which quotes no value. */
export async function settingsGiven(
  values: SetupOptions,
  around: Surroundings,
): Promise<Record<string, string>> {
  const given: Record<string, string> = await readSecretsFile(values['secrets-from'], around)
  for (const [name, option] of Object.entries(OPTION_OF)) {
    const value = values[option]?.trim()
    if (value === '') throw new UsageError(`--${option} is empty: leave it out`)
    if (value !== undefined) given[name] = value
  }
  return given
}

async function readSecretsFile(
  file: string | undefined,
  { input }: Surroundings,
): Promise<Record<string, string>> {
  if (file === undefined) return {}
  const name = file === '-' ? 'The standard input' : file
  const bytes =
    file === '-'
      ? await beginningOf(input, MOST_BYTES)
      : await withFile(file, 'read', () => readFile(file))
  const { values, problems } = parseEnvFile(bytes, name)
  const others = Object.keys(values).filter((one) => !isOurs(one))
  if (others.length > 0) problems.push(`${name}: ${others.join(', ')}: is no setting`)
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
  return values
}

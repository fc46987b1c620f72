/** Starts with settings that would open the owner's rooms to everybody: without a key, or with one that is none. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../../server/serve.ts'
import { ConfigError } from '../../server/settings/config.ts'
import { SETTINGS } from '../support/concierge.ts'
import { KEY } from '../support/management.ts'
import type { Attack, Report } from './attack.ts'
import type { Random } from './random.ts'

const NO_SECRETS = [
  '@Microsoft.KeyVault(SecretUri=https://example.vault.azure.net/secrets/admin-api-key/)',
  '@Microsoft.KeyVault(VaultName=example;SecretName=admin-api-key)',
  'your-admin-api-key-here',
  'your_twilio_auth_token_here',
  '<your-admin-api-key-here>',
  '${ADMIN_API_KEY_OF_THE_VAULT}',
  '{{ADMIN_API_KEY_OF_THE_VAULT}}',
  '$(ADMIN_API_KEY_OF_THE_VAULT)',
  'changeme-changeme-changeme',
  'replace-me-with-a-long-secret',
  'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  '********************************',
  '00000000000000000000000000000000',
]
const NAMES = ['ADMIN_API_KEY', 'TWILIO_AUTH_TOKEN'] as const

export const starts: Attack = {
  name: 'starts',
  promise:
    'a server that strangers reach does not start without a key, nor with a text that is none',
  share: 1,
  async run(budget, random, report) {
    const folder = await mkdtemp(join(tmpdir(), 'concierge-attack-'))
    const file = join(folder, 'calls.db')
    try {
      while (!budget.isSpent()) {
        await tryWithout(file, random, report)
        await trySecret(file, random, report)
        report.tried(2)
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** As through a tunnel: from this machine, to localhost. */
async function tryWithout(file: string, random: Random, report: Report): Promise<void> {
  const { TWILIO_AUTH_TOKEN, BASE_URL, ...others } = SETTINGS
  const settings: Record<string, string> = {
    ...others,
    ...random.pick<Partial<typeof SETTINGS>>([
      { TWILIO_AUTH_TOKEN },
      { BASE_URL },
      { TWILIO_AUTH_TOKEN, BASE_URL },
    ]),
    ADMIN_API_KEY: random.pick(['', ' ']),
  }
  const opened = await answerOf(file, settings, '/exceptions')
  if (opened === 200)
    report.fault('without a key everything is open', Object.keys(settings).join(', '))
}

async function trySecret(file: string, random: Random, report: Report): Promise<void> {
  const name = random.pick(NAMES)
  const text = random.pick(NO_SECRETS)
  const settings = { ...SETTINGS, ADMIN_API_KEY: KEY, [name]: text }
  const opened = await answerOf(file, settings, '/healthz')
  if (opened === 200) report.fault(`a text that is no secret is taken for ${name}`, text)
}

/** Null where it does not start. */
async function answerOf(
  file: string,
  settings: Record<string, string>,
  path: string,
): Promise<number | null> {
  try {
    const env = { ...settings, SQLITE_DB_PATH: file, HOST: '127.0.0.1', PORT: '0' }
    const server = await startServer(env)
    try {
      const { status } = await fetch(server.url + path, { headers: { connection: 'close' } })
      return status
    } finally {
      await server.stop()
    }
  } catch (error) {
    if (error instanceof ConfigError) return null
    throw error
  }
}

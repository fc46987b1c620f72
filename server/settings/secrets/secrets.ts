/** Secrets: from the key vault where there is one, from the environment what the vault lacks. */
import type { VaultAccess } from './key-vault.ts'

export interface Secrets {
  /** The environment, with what the vault has in the place of its own values. */
  env: NodeJS.ProcessEnv
  /** Of every secret that is set: where it came from. */
  sources: Record<string, 'key vault' | 'environment'>
  /** By name, why the vault did not tell whether it has the secret: a sentence that says what to do. */
  unread: Record<string, string>
  /** The vault that was asked, without its scheme; null where none was. */
  vault: string | null
  isAppService: boolean
}

/** In the vault they are named the same, with - for _, as those of the earlier system were. */
const SECRETS = [
  'AZURE_OPENAI_KEY',
  'AZURE_OPENAI_ENDPOINT',
  'AZURE_OPENAI_DEPLOYMENT',
  'AZURE_SQL_CONNECTION_STRING',
  'REAL_PHONE_NUMBER',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_PHONE_NUMBER',
  'ADMIN_API_KEY',
  'NTFY_URL',
  'NTFY_TOKEN',
  'SMTP_URL',
  'WEBHOOK_SECRET',
  'PHONEBLOCK_KEY',
  'CARDDAV_URL',
  'CARDDAV_USER',
  'CARDDAV_PASSWORD',
  'BACKUP_PASSPHRASE',
]

/** Never rejects: a vault that cannot be read is for `readConfig` to judge, by what is needed of it. */
export async function readSecrets(
  env: NodeJS.ProcessEnv,
  access: VaultAccess = {},
): Promise<Secrets> {
  const url = URL.parse(env.KEY_VAULT_URL?.trim() ?? '')
  const secrets: Secrets = {
    env: { ...env },
    sources: {},
    unread: {},
    vault: null,
    isAppService: Boolean(env.WEBSITE_SITE_NAME?.trim()),
  }
  // Anything else is a mistake that `readConfig` tells of.
  if (url?.protocol === 'https:') {
    secrets.vault = url.host
    const { askVault } = await import('./key-vault.ts')
    for (const [name, answer] of await askVault(url.href, SECRETS, access)) {
      if ('unread' in answer) secrets.unread[name] = answer.unread
      else if (answer.value?.trim()) {
        secrets.env[name] = answer.value
        secrets.sources[name] = 'key vault'
      }
    }
  }
  for (const name of SECRETS) if (secrets.env[name]?.trim()) secrets.sources[name] ??= 'environment'
  return secrets
}

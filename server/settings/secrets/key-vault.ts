/** Azure Key Vault: many secrets side by side, asked for again while there is time. */
import type { TokenCredential } from '@azure/identity'
import { SecretClient, type SecretClientOptions } from '@azure/keyvault-secrets'
import { retry } from '../../../storage/retry.ts'
import { azureCredential } from '../azure-credential.ts'
import { explain, isAbsence, isPassing, readFailure } from './vault-failures.ts'
import type { RawAnswer, VaultFailure } from './vault-failures.ts'

export interface VaultAccess {
  /** Who asks; by default the managed identity, or at home the developer's own. */
  credential?: TokenCredential
  /** For all of them together, retries included. */
  deadlineMs?: number
  clientOptions?: SecretClientOptions
}

/** `value` is undefined where the vault has no such secret. */
export type VaultAnswer = { value: string | undefined } | { unread: string }

const DEADLINE_MS = 15_000
/** A secret has 25 KB: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets */
const MOST_BYTES = 256 * 1024

/** Answers for every name within the deadline, whatever the vault does. */
export async function askVault(
  url: string,
  names: string[],
  { credential, deadlineMs = DEADLINE_MS, clientOptions }: VaultAccess,
): Promise<Map<string, VaultAnswer>> {
  const client = new SecretClient(url, credential ?? (await azureCredential()), {
    ...clientOptions,
    // Ours goes on to the deadline and remembers why; theirs gives up on a 429 without Retry-After.
    retryOptions: { maxRetries: 0 },
  })
  const { host } = new URL(url)
  const endsAt = performance.now() + deadlineMs
  const deadline = new AbortController()
  // Not AbortSignal.timeout, which would let the process end while a credential never answers.
  const timer = setTimeout(() => deadline.abort(), deadlineMs)

  async function ask(name: string): Promise<VaultAnswer> {
    let failure = null as VaultFailure | null

    async function askOnce(): Promise<string> {
      let answer: RawAnswer | undefined
      const endless = new AbortController()
      const signal = AbortSignal.any([deadline.signal, endless.signal])
      const options = {
        abortSignal: signal,
        onResponse: (raw: RawAnswer) => (answer = raw),
        requestOptions: {
          onDownloadProgress({ loadedBytes }: { loadedBytes: number }) {
            if (loadedBytes <= MOST_BYTES) return
            answer = NO_VAULT
            endless.abort(new RangeError('The answer has no end'))
          },
        },
      }
      try {
        const asked = client.getSecret(nameInVault(name), options)
        const { value } = await unlessAborted(asked, signal)
        if (typeof value === 'string') return value
        throw new TypeError('The answer has no value')
      } catch (error) {
        // What went wrong before tells more than that the time is up.
        if (!deadline.signal.aborted) failure = readFailure(error, answer)
        throw error
      }
    }

    try {
      const value = await retry(askOnce, {
        isPassing: () => failure !== null && isPassing(failure),
        endsAt,
        firstPauseMs: 250,
        longestPauseMs: 4_000,
        askedPauseMs: () => failure?.retryAfterMs ?? null,
      })
      return { value }
    } catch {
      if (failure && isAbsence(failure)) return { value: undefined }
      const reason = explain(failure, host, `${deadlineMs / 1000} s`)
      return { unread: `${reason}, or set ${name} in the environment` }
    }
  }

  try {
    return new Map(await Promise.all(names.map(async (name) => [name, await ask(name)] as const)))
  } finally {
    clearTimeout(timer)
  }
}

/** What an endless answer comes from. */
const NO_VAULT: RawAnswer = { status: 200, headers: { get: () => undefined } }

/** A vault takes letters, digits and dashes only. */
function nameInVault(name: string): string {
  return name.replaceAll('_', '-')
}

/** A credential need not heed the signal. */
function unlessAborted<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const giveUp = () => reject(signal.reason as Error)
  signal.addEventListener('abort', giveUp, { once: true })
  asked.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  return promise
}

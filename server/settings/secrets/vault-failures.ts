/** What a key vault that does not tell a secret means, and what to do about it. */

export interface VaultFailure {
  error: unknown
  /** Of the last answer; null where there was none. */
  status: number | null
  /** The vault's own: https://learn.microsoft.com/azure/key-vault/general/rest-error-codes */
  code: string | null
  innerCode: string | null
  retryAfterMs: number | null
}

/** As much of an answer as is read. */
export interface RawAnswer {
  status: number
  headers: { get(name: string): string | undefined }
  parsedBody?: unknown
}

const UNREACHABLE = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/** From the answer, for the SDK's error is a TypeError where a refusal has no body. */
export function readFailure(error: unknown, answer: RawAnswer | undefined): VaultFailure {
  const body = answer?.parsedBody as ErrorBody | undefined
  const seconds = Number(answer?.headers.get('retry-after'))
  return {
    error,
    status: answer?.status ?? null,
    code: body?.error?.code ?? null,
    innerCode: body?.error?.innererror?.code ?? null,
    retryAfterMs: seconds > 0 ? seconds * 1000 : null,
  }
}

interface ErrorBody {
  error?: { code?: string; innererror?: { code?: string } }
}

/** Not every 404: what answers may be no vault. */
export function isAbsence({ status, code }: VaultFailure): boolean {
  return status === 404 && code === 'SecretNotFound'
}

/** Whether it may go better the next time. */
export function isPassing({ error, status }: VaultFailure): boolean {
  if (status === null) return UNREACHABLE.has((error as { code?: string }).code ?? '')
  return status === 408 || status === 429 || status >= 500
}

/** In words that quote neither the vault's message nor a secret. Null: there was no answer at all. */
export function explain(failure: VaultFailure | null, host: string, patience: string): string {
  if (failure === null)
    return `the key vault ${host} gave no answer within ${patience}: start again later`
  const { error, status } = failure
  const { name = '', code } = (error ?? {}) as { name?: string; code?: string }
  if (/Credential|Authentication/.test(name))
    return 'Azure gives this process no identity to ask the key vault with: turn on the managed identity of the app, at home sign in with az login'
  if (status === null)
    return `the key vault ${host} cannot be reached${code ? ` (${code})` : ''}: see KEY_VAULT_URL`
  if (status === 403) return explainForbidden(failure, host)
  if (status === 401)
    return `the key vault ${host} does not know the identity of this app (401): it has to be one of the vault's tenant`
  if (status === 429) return `the key vault ${host} has too many requests (429): start again later`
  if (isPassing(failure))
    return `the key vault ${host} is out of order (${status}): start again later`
  return `what answers at ${host} is no key vault (${status}): see KEY_VAULT_URL`
}

function explainForbidden({ innerCode }: VaultFailure, host: string): string {
  switch (innerCode) {
    case 'SecretDisabled':
      return `the key vault ${host} has it disabled (403): enable it there`
    case 'ForbiddenByFirewall':
      return `the firewall of the key vault ${host} keeps this machine out (403): let it in`
    default:
      return `the key vault ${host} forbids it (403): grant the identity of this app the role "Key Vault Secrets User" on the vault`
  }
}

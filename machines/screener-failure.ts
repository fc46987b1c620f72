/** Why a screener gave no verdict: each reason with its code, which stays, and its words, which may change. */

export const SCREENER_FAILURES = {
  too_slow: 'gave no verdict in time',
  loading: 'is still loading its model',
  left_out: 'is left out for a while: it kept failing',
  throttled: 'has too much to do (429)',
  server_error: 'failed on its side',
  connection: 'could not be reached, or hung up',
  broken_off: 'stopped before its answer was complete',
  cut_off: 'was cut off before its answer was complete',
  filtered: "was kept from answering by its provider's filter",
  refused: 'declined to answer',
  empty: 'answered with nothing',
  unreadable: 'gave an answer that is no verdict',
  client_error: 'refuses what it is asked: it may not know our parameters',
  unauthorized: 'does not accept the key or the identity: check the key',
  forbidden: 'does not let us in: check roles, network rules and the region',
  not_found: 'has nothing at this address: check the endpoint and the API version',
  unknown_model: 'does not know the deployment or model: check its name, and that it exists there',
  no_quota: 'answers no more: credit or quota is used up',
  no_credential: 'cannot be asked: there is no identity to sign in with',
  certificate: 'shows a certificate that is not to be trusted',
  no_model: 'answers, but not as a model does: check the address',
  other: 'failed for a reason that has no name yet',
} as const

export type ScreenerFailure = keyof typeof SCREENER_FAILURES

/** They pass only when somebody mends the settings or the provider's side: asking each caller's question is in vain. */
const PERMANENT: ReadonlySet<ScreenerFailure> = new Set([
  'unauthorized',
  'forbidden',
  'not_found',
  'unknown_model',
  'no_quota',
  'no_credential',
  'certificate',
  'no_model',
  'client_error',
])

export function isPermanent(code: ScreenerFailure): boolean {
  return PERMANENT.has(code)
}

/** One that was asked, or left out, and gave no verdict. */
export interface Tried {
  screener: string
  code: ScreenerFailure
  /** Of HTTP, where there was one. */
  status?: number
}

/** How a model is, as far as anybody knows: for the owner, never for callers. */
export interface ModelState {
  /** `azure` or `openai`. */
  screener: string
  /** Where it is asked, without anything secret. */
  address: string
  /** `unknown` until it has been asked. */
  code: 'unknown' | 'answers' | ScreenerFailure
  /** When it became so. */
  since: Date
  /** False where it is not asked at all. */
  isUsable: boolean
  /** What is wrong, and what to do; null where nothing is known to be. */
  says: string | null
}

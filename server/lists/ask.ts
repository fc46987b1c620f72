/** Asks a server of somebody else: bounded in time, and led to no other server. */
import { ListError } from './list-error.ts'

/** Sites move their pages about. */
const MOST_REDIRECTS = 3

/** Rejects with `ListError` where there is no answer; whatever its status, the answer is the caller's to read or cancel. */
export async function ask(
  url: URL,
  { headers, signal }: { headers: Record<string, string>; signal: AbortSignal },
): Promise<Response> {
  let to = url
  for (let redirects = 0; ; redirects++) {
    const response = await request(to, headers, signal)
    const location = response.headers.get('location')
    if (response.status < 301 || response.status > 308 || location === null) return response
    await response.body?.cancel()
    const next = URL.parse(location, to.href)
    // It may lead to what only this machine reaches, and what we say is said to this server alone.
    if (next?.origin !== url.origin) throw new ListError('leads to another server')
    if (redirects === MOST_REDIRECTS) throw new ListError('leads from one address to another')
    to = next
  }
}

async function request(
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(url, { headers: { ...AS_WHOM, ...headers }, signal, redirect: 'manual' })
  } catch (error) {
    throw new ListError(whyNot(error, signal), { cause: error })
  }
}

/** Some turn away who gives no name. */
const AS_WHOM = { 'user-agent': 'Mozilla/5.0 (compatible; voice-concierge)' }

/** Why no answer came, or not all of it. */
export function whyNot(error: unknown, signal: AbortSignal): string {
  if (error instanceof ListError) return error.message
  if (signal.aborted) return 'gave no answer in time'
  const { code, name } = ((error as Error).cause ?? error) as { code?: string; name?: string }
  return `cannot be reached: ${code ?? name ?? 'no reason is known'}`
}

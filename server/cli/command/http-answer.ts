/** What comes back over HTTP, and why nothing does. */

/** What undici wraps into `fetch failed`: the code of the system, or the words of TLS. */
export function reasonOf(error: unknown, patienceMs: number): string {
  const { name, message, cause } = error as Error & { cause?: Error & { code?: string } }
  if (name === 'TimeoutError') return `no answer within ${patienceMs / 1000} s`
  return cause?.code ?? cause?.message ?? message
}

/** Null where the text is no JSON, or no object. */
export function readObject(text: string): object | null {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

/** What comes back over HTTP, and why nothing does. */

/** What undici wraps into `fetch failed`: the code of the system, or the words of TLS. */
export function reasonOf(error: unknown, patienceMs: number): string {
  const { name, message, cause } = error as Error & { cause?: Error & { code?: string } }
  if (name === 'TimeoutError') return `no answer within ${patienceMs / 1000} s`
  const code = cause?.code
  if (code !== undefined) return Object.hasOwn(REASONS, code) ? `${REASONS[code]} (${code})` : code
  return cause?.message ?? message
}

/** `ECONNREFUSED` is not among them: what it means is asked behind it. */
const REASONS: Record<string, string> = {
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host cannot be looked up just now',
  ECONNRESET: 'the connection was cut off',
  UND_ERR_SOCKET: 'the connection was cut off',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  ETIMEDOUT: 'the host does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  EPROTO: 'it does not speak https',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak https',
  HPE_INVALID_CONSTANT: 'it does not speak HTTP',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is its own and known to nobody',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
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

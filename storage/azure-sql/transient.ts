/** Errors of SQL Server and of the way to it: which one to tell, and which may be gone at the next try. */

/**
 * https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues and, for 1205,
 * https://learn.microsoft.com/sql/relational-databases/errors-events/mssqlserver-1205-database-engine-error
 */
const TRANSIENT = new Set([
  // Chosen as the victim of a deadlock.
  1205,
  // The database cannot be opened, or is moving to another server.
  4060, 40197, 40613,
  // Too much is asked of it, or of its neighbours.
  10928, 10929, 40501, 49918, 49919, 49920,
])

/** What the driver says of a connection that is gone, was never made, or does not answer. */
const LOST = new Set(['ESOCKET', 'ETIMEOUT', 'ECLOSE', 'EINVALIDSTATE', 'EINSTLOOKUP'])
/** What the system says of it: the driver hands that on as it is where a request was under way. */
const BROKEN =
  /^(ECONN(RESET|REFUSED|ABORTED)|EPIPE|ETIMEDOUT|E(HOST|NET)(UNREACH|DOWN)|EAI_AGAIN)$/
/** Without any code, of a connection that ended between two messages. */
const ENDED = 'unexpected end of message stream'

/** Behind a lost connection: there is no such name, or the certificate is another's. */
const FOR_GOOD = /^(ENOTFOUND|EPROTO|ERR_TLS_\w+|ERR_SSL_\w+|\w*CERT\w*|UNABLE_TO_\w+)$/

interface Told {
  name?: unknown
  message?: unknown
  number?: unknown
  code?: unknown
  cause?: { code?: unknown }
}

/** Whether the same may succeed a moment later. */
export function isTransient(error: unknown): boolean {
  const { name, message, number, code, cause } = (error ?? {}) as Told
  if (typeof number === 'number') return TRANSIENT.has(number)
  // Of the pool: no connection was free, or made, in time.
  if (name === 'TimeoutError' || message === ENDED || BROKEN.test(String(code))) return true
  return LOST.has(String(code)) && !FOR_GOOD.test(String(cause?.code))
}

/** The driver gives several errors of one statement together: the one that decides what to do. */
export function theError(thrown: unknown): unknown {
  const several = thrown instanceof AggregateError ? (thrown.errors as unknown[]) : thrown
  if (!Array.isArray(several)) return thrown
  const each: unknown[] = several.map(theError)
  // That there was no token comes first, then why.
  const telling = each.filter((error) => (error as Told | null)?.code !== 'EFEDAUTH')
  return telling.find(isTransient) ?? telling[0] ?? each[0] ?? thrown
}

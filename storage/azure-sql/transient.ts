/** Errors of SQL Server and of the way to it: which one to tell, and which may be gone at the next try. */

/** A lock was not to be had, or the transaction was chosen as the victim of a deadlock. */
const LOCKED = [1203, 1204, 1205, 1221, 1222, 1807, 22335]

/**
 * Those of Microsoft's lists that somebody can meet who logs in, reads and writes rows; the others are of
 * mirroring, replicas, full text and whoever manages servers. Its numbers below zero and of sockets are codes with us.
 * - "Troubleshoot transient connection errors", and the table to which it leads:
 *   https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-connectivity-issues
 *   https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues
 * - what SqlClient tries again:
 *   https://learn.microsoft.com/dotnet/api/microsoft.data.sqlclient.sqlconfigurableretryfactory
 * - what Entity Framework does:
 *   https://learn.microsoft.com/ef/core/miscellaneous/connection-resiliency
 */
const TRANSIENT = new Set([
  ...LOCKED,
  // The database cannot be opened: it recovers, moves to another server, fails over, or is being woken.
  615,
  921,
  922,
  926,
  988,
  4060,
  4221,
  14906,
  18401,
  40020,
  40143,
  40166,
  40197,
  40540,
  40613,
  40671,
  42108,
  42109,
  49802,
  // Too much is asked of it, of its pool, or of its neighbours.
  701,
  802,
  8628,
  8645,
  8651,
  10922,
  10928,
  10929,
  10930,
  10936,
  17889,
  40189,
  40501,
  40642,
  40648,
  40675,
  40890,
  40903,
  41823,
  41839,
  41840,
  45156,
  45157,
  45161,
  45182,
  45319,
  49510,
  49918,
  49919,
  49920,
  49977,
  49983,
  // What was read has moved meanwhile: to be run again.
  601,
  617,
  669,
  2816,
  3947,
  3948,
  3950,
  3953,
  3957,
  3960,
  3966,
  3980,
  41301,
  41302,
  41305,
  41325,
  // The network, as a server tells of it.
  64,
  121,
  233,
  997,
  10053,
  10054,
  10060,
  11001,
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
  cause?: { code?: unknown; number?: unknown }
}

/** Whether the same may succeed a moment later. */
export function isTransient(error: unknown): boolean {
  const { name, message, number, code, cause } = (error ?? {}) as Told
  if (typeof number === 'number') return TRANSIENT.has(number)
  // Of the pool: no connection was free, or made, in time.
  if (name === 'TimeoutError' || message === ENDED || BROKEN.test(String(code))) return true
  return LOST.has(String(code)) && !FOR_GOOD.test(String(cause?.code))
}

/** Whether the database could not be asked: not where only somebody else's lock was in the way. */
export function isOutOfReach(error: unknown): boolean {
  const { number, cause } = (error ?? {}) as Told
  const last = number ?? cause?.number
  return isTransient(error) && !LOCKED.includes(Number(last))
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

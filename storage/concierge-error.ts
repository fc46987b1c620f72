/** The family of all errors that are ours. It stands here since storage is the lowest room that throws any. */

/**
 * What is to be done about it, by whoever asked. `carry on`: something else stands in, and the work goes on.
 * `apologise`: a caller waits and hears something polite; the call goes on or ends. `refuse`: nothing was done,
 * and the message says what to change.
 */
export type Disposition = 'carry on' | 'apologise' | 'refuse'

/**
 * Known by its class, or elsewhere by its code, never by the string of its name. Its message quotes no secret, and
 * nothing that was said or dialled, so it may be logged; only one that refuses may quote what it refuses, to whoever
 * wrote it.
 */
export abstract class ConciergeError extends Error {
  /** Stays what it is: logs, metrics and programs go by it. In capitals, with `_` between words. */
  abstract readonly code: string
  abstract readonly disposition: Disposition

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

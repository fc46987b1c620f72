/** What goes wrong with an answer of a model after its server has begun to send it. */
import { ConciergeError } from '../../storage/concierge-error.ts'

/** The model, or the provider's filter, declined to answer: nothing is wrong with the connection. */
export class RefusedError extends ConciergeError {
  readonly code = 'REFUSED'
  readonly disposition = 'carry on'
  readonly by: 'model' | 'filter'
  constructor(by: RefusedError['by']) {
    super(by === 'model' ? 'The model declined' : 'Filtered')
    this.by = by
  }
}

/** The answer ended before the model had said that it was done. */
export class BrokenOffError extends ConciergeError {
  readonly code = 'BROKEN_OFF'
  readonly disposition = 'carry on'
}

/** The answer was as long as the model may answer: half of one could be a transfer that was about to be taken back. */
export class CutOffError extends ConciergeError {
  readonly code = 'CUT_OFF'
  readonly disposition = 'carry on'
}

/** What came is no completion. */
export class NoCompletionError extends ConciergeError {
  readonly code = 'NO_COMPLETION'
  readonly disposition = 'carry on'
}

/** An error in the place of a chunk, as its sender described it. */
export class ErrorChunkError extends ConciergeError {
  readonly code = 'ERROR_CHUNK'
  readonly disposition = 'carry on'
  readonly sent: Record<string, unknown>
  constructor(sent: Record<string, unknown>) {
    super('The model sent an error')
    this.sent = sent
  }
}

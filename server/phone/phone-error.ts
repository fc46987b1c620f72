/** What the phone says when a server does something that Twilio would not put up with. */
import type { Failure, PhoneCall } from './phone-call.ts'

type PhoneErrorFacts = Partial<Pick<Failure, 'url' | 'status'>> & { cause?: unknown }

export class PhoneError extends Error implements Failure {
  override name = 'PhoneError'
  readonly code: number
  readonly url: string | undefined
  readonly status: number | undefined
  /** The call it happened in, with everything that was said and exchanged before. */
  call: PhoneCall | undefined
  readonly #reason: string

  constructor(code: number, reason: string, { url, status, cause }: PhoneErrorFacts = {}) {
    const where = url === undefined ? '' : ` at ${url}`
    super(code === 0 ? `${reason}${where}` : `${reason}${where} (Twilio error ${code})`, { cause })
    this.code = code
    this.url = url
    this.status = status
    this.#reason = reason
  }

  /** The same error, telling which webhook's answer it was about. */
  at(url: string): PhoneError {
    return this.url === undefined
      ? new PhoneError(this.code, this.#reason, { url, cause: this })
      : this
  }

  /**
   * Whether Twilio itself would turn to the fallback URL: on a document it could not fetch or
   * parse. Everything else is a warning or a failed leg there, and only the phone makes a stop of it.
   */
  get fallsBack(): boolean {
    return (this.code >= 11000 && this.code < 12200) || this.code === 12300
  }
}

/** One webhook as it was sent and answered; a failed attempt is one of its own. */
export interface Exchange {
  path: string
  form: Record<string, string>
  /** 0 where no answer came. */
  status: number
  /** The body of the answer, whatever it was. */
  twiml: string
  ms: number
}

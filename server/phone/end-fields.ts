/** DOCS/voice/twiml: a number's status callback comes once, after the end of the call. */
export function endFields(lastedSeconds: number): Record<string, string> {
  const seconds = Math.ceil(lastedSeconds)
  return {
    CallDuration: String(seconds),
    Duration: String(Math.ceil(seconds / 60)),
    Timestamp: new Date().toUTCString().replace('GMT', '+0000'),
    CallbackSource: 'call-progress-events',
    SequenceNumber: '0',
  }
}

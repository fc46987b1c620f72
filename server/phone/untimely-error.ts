/** What whoever holds the phone wants to do is not what the call waits for: his mistake, not the server's. */
export class UntimelyError extends Error {
  override name = 'UntimelyError'
}

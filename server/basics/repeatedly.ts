/** Does a task now and then every so often, without keeping the process alive; returns what stops it. */
export function repeatedly(everyMs: number, task: () => Promise<void>): () => void {
  const timer = setInterval(() => void task(), everyMs).unref()
  void task()
  return () => clearInterval(timer)
}

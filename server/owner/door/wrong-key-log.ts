/** What the log hears of wrong keys: the first at once, and of those that follow how many, once a minute. */

interface Log {
  warn(facts: object, text: string): void
}

const EVERY_MS = 60_000

/** Gives what is to be called for each wrong key; `facts` are those of the first. */
export function createWrongKeyLog(log: Log): (address: string, facts: object) => void {
  let isCounting = false
  let more = 0
  let addresses = new Set<string>()

  function tellMore(): void {
    if (more === 0) {
      isCounting = false
      return
    }
    // Not the addresses: they are somebody's, and there may be thousands.
    log.warn({ tries: more, from: addresses.size, seconds: EVERY_MS / 1000 }, 'more wrong keys')
    more = 0
    addresses = new Set()
    setTimeout(tellMore, EVERY_MS).unref()
  }

  return function wrongKey(address, facts) {
    if (isCounting) {
      more++
      if (addresses.size < 1_000) addresses.add(address)
      return
    }
    isCounting = true
    log.warn(facts, 'wrong key')
    setTimeout(tellMore, EVERY_MS).unref()
  }
}

/** What a server says until the caller has the next word, as far as it is heard before they cut in. */

export interface TalkCycle {
  /** Whether more of it is to come. */
  readonly isOpen: boolean
  /** The caller has cut in: nothing of it is heard any more. */
  readonly isCut: boolean
  /** The caller has spoken: what comes now is the answer. */
  begin(): void
  take(frame: { token: string; last: boolean }): void
  /** Resolves when so many words have come, or it is over. */
  hasWords(count: number): Promise<void>
  /** Leaves of what was heard only so many words, and gives them. */
  cut(words: number): string
}

export function createCycle(heard: string[]): TalkCycle {
  let text = ''
  let from = heard.length
  let isOpen = false
  let isCut = false
  const waiting = new Set<() => void>()
  const words = () => text.split(/\s+/).filter(Boolean)

  function begin(): void {
    text = ''
    from = heard.length
    isOpen = true
  }

  return {
    begin,
    get isOpen() {
      return isOpen
    },
    get isCut() {
      return isCut
    },
    take({ token, last }) {
      if (!isOpen && !isCut) begin()
      isOpen = !last
      if (!isCut) text += token
      // The end of what was cut off, and then another begins.
      else if (last) isCut = false
      for (const look of waiting) look()
    },
    hasWords(count) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const look = () => {
        if (isOpen && words().length < count) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
      return promise
    },
    cut(count) {
      const until = words().slice(0, count).join(' ')
      heard.splice(from)
      if (until) heard.push(until)
      text = until
      isCut = isOpen
      return until
    },
  }
}

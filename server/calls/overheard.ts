/** What is being said in a call while it is said, for whoever looks on in this process. Nothing of it is kept. */

export interface Words {
  speaker: 'caller' | 'concierge'
  /** All of it, as far as it has come. */
  text: string
  /** Nothing more of it follows. */
  isWhole: boolean
}

export interface Overheard {
  /** Never throws. */
  tell(callSid: string, words: Words): void
  /** Hears what is said from now on, until what this returns is called. */
  listen(callSid: string, hear: (words: Words) => void): () => void
}

export function createOverheard(): Overheard {
  const ears = new Map<string, Set<(words: Words) => void>>()

  return {
    tell(callSid, words) {
      for (const hear of ears.get(callSid) ?? []) hear(words)
    },
    listen(callSid, hear) {
      const mine = ears.get(callSid) ?? new Set()
      ears.set(callSid, mine)
      // One for each that listens, also where two bring the same function.
      const ear = (words: Words) => hear(words)
      mine.add(ear)
      return () => {
        mine.delete(ear)
        if (mine.size === 0 && ears.get(callSid) === mine) ears.delete(callSid)
      }
    },
  }
}

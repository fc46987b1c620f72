/** How far somebody heard what was said, by what the carrier tells of it. */

export interface HeardPart {
  /** Together they are what was said. */
  heard: string
  unheard: string
}

/** What the carrier tells may begin with any of these, if it tells the last sentence only. */
const MOST_SENTENCES = 20
const SENTENCE = /(?<=[.!?…]\s)(?=\S)/u

/**
 * `told`: words from the beginning of what was said, or of one of its sentences; none where nothing was heard. Compared by
 * letters and digits only, and of a word that is told in part nothing was heard. Null where it is no part of it.
 */
export function heardUntil(said: string, told: string): HeardPart | null {
  const wanted = wordsIn(told).map(({ word }) => word)
  if (wanted.length === 0) return { heard: '', unheard: said }
  let from = 0
  for (const sentence of said.split(SENTENCE).slice(0, MOST_SENTENCES)) {
    const to = endOfMatch(wordsIn(said.slice(from)), wanted)
    if (to !== null) return { heard: said.slice(0, from + to), unheard: said.slice(from + to) }
    from += sentence.length
  }
  return null
}

/** Of the words that are the wanted ones, where the last ends that is whole. */
function endOfMatch(words: readonly Word[], wanted: readonly string[]): number | null {
  if (wanted.length > words.length) return null
  let to = 0
  for (const [index, word] of wanted.entries()) {
    const found = words[index]!
    if (found.word === word) to = found.to
    else return index === wanted.length - 1 && found.word.startsWith(word) ? to : null
  }
  return to
}

interface Word {
  word: string
  /** Where it ends, with what belongs to it. */
  to: number
}

function wordsIn(text: string): Word[] {
  const words: Word[] = []
  for (const { 0: written, index } of text.matchAll(/\S+/gu)) {
    const word = written
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
    if (word) words.push({ word, to: index + written.length })
  }
  return words
}

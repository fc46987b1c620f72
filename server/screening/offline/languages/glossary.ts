/** Words of a language with what they mean in English, for a word-by-word translation. */

export interface Glossary {
  /** What a word means, with as many endings taken off as it needs; null for a stranger. */
  meaningOf(word: string): string | null
  /** What two words together mean. */
  meaningOfPair(first: string, second: string): string | null
}

/** Shorter ones would be found in words that have nothing to do with them. */
const SHORTEST_STEM = 4
const SHORTEST_PART = 5
const MOST_ENDING = 3

/** `lines`: `english: word word two_words`, one meaning a line, without accents. */
export function createGlossary(lines: string): Glossary {
  const meanings = new Map<string, string>()
  for (const line of lines.trim().split('\n')) {
    const [english = '', words = ''] = line.split(':')
    const meaning = english.trim() === '#' ? 'two' : english.trim()
    for (const word of words.trim().split(/\s+/)) {
      if (word !== '' && !meanings.has(word)) meanings.set(word, meaning)
    }
  }
  const stems = new Map<string, string>()
  for (const [word, meaning] of meanings) {
    if (word.includes('_')) continue
    for (let cut = 0; cut <= 2 && word.length - cut >= SHORTEST_STEM; cut++) {
      const stem = word.slice(0, word.length - cut)
      if (!stems.has(stem)) stems.set(stem, meaning)
    }
  }

  function byStem(word: string): string | null {
    for (let cut = 1; cut <= MOST_ENDING && word.length - cut >= SHORTEST_STEM; cut++) {
      const meaning = stems.get(word.slice(0, word.length - cut))
      if (meaning !== undefined) return meaning
    }
    return null
  }

  /** German writes "Kellerfenster" as one word: known by how it ends, else by how it begins. */
  function byPart(word: string): string | null {
    for (let from = 3; word.length - from >= SHORTEST_PART; from++) {
      const meaning = meanings.get(word.slice(from))
      if (meaning !== undefined) return meaning
    }
    for (let to = word.length - 3; to >= SHORTEST_PART; to--) {
      const meaning = meanings.get(word.slice(0, to))
      if (meaning !== undefined) return meaning
    }
    return null
  }

  return {
    meaningOf: (word) => meanings.get(word) ?? byStem(word) ?? byPart(word),
    meaningOfPair: (first, second) => meanings.get(`${first}_${second}`) ?? null,
  }
}

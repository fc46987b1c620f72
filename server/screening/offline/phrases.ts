/** Finds phrases in words: a small pattern language that reads like the speech it looks for. */
import { PAUSE, stemOf, type Word } from './words.ts'

/**
 * Phrases, parted by commas. In a phrase: `a|b` either word, `a?` perhaps, `~` up to three words
 * between, `@class` any word of a class, `#` a number, `.` a pause. Words match by their stem.
 */
export interface Concept {
  name: string
  group: string
  phrases: string
}

export interface Hit {
  concept: Concept
  from: number
  /** The position after the last word. */
  to: number
  /** Something like "not" or "no" stands before it. */
  negated: boolean
}

interface Slot {
  /** The words it may be: those it lists itself, and those of each class. */
  stems: Set<string>[]
  optional: boolean
  gap: boolean
}

interface Phrase {
  concept: Concept
  /** What must follow the first word; parsed when that is first heard, for a quick start. */
  rest: string | Slot[]
}

const GAP = 3
const NEGATIONS = new Set(['not', 'no', 'never', 'nothing', 'nobody', 'without', 'none'])

export type Classes = Record<string, string>

export function createPhraseBook(concepts: readonly Concept[], classes: Classes) {
  const members = new Map<string, Set<string>>()
  for (const [name, words] of Object.entries(classes)) {
    members.set(name, new Set(words.trim().split(/\s+/).map(stemOf)))
  }
  // Under the stem it begins with, or under the class, written `@name`.
  const byStart = new Map<string, Phrase[]>()
  for (const concept of concepts) {
    const text = concept.phrases.replace(/\s+/g, ' ').replaceAll('| ', '|').trim()
    for (const phrase of text.split(/ ?, ?/)) {
      if (phrase === '') continue
      const space = phrase.indexOf(' ')
      const first = space < 0 ? phrase : phrase.slice(0, space)
      const parsed: Phrase = { concept, rest: space < 0 ? '' : phrase.slice(space + 1) }
      for (const option of first.split('|')) {
        const start = option.startsWith('@') ? option : stemOf(option)
        const phrases = byStart.get(start)
        if (phrases) phrases.push(parsed)
        else byStart.set(start, [parsed])
      }
    }
  }
  const starts = [...members].flatMap(([name, stems]) => {
    const phrases = byStart.get(`@${name}`)
    return phrases ? [{ stems, phrases }] : []
  })

  function slotOf(token: string): Slot {
    const optional = token.length > 1 && token.endsWith('?')
    const options = (optional ? token.slice(0, -1) : token).split('|')
    const listed = options.filter((option) => !option.startsWith('@')).map(stemOf)
    const named = options.filter((option) => option.startsWith('@'))
    const stems = named.map((option) => members.get(option.slice(1))!)
    if (listed.length > 0) stems.unshift(new Set(listed))
    return { stems, optional, gap: token === '~' }
  }

  function slotsOf(rest: string): Slot[] {
    return rest === '' ? [] : rest.split(' ').map(slotOf)
  }

  function fits({ stems }: Slot, { stem }: Word): boolean {
    for (let i = 0; i < stems.length; i++) if (stems[i]!.has(stem)) return true
    return false
  }

  /** Where the rest of a phrase ends if it goes on at `at`, or -1. */
  function endOf(rest: Slot[], next: number, words: Word[], at: number): number {
    const slot = rest[next]
    if (!slot) return at
    if (slot.gap) {
      for (let skipped = 0; skipped <= GAP; skipped++) {
        const end = endOf(rest, next + 1, words, at + skipped)
        if (end >= 0) return end
        if (!words[at + skipped] || words[at + skipped]!.text === PAUSE) return -1
      }
      return -1
    }
    const word = words[at]
    if (word && fits(slot, word)) {
      const end = endOf(rest, next + 1, words, at + 1)
      if (end >= 0) return end
    }
    return slot.optional ? endOf(rest, next + 1, words, at) : -1
  }

  function negatedAt(words: Word[], from: number): boolean {
    for (let back = from - 1; back >= Math.max(0, from - 3); back--) {
      if (words[back]!.text === PAUSE) return false
      if (NEGATIONS.has(words[back]!.text)) return true
    }
    return false
  }

  function findFrom(phrases: Phrase[], words: Word[], from: number, hits: Hit[]): void {
    for (const phrase of phrases) {
      if (typeof phrase.rest === 'string') phrase.rest = slotsOf(phrase.rest)
      const { concept, rest } = phrase
      const to = endOf(rest, 0, words, from + 1)
      if (to >= 0) hits.push({ concept, from, to, negated: negatedAt(words, from) })
    }
  }

  return function find(words: Word[]): Hit[] {
    const hits: Hit[] = []
    for (let from = 0; from < words.length; from++) {
      const { stem } = words[from]!
      const phrases = byStart.get(stem)
      if (phrases) findFrom(phrases, words, from, hits)
      for (const start of starts) {
        if (start.stems.has(stem)) findFrom(start.phrases, words, from, hits)
      }
    }
    return hits
  }
}

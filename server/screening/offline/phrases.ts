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
  stems: Set<string>
  classes: string[]
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

function slotOf(token: string): Slot {
  const optional = token.length > 1 && token.endsWith('?')
  const options = (optional ? token.slice(0, -1) : token).split('|')
  return {
    stems: new Set(options.filter((option) => !option.startsWith('@')).map(stemOf)),
    classes: options.filter((option) => option.startsWith('@')).map((option) => option.slice(1)),
    optional,
    gap: token === '~',
  }
}

function slotsOf(rest: string): Slot[] {
  return rest === '' ? [] : rest.split(' ').map(slotOf)
}

export function createPhraseBook(concepts: readonly Concept[], classes: Classes) {
  const members = new Map<string, Set<string>>()
  for (const [name, words] of Object.entries(classes)) {
    members.set(name, new Set(words.trim().split(/\s+/).map(stemOf)))
  }
  const byStart = new Map<string, Phrase[]>()

  function begin(stem: string, phrase: Phrase): void {
    const phrases = byStart.get(stem)
    if (phrases) phrases.push(phrase)
    else byStart.set(stem, [phrase])
  }

  for (const concept of concepts) {
    for (const phrase of concept.phrases.split(',')) {
      const [first = '', ...rest] = phrase.replace(/\|\s+/g, '|').trim().split(/\s+/)
      if (first === '') continue
      const { stems, classes: names } = slotOf(first)
      for (const name of names) for (const stem of members.get(name)!) stems.add(stem)
      for (const stem of stems) begin(stem, { concept, rest: rest.join(' ') })
    }
  }

  function fits(slot: Slot, word: Word): boolean {
    if (slot.stems.has(word.stem)) return true
    return slot.classes.some((name) => members.get(name)!.has(word.stem))
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

  return function find(words: Word[]): Hit[] {
    const hits: Hit[] = []
    for (const [from, word] of words.entries()) {
      for (const phrase of byStart.get(word.stem) ?? []) {
        if (typeof phrase.rest === 'string') phrase.rest = slotsOf(phrase.rest)
        const { concept, rest } = phrase
        const to = endOf(rest, 0, words, from + 1)
        if (to >= 0) hits.push({ concept, from, to, negated: negatedAt(words, from) })
      }
    }
    return hits
  }
}

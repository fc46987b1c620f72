/** Which of our languages somebody speaks, by the words that hold a sentence together. */
import { HEARD, HEARD_LANGUAGES, type LanguageCode } from './languages/heard.ts'

/** By then it is clear; nobody says more in one turn. */
const MOST_CHARACTERS = 1_000
const MOST_WORDS = 80

/** A loan word, a name, a yes or a date is no sentence: that many words, and so many of those that hold one together. */
const FEWEST_WORDS = 4
const FEWEST_OWN = 2
/** How much of what was said they have to be, and by how much they must be more than another language's. */
const LEAST_SHARE = 0.25
const LEAST_LEAD = 0.7
/** Who asks for a language says little beside its name. */
const MOST_ASKING = 8

/** French and Italian write the article with its noun. */
const ELISION = /^([cdjlmnst]'|qu'|dell'|dall'|nell'|un')(.+)$/

/** Said in every language, and made of what would hold a sentence of one together. */
const LOANS = /\b(?:deja vu|senor(?:a|ita)?|madame|monsieur)\b/g

const words = (list: string) => list.trim().split(/\s+/)

/** What a word of names tells beside others; alone it tells nothing. */
const OF_NAMES = 0.5

/** In how many languages a word is one of theirs: what `que` tells, it tells of two. */
const shared = new Map<string, number>()
const known = new Map<LanguageCode, Map<string, 'own' | 'of names'>>()
const asking = new Map<string, { code: LanguageCode; beside: Set<string> }>()
for (const code of HEARD_LANGUAGES) {
  const { functionWords, nameWords, ownName, asking: beside } = HEARD[code]
  const ofNames = words(nameWords).map((word) => [word, 'of names'] as const)
  known.set(
    code,
    new Map([...words(functionWords).map((word) => [word, 'own'] as const), ...ofNames]),
  )
  for (const word of known.get(code)!.keys()) shared.set(word, (shared.get(word) ?? 0) + 1)
  for (const name of wordsIn(ownName)) asking.set(name, { code, beside: new Set(wordsIn(beside)) })
}

/**
 * The language of a whole sentence, or the one that is asked for by its name; null where it cannot be told: of a name, a
 * number, a short answer, or a language that is none of ours.
 */
export function spokenLanguage(said: string): LanguageCode | null {
  const heard = wordsIn(said.slice(0, MOST_CHARACTERS)).slice(0, MOST_WORDS)
  return askedFor(heard) ?? sentenceIn(heard)
}

function askedFor(heard: string[]): LanguageCode | null {
  if (heard.length > MOST_ASKING) return null
  const named = heard.flatMap((word) => asking.get(word) ?? [])
  const codes = new Set(named.map(({ code }) => code))
  if (codes.size !== 1) return null
  const { code, beside } = named[0]!
  const isAll = heard.every((word) => asking.has(word) || beside.has(word))
  return isAll ? code : null
}

function sentenceIn(heard: string[]): LanguageCode | null {
  if (heard.length < FEWEST_WORDS) return null
  // Said again and again, one word tells no more than once.
  const distinct = [...new Set(heard)]
  const found = HEARD_LANGUAGES.map((code) => {
    const ours = known.get(code)!
    const told = distinct.filter((word) => ours.has(word))
    const own = told.filter((word) => ours.get(word) === 'own')
    const score = told.reduce((sum, word) => sum + weightOf(word, ours), 0)
    return { code, count: heard.filter((word) => ours.has(word)).length, own: own.length, score }
  }).toSorted((one, other) => other.score - one.score)
  const [first, second] = [found[0]!, found[1]!]
  const isClear =
    first.own >= FEWEST_OWN &&
    first.count >= heard.length * LEAST_SHARE &&
    first.score - second.score >= LEAST_LEAD
  return isClear ? first.code : null
}

function weightOf(word: string, ours: Map<string, 'own' | 'of names'>): number {
  return (ours.get(word) === 'own' ? 1 : OF_NAMES) / shared.get(word)!
}

/** In small letters, without accents; of `c'est` it is two words, of `it's` and of `mum's` one. */
function wordsIn(text: string): string[] {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('’', "'")
    .toLowerCase()
    .replace(LOANS, ' ')
  const found = plain.match(/\p{L}+(?:'\p{L}+)?/gu) ?? []
  return found.flatMap((word) => {
    const [, article, rest] = ELISION.exec(word) ?? []
    return article === undefined ? word : [article, rest!]
  })
}

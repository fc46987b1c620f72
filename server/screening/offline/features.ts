/** What the screener sees in the words of a call: named signals, each with a strength. */
import { classes } from './concepts/classes.ts'
import { harm } from './concepts/harm.ts'
import { hazard } from './concepts/hazard.ts'
import { hostile } from './concepts/hostile.ts'
import { purpose } from './concepts/purpose.ts'
import { scams, vetoes } from './concepts/scam.ts'
import { time } from './concepts/time.ts'
import { unwanted } from './concepts/unwanted.ts'
import { saysNothing } from './empty-turn.ts'
import { createInterpreter, type Language } from './languages/in-english.ts'
import { createPhraseBook, type Concept, type Hit } from './phrases.ts'
import { DIMENSIONS, STEP, type Vectors } from './vectors.ts'
import { PAUSE, wordsIn, type Word } from './words.ts'

export const concepts: Concept[] = [
  ...harm,
  ...hazard,
  ...time,
  ...purpose,
  ...unwanted,
  ...scams,
  ...vetoes,
  ...hostile,
]

export interface Features {
  named: Map<string, number>
  /**
   * The mean of the word vectors, then their highest and their lowest, by dimension: of all turns,
   * then of the last.
   */
  vector: Float64Array
}

type Named = Features['named']

interface Heard {
  words: Word[]
  hits: Hit[]
  /** Words that are left when those meant for the machine are taken out. */
  content: Word[]
}

export interface Seen extends Heard {
  /** How many turns said something. */
  turns: number
  /** The last turn of those only tells what others had told. */
  repeats: boolean
  /** The very last turn said nothing. */
  endsEmpty: boolean
  /** What the caller spoke last; `other` only where nothing at all was understood. */
  language: Language
  features: Features
}

/** The rows of the vector in the weights, in its order. */
export const VECTOR_NAMES = ['mean', 'high', 'low', 'last mean', 'last high', 'last low'].flatMap(
  (part) => Array.from({ length: DIMENSIONS }, (_, i) => `v:${part} ${i}`),
)

/** Their words carry no substance: who shouts "connect me" has not said what happened. */
const EMPTY_GROUPS = new Set(['hostile', 'command'])

/** How much the blocks weigh against one another before training; chosen by cross-validation. */
const SCALES = { concept: 1, pair: 0.5, word: 0.6, pairOfWords: 0.5, mean: 2, peak: 0.6, last: 0.6 }

export function createFeatures(vectors: Vectors) {
  const find = createPhraseBook(concepts, classes)
  const interpret = createInterpreter((word) => vectors.rowOf({ text: word, stem: word }) >= 0)

  function hear(turns: readonly Word[][]): Heard {
    const words = turns.flatMap((turn) => [...turn, pause])
    const hits = find(words)
    const masked = new Set<number>()
    for (const { concept, from, to } of hits) {
      if (EMPTY_GROUPS.has(concept.group)) for (let at = from; at < to; at++) masked.add(at)
    }
    return { words, hits, content: words.filter((_, at) => !masked.has(at)) }
  }

  /** What says nothing is left out, so that a greeting before an emergency changes nothing. */
  return function see(utterances: readonly string[]): Seen {
    const heard = interpret(utterances).map(({ language, english }) => ({
      text: english,
      language,
      words: wordsIn(english),
    }))
    const told = heard.filter(({ text, words }) => !saysNothing(text, words))
    const spoken = told.findLast(({ language }) => language !== 'other') ?? heard.at(-1)
    const turns = told.map(({ words }) => words)
    const all = hear(turns)
    const named: Named = new Map([['bias', 1]])
    addConcepts(named, all.hits)
    addWords(named, all.content)
    addLength(named, all.content)
    const vector = new Float64Array(VECTOR_NAMES.length)
    vector.set(vectorOf(all.content, vectors))
    if (turns.length > 1) addLast(named, vector, hear(turns.slice(-1)))
    if (spoken && spoken.language !== 'en') named.set('another language', 1)
    if (turns.length > 1) named.set(`turns ${Math.min(turns.length, 4)}`, SCALES.last)
    return {
      ...all,
      turns: turns.length,
      repeats: isRepeated(turns),
      endsEmpty: told.length === 0 || heard.at(-1) !== told.at(-1),
      language: spoken?.language ?? 'en',
      features: { named, vector },
    }
  }

  function addLast(named: Named, vector: Float64Array, { hits, content }: Heard): void {
    const last: Named = new Map()
    addConcepts(last, hits)
    for (const { stem } of content) if (stem !== PAUSE) last.set(`w:${stem}`, SCALES.word)
    addLength(last, content)
    for (const [name, value] of last) named.set(`last ${name}`, value * SCALES.last)
    const from = vector.length / 2
    for (const [i, value] of vectorOf(content, vectors).entries())
      vector[from + i] = value * SCALES.last
  }
}

const pause: Word = { text: PAUSE, stem: PAUSE }

/** Hardly a word of the last turn is new: whoever has more to tell would have told it. */
function isRepeated(turns: readonly Word[][]): boolean {
  const last = turns.at(-1)
  if (!last || turns.length < 2) return false
  const before = new Set(turns.slice(0, -1).flatMap((turn) => turn.map(({ stem }) => stem)))
  return last.every(({ stem }) => stem === PAUSE || before.has(stem))
}

function addConcepts(features: Named, hits: Hit[]): void {
  const groups = new Set<string>()
  const seen = new Map<string, number>()
  for (const { concept, negated } of hits) {
    const name = `${negated ? 'not ' : ''}${concept.name}`
    seen.set(name, (seen.get(name) ?? 0) + 1)
    if (!negated) groups.add(concept.group)
  }
  for (const [name, times] of seen) {
    features.set(`c:${name}`, SCALES.concept * (times > 1 ? 1.4 : 1))
  }
  const sorted = [...groups].toSorted()
  for (const [i, first] of sorted.entries()) {
    features.set(`g:${first}`, SCALES.concept)
    for (const second of sorted.slice(i + 1)) features.set(`p:${first}+${second}`, SCALES.pair)
  }
}

function addWords(features: Named, content: Word[]): void {
  let before = PAUSE
  for (const { stem } of content) {
    if (stem !== PAUSE) features.set(`w:${stem}`, SCALES.word)
    if (!(stem === PAUSE && before === PAUSE)) {
      features.set(`b:${before} ${stem}`, SCALES.pairOfWords)
    }
    before = stem
  }
}

function vectorOf(content: Word[], { rowOf, rows, rarityOf }: Vectors): Float64Array {
  const vector = new Float64Array(3 * DIMENSIONS)
  let total = 0
  for (const word of content) {
    const row = rowOf(word)
    if (row < 0) continue
    const rarity = rarityOf(row)
    total += rarity
    const from = row * DIMENSIONS
    for (let i = 0; i < DIMENSIONS; i++) {
      const value = rows[from + i]! * STEP * rarity
      vector[i]! += value
      if (value > vector[DIMENSIONS + i]!) vector[DIMENSIONS + i] = value
      else if (value < vector[2 * DIMENSIONS + i]!) vector[2 * DIMENSIONS + i] = value
    }
  }
  for (let i = 0; i < DIMENSIONS; i++) vector[i]! *= SCALES.mean / (total + 1)
  for (let i = DIMENSIONS; i < vector.length; i++) vector[i]! *= SCALES.peak
  return vector
}

function addLength(features: Named, content: Word[]): void {
  const spoken = content.filter((word) => word.text !== PAUSE).length
  features.set('length', Math.log1p(spoken) / 3)
  if (spoken < 4) features.set('hardly a word', 1)
  else if (spoken < 8) features.set('few words', 1)
}

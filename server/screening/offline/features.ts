/** What the screener sees in the words of a call: named signals, each with a strength. */
import { classes } from './concepts/classes.ts'
import { harm } from './concepts/harm.ts'
import { hazard } from './concepts/hazard.ts'
import { hostile } from './concepts/hostile.ts'
import { purpose } from './concepts/purpose.ts'
import { scams, vetoes } from './concepts/scam.ts'
import { time } from './concepts/time.ts'
import { unwanted } from './concepts/unwanted.ts'
import { createPhraseBook, type Concept, type Hit } from './phrases.ts'
import { DIMENSIONS, STEP, type Vectors } from './vectors.ts'
import { PAUSE, wordsOf, type Word } from './words.ts'

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

export type Features = Map<string, number>

export interface Seen {
  words: Word[]
  hits: Hit[]
  /** Words that are left when those meant for the machine are taken out. */
  content: Word[]
  features: Features
}

/** Their words carry no substance: who shouts "connect me" has not said what happened. */
const EMPTY_GROUPS = new Set(['hostile', 'command'])

/** How much the blocks weigh against one another before training; chosen by cross-validation. */
export const SCALES = { concept: 1, pair: 0.5, word: 0.6, pairOfWords: 0.5, mean: 2, peak: 0.6 }

export function createFeatures(vectors: Vectors) {
  const find = createPhraseBook(concepts, classes)

  return function see(utterances: readonly string[]): Seen {
    const words = utterances.flatMap((utterance) => [...wordsOf(utterance), pause])
    const hits = find(words)
    const masked = new Set<number>()
    for (const { concept, from, to } of hits) {
      if (EMPTY_GROUPS.has(concept.group)) for (let at = from; at < to; at++) masked.add(at)
    }
    const content = words.filter((_, at) => !masked.has(at))
    const features: Features = new Map([['bias', 1]])
    addConcepts(features, hits)
    addWords(features, content)
    addVectors(features, content, vectors)
    addLength(features, content, utterances.length)
    return { words, hits, content, features }
  }
}

const pause: Word = { text: PAUSE, stem: PAUSE }

function addConcepts(features: Features, hits: Hit[]): void {
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

function addWords(features: Features, content: Word[]): void {
  let before = PAUSE
  for (const { stem } of content) {
    if (stem !== PAUSE) features.set(`w:${stem}`, SCALES.word)
    if (!(stem === PAUSE && before === PAUSE)) {
      features.set(`b:${before} ${stem}`, SCALES.pairOfWords)
    }
    before = stem
  }
}

function addVectors(features: Features, content: Word[], vectors: Vectors): void {
  const mean = new Float64Array(DIMENSIONS)
  const highest = new Float64Array(DIMENSIONS)
  const lowest = new Float64Array(DIMENSIONS)
  let total = 0
  for (const word of content) {
    const row = vectors.rowOf(word)
    if (row < 0) continue
    const rarity = vectors.rarityOf(row)
    total += rarity
    for (let i = 0, at = row * DIMENSIONS; i < DIMENSIONS; i++, at++) {
      const value = vectors.rows[at]! * STEP * rarity
      mean[i]! += value
      if (value > highest[i]!) highest[i] = value
      else if (value < lowest[i]!) lowest[i] = value
    }
  }
  if (total === 0) return
  for (let i = 0; i < DIMENSIONS; i++) {
    features.set(`v:${i}`, (SCALES.mean * mean[i]!) / (total + 1))
    features.set(`h:${i}`, SCALES.peak * highest[i]!)
    features.set(`l:${i}`, SCALES.peak * lowest[i]!)
  }
}

function addLength(features: Features, content: Word[], utterances: number): void {
  const spoken = content.filter((word) => word.text !== PAUSE).length
  features.set('length', Math.log1p(spoken) / 3)
  if (spoken < 4) features.set('hardly a word', 1)
  else if (spoken < 8) features.set('few words', 1)
  if (utterances > 1) features.set('asked before', 0.5)
}

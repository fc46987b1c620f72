/** What to ask: the one thing that is missing, as callers answer only the first of two. */
import type { Speech } from '../../../prompts/speech/speech.ts'
import { classes } from './concepts/classes.ts'
import type { Seen } from './features.ts'
import { stemOf } from './words.ts'

type Question = 'tellMore' | 'askWhatHappened' | 'askWho' | 'askWhere' | 'askHowSoon'

const people = stemsOf('person', 'pet')
const places = stemsOf('home')
/** Pronouns say that there is somebody, not who. */
const UNNAMED = new Set('i we us me him her he she they them people'.split(' '))

function stemsOf(...names: (keyof typeof classes)[]): Set<string> {
  return new Set(names.flatMap((name) => classes[name].trim().split(/\s+/).map(stemOf)))
}

/** `before`: what the caller has been asked already; nothing is asked in the same words twice. */
export function questionFor(seen: Seen, speech: Speech, before: readonly string[]): string {
  const wanted = [...missingIn(seen), 'askWhatHappened', 'tellMore'] satisfies Question[]
  const name = wanted.find((question) => !before.includes(speech[question])) ?? 'tellMore'
  return speech[name]
}

function* missingIn({ turns, hits, content }: Seen): Generator<Question> {
  if (turns === 0) {
    yield 'tellMore'
    return
  }
  const groups = new Set(hits.map(({ concept }) => concept.group))
  const stems = content.map(({ stem }) => stem)
  const isHarm = groups.has('harm') || groups.has('danger')
  if (!isHarm && !groups.has('hazard')) {
    yield 'askWhatHappened'
    yield 'askHowSoon'
    return
  }
  if (isHarm && !stems.some((stem) => people.has(stem) && !UNNAMED.has(stem))) yield 'askWho'
  if (groups.has('hazard') && !stems.some((stem) => places.has(stem))) yield 'askWhere'
  yield 'askHowSoon'
}

/** A line of a cue as it is spoken. */
import { inLanguage } from './speech-in.ts'
import type { Speech } from './speech.ts'

/** In an ear that has to decide, more would be noise. */
const MOST_CHARACTERS = 280

type Insert = { number: string } | { about: string } | { notice: 'brief' | 'full' }

type Line = ({ sentence: keyof Speech; with?: Insert } | { text: string }) & {
  /** BCP 47; left out for that of all of them. */
  language?: string
}

/**
 * All that a cue has to say. `speech` is that of the owner, and so what is heard at the owner's; a caller hears it in
 * `language`, a BCP 47 tag, where there is one.
 */
export function spokenWords(
  { ear, say }: { ear?: 'owner'; say: readonly Line[] },
  speech: Speech,
  language?: string | null,
): string[] {
  const heard = ear === 'owner' ? speech : inLanguage(speech, language)
  return say.map((line) => spokenLine(line, inLanguage(heard, line.language)))
}

export function spokenLine(line: Line, speech: Speech): string {
  if ('text' in line) return line.text
  const words = speech[line.sentence]
  const insert = line.with ?? { number: '' }
  if ('notice' in insert)
    return beforeQuestion(words, insert.notice === 'full' ? speech.noticeFull : speech.noticeBrief)
  if ('about' in insert) {
    const about = fitting(insert.about, words)
    // Of whom nothing is known there is nothing to tell.
    return words.replace(/\{about\}\.? */, (mark) => about && mark.replace('{about}', () => about))
  }
  return words.replace('{number}', () => digitByDigit(insert.number))
}

/** What callers are told they are told before they answer. */
function beforeQuestion(words: string, notice: string): string {
  return words.replace(/[^.!]*\?$/u, (question) => ` ${notice}${question}`)
}

/** Somebody else's words between ours: on one line, without an end of their own, and no longer than fits. */
function fitting(about: string, words: string): string {
  const plain = about
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.!?…]+$/u, '')
  const room = MOST_CHARACTERS - (words.length - '{about}'.length)
  const characters = Array.from(plain)
  if (plain.length <= room) return plain
  return `${characters.slice(0, room - 1).join('')}…`.slice(0, room)
}

/** `4 1 5, 5 5 5, 0 1 2 3`: said as one, a number is a million, and nobody can follow it. */
function digitByDigit(number: string): string {
  const digits = number.replace(/\D/g, '')
  const groups = [...digits.slice(0, -4).split(/(?=(?:\d{3})+$)/), digits.slice(-4)]
  return groups
    .filter((group) => group !== '')
    .map((group) => group.split('').join(' '))
    .join(', ')
}

/** A line of a cue as it is spoken. */
import type { Speech } from './speech.ts'

/** In an ear that has to decide, more would be noise. */
const MOST_CHARACTERS = 280

type Insert = { number: string } | { about: string } | { notice: 'brief' | 'full' }

export function spokenLine(
  line: { sentence: keyof Speech; with?: Insert } | { text: string },
  speech: Speech,
): string {
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

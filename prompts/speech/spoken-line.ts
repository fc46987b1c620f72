/** A line of a cue as it is spoken. */
import type { Speech } from './speech.ts'

export function spokenLine(
  line: { sentence: keyof Speech; with?: { number: string } } | { text: string },
  speech: Speech,
): string {
  if ('text' in line) return line.text
  const { number = '' } = line.with ?? {}
  return speech[line.sentence].replace('{number}', () => digitByDigit(number))
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

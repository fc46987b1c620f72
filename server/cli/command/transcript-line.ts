/** What is said and done in a call, in lines for a terminal. */
import { partsOf } from '../../basics/found-in.ts'
import { styled, type Surroundings } from './surroundings.ts'
import { forTerminal } from './terminal-text.ts'

const COLOURS = { concierge: 'cyan', caller: 'green', phone: 'gray' } as const

export type Speaker = keyof typeof COLOURS

/** `concierge  Hello …`; the phone tells what is not spoken. What was searched for is marked. */
export function transcriptLine(
  around: Surroundings,
  who: Speaker,
  text: string,
  searched = '',
): string {
  const shown = partsOf(forTerminal(text), searched).map((part) =>
    part.found ? styled(around, 'inverse', part.text) : part.text,
  )
  return `${styled(around, COLOURS[who], who.padEnd(9))}  ${shown.join('')}`
}

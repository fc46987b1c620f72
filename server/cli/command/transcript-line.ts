/** What is said and done in a call, in lines for a terminal. */
import { styled, type Surroundings } from './surroundings.ts'
import { forTerminal } from './terminal-text.ts'

const COLOURS = { concierge: 'cyan', caller: 'green', phone: 'gray' } as const

export type Speaker = keyof typeof COLOURS

/** `concierge  Hello …`; the phone tells what is not spoken. */
export function transcriptLine(around: Surroundings, who: Speaker, text: string): string {
  return `${styled(around, COLOURS[who], who.padEnd(9))}  ${forTerminal(text)}`
}

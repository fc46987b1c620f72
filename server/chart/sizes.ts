/** How large things are drawn; all of it in the chart's own units, which are pixels at full size. */
import type { GraphState } from '../../machines/graph.ts'
import { textWidth } from './text-width.ts'
import { inWords } from './words.ts'

export const LETTERS = { state: 13.5, title: 12, label: 12 }
/** As wide as the console's page at its full size. */
export const PAGE = 1200
/** Around a picture. */
export const MARGIN = 10
/** From line to line of a text. */
export const LEADING = 15
/** For the dot and the arrow beside a state where something begins. */
export const START_MARK = 22

export interface Size {
  width: number
  height: number
}

/** Pointed and round ends take room beside the words. */
export function stateSize({ name, kind }: Pick<GraphState, 'name' | 'kind'>): Size {
  const ends = kind === 'passing' ? 42 : kind === 'dialing' ? 38 : 28
  return { width: textSize([inWords(name)], LETTERS.state).width + ends, height: 34 }
}

export function titleSize({ name }: Pick<GraphState, 'name'>): Size {
  return textSize([inWords(name)], LETTERS.title)
}

export function labelSize(lines: string[]): Size {
  const { width, height } = textSize(lines, LETTERS.label)
  return { width: width + 16, height: height + 8 }
}

/** Of a state's name where a line of its own would lead to it. */
export function nameSize(name: string): Size {
  const { width, height } = textSize([name], LETTERS.label)
  return { width: width + 4, height: height + 2 }
}

function textSize(lines: string[], letters: number): Size {
  const widths = lines.map((line) => textWidth(line, letters))
  return { width: Math.ceil(Math.max(...widths)), height: lines.length * LEADING }
}

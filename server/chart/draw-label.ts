/** What is written on a line, or where lines begin. */
import { drawText, middleOf } from './draw-text.ts'
import { element } from './element.ts'
import type { Frame } from './chart-layout.ts'
import { LETTERS } from './sizes.ts'

export function drawLabel(words: string[], frame: Frame): string {
  const { left: x, top: y, width, height } = frame
  return element(
    'g',
    { class: 'label' },
    element('rect', { x, y, width, height, rx: 7 }),
    drawText(words, middleOf(frame), LETTERS.label),
  )
}

/** States and blocks, each an element with its name in it. */
import type { GraphState, StateKind } from '../../machines/graph.ts'
import { drawText, middleOf } from './draw-text.ts'
import { element, escaped, type Attributes } from './element.ts'
import type { ChartLayout, Frame } from './chart-layout.ts'
import { outlineOf } from './outline.ts'
import { LETTERS } from './sizes.ts'
import { tenths } from './tenths.ts'
import { inWords, KINDS } from './words.ts'

/** Between the two lines around an ending. */
const RING = 3

export function drawState(state: GraphState, layout: ChartLayout, chart: string): string {
  const frame = layout.states.get(state.id)!
  const { id, kind, within, isBlock, tells } = state
  const attributes: Attributes = {
    class: `state ${isBlock ? 'block' : 'node'} ${kind}`,
    id: `${chart}--${id}`,
    'data-id': id,
    'data-within': within,
  }
  const name = inWords(state.name)
  const told = tells ? `, tells the owner: ${tells}` : ''
  const title = element('title', {}, escaped(`${name}: ${KINDS[kind]}${told}`))
  if (isBlock) {
    const text = drawText([name], middleOf(layout.heads.get(id)!), LETTERS.title)
    const { left: x, top: y, width, height } = frame
    const outline = element('rect', { class: 'outline', x, y, width, height, rx: 14 })
    return element('g', attributes, title, outline, text)
  }
  const head = layout.heads.get(id)!
  const { x, y } = middleOf(head)
  return element(
    'g',
    attributes,
    title,
    drawOutline(kind, head),
    // What points to the right has less room there.
    drawText([name], { x: kind === 'dialing' ? x - 4 : x, y }, LETTERS.state),
    tells ? drawLetter(head.left + head.width - (kind === 'dialing' ? 20 : 13), y) : '',
  )
}

/** A small envelope, in the room between the words and the end: here the owner is told. */
function drawLetter(left: number, middle: number): string {
  const [x, y] = [left, middle - 3].map(tenths) as [number, number]
  return element('path', { class: 'letter', d: `M${x} ${y}h8v6h-8Zl4 3.5l4 -3.5` })
}

/** Around what is listed below the name. */
export function drawListing({ left: x, top, width, height }: Frame, head: Frame): string {
  if (height === head.height) return ''
  const half = head.height / 2
  const frame = { x, y: top + half, width, height: height - half, rx: 8 }
  return element('rect', { class: 'listing', ...frame })
}

/** An ending has two lines around it. */
export function drawOutline(kind: StateKind, frame: Frame): string {
  const outline = element('path', { class: 'outline', d: outlineOf(kind, frame) })
  if (kind !== 'ending') return outline
  return outline + element('path', { class: 'ring', d: outlineOf(kind, inset(frame)) })
}

/** A dot with an arrow, where a block or the flow begins. */
export function drawStart(state: string, layout: ChartLayout): string {
  const frame = layout.heads.get(state) ?? layout.states.get(state)!
  const [x, y] = [frame.left, middleOf(frame).y].map(tenths) as [number, number]
  return element(
    'g',
    { class: 'start' },
    element('circle', { cx: x - 18, cy: y, r: 3.5 }),
    element('path', { class: 'line', d: `M${tenths(x - 15)} ${y}h9` }),
    element('path', { class: 'head', d: `M${tenths(x - 1)} ${y}l-7 -3.5v7Z` }),
  )
}

function inset({ left, top, width, height }: Frame): Frame {
  return {
    left: left + RING,
    top: top + RING,
    width: width - 2 * RING,
    height: height - 2 * RING,
  }
}

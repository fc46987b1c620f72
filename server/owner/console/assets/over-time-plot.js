// What is drawn of a chart over time: axes, stacked bars, lines and the dots on them.
import { svg } from './charts.js'

export const HEIGHT = 260
const EDGE = { top: 12, right: 4, bottom: 26, left: 56 }

/**
 * By the ids of the series; null or nothing where there is nothing to show.
 * @typedef {Record<string, number | null>} Values
 */

/**
 * @typedef {object} Chart
 * @property {string} title
 * @property {'stack' | 'lines'} kind
 * @property {{ name: string, short: string, values: Values, href?: string }[]} slots in time; a click goes to `href`
 * @property {string} [slotsAre] by default, days
 * @property {{ id: string, name: string, color: string }[]} series
 * @property {(value: number) => string} format
 * @property {Values} overall
 * @property {string} overallName
 */

/**
 * Where things are.
 * @typedef {ReturnType<typeof plotOf>} Plot
 */

/**
 * @param {number} width
 * @param {Chart} chart
 */
export function plotOf(width, { slots, series, kind }) {
  const highest = Math.max(
    1,
    ...slots.map(({ values }) => {
      const present = series.map(({ id }) => values[id] ?? 0)
      return kind === 'stack' ? present.reduce((sum, one) => sum + one, 0) : Math.max(...present)
    }),
  )
  const tick = niceTick(highest / 4)
  const top = Math.ceil(highest / tick) * tick
  const step = (width - EDGE.left - EDGE.right) / Math.max(1, slots.length)
  const bottom = HEIGHT - EDGE.bottom
  return {
    width,
    bottom,
    tick,
    top,
    step,
    /** @param {number} index */
    left: (index) => EDGE.left + index * step,
    /** @param {number} value */
    y: (value) => EDGE.top + (1 - value / top) * (bottom - EDGE.top),
  }
}

/**
 * 1, 2, 2.5 or 5 times a power of ten, and whole.
 * @param {number} least
 */
function niceTick(least) {
  const power = 10 ** Math.floor(Math.log10(least))
  const nice = [1, 2, 2.5, 5, 10].map((factor) => factor * power)
  return nice.find((one) => one >= least && Number.isInteger(one)) ?? 1
}

/**
 * @param {Plot} plot
 * @param {Chart} chart
 */
export function axesIn({ width, tick, top, step, left, y }, { slots, format }) {
  const marks = []
  for (let value = 0; value <= top + tick / 1000; value += tick)
    marks.push(
      svg('line', { class: 'grid', x1: EDGE.left, x2: width, y1: y(value), y2: y(value) }),
      svg('text', { x: EDGE.left - 8, y: y(value) + 4, 'text-anchor': 'end' }, format(value)),
    )
  const every = Math.max(1, Math.ceil(64 / step))
  for (const [index, { short }] of slots.entries()) {
    if ((slots.length - 1 - index) % every !== 0) continue
    const x = left(index) + step / 2
    const anchor = x > width - 24 ? 'end' : 'middle'
    const at = anchor === 'end' ? width - EDGE.right : x
    marks.push(svg('text', { x: at, y: HEIGHT - 6, 'text-anchor': anchor }, short))
  }
  return marks
}

/**
 * Of one slot, from below.
 * @param {Plot} plot
 * @param {Chart} chart
 * @param {number} index
 */
export function stackIn({ step, left, y }, { series, slots }, index) {
  const width = Math.min(34, Math.max(2, step * 0.72))
  const x = left(index) + (step - width) / 2
  const present = shownIn(series, slots[index]?.values).filter(({ value }) => value > 0)
  let below = 0
  return present.map(({ value, color }, place) => {
    const from = y(below)
    below += value
    const height = from - y(below)
    const round = place === present.length - 1 ? Math.min(4, width / 2, height) : 0
    const gap = place > 0 && height > 3 ? 1 : 0
    const d =
      `M${x},${from - gap}V${from - height + round}q0,${-round} ${round},${-round}` +
      `H${x + width - round}q${round},0 ${round},${round}V${from - gap}Z`
    return colored(svg('path', { d }), 'fill', color)
  })
}

/**
 * @param {Plot} plot
 * @param {Chart} chart
 */
export function linesIn({ step, left, y }, { slots, series }) {
  return series.map(({ id, color }) => {
    const points = slots.flatMap(({ values }, index) => {
      const value = values[id] ?? null
      return value === null ? [] : `${left(index) + step / 2},${y(value)}`
    })
    const line = svg('polyline', { class: 'line', points: points.join(' ') })
    return colored(line, 'stroke', color)
  })
}

/**
 * Of one slot, with a line that guides the eye.
 * @param {Plot} plot
 * @param {Chart} chart
 * @param {number} index
 */
export function dotsIn({ step, left, y, bottom }, { series, slots }, index) {
  const x = left(index) + step / 2
  const guide = svg('line', { class: 'guide', x1: x, x2: x, y1: EDGE.top, y2: bottom })
  const r = slots.length > 60 ? 1.5 : 3
  const dots = shownIn(series, slots[index]?.values).map(({ value, color }) =>
    colored(svg('circle', { cx: x, cy: y(value), r }), 'fill', color),
  )
  return [guide, ...dots]
}

/**
 * @param {Chart['series']} series
 * @param {Values} [values]
 */
function shownIn(series, values = {}) {
  return series.flatMap(({ id, color }) => {
    const value = values[id] ?? null
    return value === null ? [] : { value, color }
  })
}

/**
 * @template {SVGElement} Drawn
 * @param {Drawn} drawn
 * @param {'fill' | 'stroke'} property
 * @param {string} color name of a CSS variable
 */
function colored(drawn, property, color) {
  drawn.style.setProperty(property, `var(${color})`)
  return drawn
}

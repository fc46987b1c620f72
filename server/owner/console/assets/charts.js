// Charts drawn as SVG: stacked bars by day, lines by day, bars beside names. Each has its numbers as a table too.

import { count, element } from './page.js'

const SVG = 'http://www.w3.org/2000/svg'
const HEIGHT = 260
const EDGE = { top: 12, right: 4, bottom: 26, left: 56 }

/** @param {Record<string, string | number | null>} attributes */
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes))
    if (value !== null) made.setAttribute(key, String(value))
  made.append(...children.flat().filter((child) => child !== null))
  return made
}

/**
 * A chart over slots in time, with a legend that tells of the slot that is pointed at, by mouse, finger or arrow
 * keys; of all of them where none is.
 * @param {Element} place what it fills
 * @param {{
 *   title: string,
 *   slots: { name: string, short: string, values: Record<string, number | null> }[],
 *   series: { id: string, name: string, color: string }[],
 *   kind: 'stack' | 'lines',
 *   format?: (value: number) => string,
 *   overall: Record<string, number | null>,
 *   overallName: string,
 * }} chart
 */
export function drawOverTime(place, chart) {
  const { title, slots, series, format = count, overall, overallName } = chart
  const values = new Map(series.map(({ id }) => [id, element('b.number')]))
  const when = element('span.when')
  const legend = element(
    'p.legend',
    { 'aria-live': 'polite' },
    when,
    ...series.map(({ id, name, color }) =>
      element('span', {}, swatch(color), `${name} `, values.get(id)),
    ),
  )
  const drawing = svg('svg', {
    class: 'chart',
    role: 'img',
    tabindex: 0,
    'aria-label': `${title}. ${overallName}: ${inWords(overall)}. Arrow keys tell each.`,
  })
  let pointed = null
  let columns = []

  function inWords(of) {
    const told = series.flatMap(({ id, name }) =>
      of[id] === null || of[id] === undefined ? [] : [`${name} ${format(of[id])}`],
    )
    return told.join(', ') || 'nothing'
  }

  function point(index) {
    pointed = index
    const slot = slots[index]
    when.textContent = slot ? slot.name : overallName
    for (const { id } of series) {
      const value = (slot?.values ?? overall)[id]
      values.get(id).textContent = value === null || value === undefined ? '–' : format(value)
    }
    for (const [at, column] of columns.entries()) column.classList.toggle('pointed', at === pointed)
    drawing.classList.toggle('pointing', slot !== undefined)
  }

  function draw() {
    const width = Math.max(260, place.clientWidth)
    const plot = plotOf(width, chart)
    drawing.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`)
    drawing.setAttribute('height', HEIGHT)
    const below = chart.kind === 'lines' ? linesIn(plot, chart) : []
    columns = slots.map((slot, index) => {
      const column = svg('g', { class: 'column' })
      const hit = { x: plot.left(index), y: 0, width: plot.step, height: HEIGHT - EDGE.bottom }
      column.append(
        svg('rect', { ...hit, class: 'hit' }),
        ...(chart.kind === 'stack'
          ? stackIn(plot, chart, slot, index)
          : dotsIn(plot, chart, slot, index)),
      )
      column.addEventListener('pointerenter', () => point(index))
      return column
    })
    drawing.replaceChildren(...axesIn(plot, chart, width), ...below, ...columns)
    point(pointed)
  }

  drawing.addEventListener('pointerleave', () => point(null))
  drawing.addEventListener('blur', () => point(null))
  drawing.addEventListener('keydown', (event) => {
    const last = slots.length - 1
    const to = {
      ArrowLeft: pointed === null ? last : Math.max(0, pointed - 1),
      ArrowRight: pointed === null ? 0 : Math.min(last, pointed + 1),
      Home: 0,
      End: last,
      Escape: null,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    point(to)
  })
  place.replaceChildren(legend, drawing, asTable(chart, format))
  draw()
  let width = place.clientWidth
  const observer = new ResizeObserver(() => {
    if (!drawing.isConnected) return observer.disconnect()
    if (place.clientWidth === width) return undefined
    width = place.clientWidth
    return draw()
  })
  observer.observe(place)
}

function swatch(color) {
  const made = element('i.swatch', { 'aria-hidden': 'true' })
  made.style.setProperty('--swatch', `var(${color})`)
  return made
}

function plotOf(width, { slots, series, kind }) {
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
  return {
    tick,
    top,
    step,
    left: (index) => EDGE.left + index * step,
    y: (value) => EDGE.top + (1 - value / top) * (HEIGHT - EDGE.top - EDGE.bottom),
  }
}

/** 1, 2, 2.5 or 5 times a power of ten, and whole. */
function niceTick(least) {
  const power = 10 ** Math.floor(Math.log10(least))
  const nice = [1, 2, 2.5, 5, 10].map((factor) => factor * power)
  return nice.find((one) => one >= least && Number.isInteger(one)) ?? 1
}

function axesIn({ tick, top, step, left, y }, { slots, format = count }, width) {
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

function stackIn({ step, left, y }, { series }, { values }, index) {
  const width = Math.min(34, Math.max(2, step * 0.72))
  const x = left(index) + (step - width) / 2
  const present = series.filter(({ id }) => values[id])
  let below = 0
  return present.map(({ id, color }, place) => {
    const from = y(below)
    below += values[id]
    const height = from - y(below)
    const round = place === present.length - 1 ? Math.min(4, width / 2, height) : 0
    const gap = place > 0 && height > 3 ? 1 : 0
    return filled(
      `M${x},${from - gap}V${from - height + round}q0,${-round} ${round},${-round}` +
        `H${x + width - round}q${round},0 ${round},${round}V${from - gap}Z`,
      color,
    )
  })
}

function filled(d, color) {
  const path = svg('path', { d })
  path.style.setProperty('fill', `var(${color})`)
  return path
}

function linesIn({ step, left, y }, { slots, series }) {
  return series.map(({ id, color }) => {
    const points = slots.flatMap(({ values }, index) =>
      values[id] === null || values[id] === undefined
        ? []
        : [`${left(index) + step / 2},${y(values[id])}`],
    )
    const line = svg('polyline', { class: 'line', points: points.join(' ') })
    line.style.setProperty('stroke', `var(${color})`)
    return line
  })
}

function dotsIn({ step, left, y }, { series, slots }, { values }, index) {
  const x = left(index) + step / 2
  const guide = svg('line', {
    class: 'guide',
    x1: x,
    x2: x,
    y1: EDGE.top,
    y2: HEIGHT - EDGE.bottom,
  })
  const dots = series.flatMap(({ id, color }) => {
    if (values[id] === null || values[id] === undefined) return []
    const dot = svg('circle', { cx: x, cy: y(values[id]), r: slots.length > 60 ? 1.5 : 3 })
    dot.style.setProperty('fill', `var(${color})`)
    return [dot]
  })
  return [guide, ...dots]
}

function asTable({ title, slots, series }, format) {
  const rows = slots.filter(({ values }) => series.some(({ id }) => values[id]))
  return element(
    'details.as-table',
    {},
    element('summary', {}, 'As a table'),
    element(
      'div.scroll',
      { tabindex: '0', role: 'group', 'aria-label': title },
      element(
        'table',
        {},
        element('caption.unseen', {}, title),
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, 'Day'),
            ...series.map(({ name }) => element('th.number', { scope: 'col' }, name)),
          ),
        ),
        element(
          'tbody',
          {},
          ...rows.map(({ name, values }) =>
            element(
              'tr',
              {},
              element('th', { scope: 'row' }, name),
              ...series.map(({ id }) =>
                element(
                  'td.number',
                  {},
                  values[id] === null || values[id] === undefined ? '–' : format(values[id]),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  )
}

/**
 * Bars beside names, the longest first as they come.
 * @param {{ name: string | Element, value: number, text: string, more?: string, color?: string }[]} rows
 * @param {{ most?: number, empty: string }} options `most`: what a full bar stands for
 */
export function barList(rows, { most, empty }) {
  if (rows.length === 0) return element('p.muted', {}, empty)
  const full = most ?? Math.max(...rows.map(({ value }) => value), Number.MIN_VALUE)
  return element(
    'ul.bars',
    {},
    ...rows.map(({ name, value, text, more, color = '--chart-1' }) => {
      const bar = element('i', { 'aria-hidden': 'true' })
      bar.style.setProperty('--share', `${Math.max(0, Math.min(1, value / full)) * 100}%`)
      bar.style.setProperty('--swatch', `var(${color})`)
      return element(
        'li',
        {},
        element('span.name', {}, name),
        element('span.number', {}, text, more ? element('small.muted', {}, ` ${more}`) : null),
        bar,
      )
    }),
  )
}

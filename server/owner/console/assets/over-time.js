// A chart over time: stacked bars or lines, with its numbers as a table too.
/** @import { Chart } from './over-time-plot.js' */
import { svg } from './charts.js'
import { asTable } from './over-time-table.js'
import { axesIn, dotsIn, HEIGHT, linesIn, plotOf, stackIn } from './over-time-plot.js'
import { element } from './elements.js'

/**
 * With a legend that tells of the slot that is pointed at, by mouse, finger or arrow keys; of all of them where none
 * is.
 * @param {HTMLElement} place what it fills
 * @param {Chart} chart
 */
export function drawOverTime(place, chart) {
  const { title, slots, series, format, overall, overallName } = chart
  const shown = series.map((one) => ({ ...one, value: element('b.number') }))
  const when = element('span.when')
  const legend = element(
    'p.legend',
    { 'aria-live': 'polite' },
    when,
    ...shown.map(({ name, color, value }) => element('span', {}, swatch(color), `${name} `, value)),
  )
  const drawing = svg('svg', {
    class: 'chart',
    role: 'img',
    tabindex: 0,
    'aria-label': `${title}. ${overallName}: ${inWords()}. Arrow keys tell each.`,
  })
  /** @type {number | null} */
  let pointed = null
  /** @type {SVGGElement[]} */
  let columns = []

  function inWords() {
    const told = series.flatMap(({ id, name }) => {
      const value = overall[id] ?? null
      return value === null ? [] : `${name} ${format(value)}`
    })
    return told.join(', ') || 'nothing'
  }

  /** @param {number | null} index */
  function point(index) {
    pointed = index
    const slot = index === null ? undefined : slots[index]
    when.textContent = slot ? slot.name : overallName
    for (const { id, value } of shown) {
      const told = (slot?.values ?? overall)[id] ?? null
      value.textContent = told === null ? '–' : format(told)
    }
    for (const [at, column] of columns.entries()) column.classList.toggle('pointed', at === pointed)
    drawing.classList.toggle('pointing', slot !== undefined)
  }

  function draw() {
    const width = Math.max(260, place.clientWidth)
    const plot = plotOf(width, chart)
    drawing.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`)
    drawing.setAttribute('height', String(HEIGHT))
    const below = chart.kind === 'lines' ? linesIn(plot, chart) : []
    const marksAt = chart.kind === 'stack' ? stackIn : dotsIn
    columns = slots.map((_, index) => {
      const hit = { x: plot.left(index), y: 0, width: plot.step, height: plot.bottom }
      const marks = marksAt(plot, chart, index)
      const column = svg('g', { class: 'column' }, svg('rect', { ...hit, class: 'hit' }), ...marks)
      column.addEventListener('pointerenter', () => point(index))
      column.addEventListener('click', () => goTo(index))
      if (slots[index]?.href) column.classList.add('leads')
      return column
    })
    drawing.replaceChildren(...axesIn(plot, chart), ...below, ...columns)
    point(pointed)
  }

  drawing.addEventListener('pointerleave', () => point(null))
  drawing.addEventListener('blur', () => point(null))
  drawing.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && pointed !== null) goTo(pointed)
    const to = pointedBy(event.key)
    if (to === undefined) return
    event.preventDefault()
    point(to)
  })

  /** @param {number} index */
  function goTo(index) {
    const href = slots[index]?.href
    if (href) location.assign(href)
  }

  /** @param {string} key */
  function pointedBy(key) {
    const last = slots.length - 1
    switch (key) {
      case 'ArrowLeft':
        return pointed === null ? last : Math.max(0, pointed - 1)
      case 'ArrowRight':
        return pointed === null ? 0 : Math.min(last, pointed + 1)
      case 'Home':
        return 0
      case 'End':
        return last
      case 'Escape':
        return null
      default:
        return undefined
    }
  }

  place.replaceChildren(legend, drawing, asTable(chart))
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

/** @param {string} color */
function swatch(color) {
  const made = element('i.swatch', { 'aria-hidden': 'true' })
  made.style.setProperty('--swatch', `var(${color})`)
  return made
}

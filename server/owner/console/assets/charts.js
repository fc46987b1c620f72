// What charts are made of, and the simplest of them: bars beside names.
import { element } from './elements.js'

const SVG = 'http://www.w3.org/2000/svg'

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number>} [attributes]
 * @param {(Node | string)[]} children
 */
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  made.append(...children)
  return made
}

/**
 * Bars beside names, the longest first as they come.
 * @param {{ name: string | Element, value: number, text: string, more?: string, color?: string }[]} rows
 * @param {{ most?: number, empty: string }} options `most`: what a full bar stands for
 */
export function barList(rows, { most, empty }) {
  if (rows.length === 0) return element('p.muted', {}, empty)
  const full = most ?? rows.reduce((top, { value }) => Math.max(top, value), Number.MIN_VALUE)
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

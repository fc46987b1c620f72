// The chart of a simulation: where the call is, the way it took, and the lines that can be taken.
/** @import { Possible } from '../../../../machines/simulation/possible.ts' */
/** @import { SimulatedStep } from '../../../../machines/simulation/simulate.ts' */
import { find, findAll, the } from './elements.js'
import { edgeIn, light } from './flow-chart.js'
import { moveName } from './simulate-moves.js'

/**
 * @param {string} flow its id
 * @param {SimulatedStep[]} steps
 * @param {Possible[]} possible
 */
export function showChart(flow, steps, possible) {
  const chart = the(`#charts figure[data-flow="${CSS.escape(flow)}"] .flow-scroll svg`)
  // What can be clicked is no picture.
  chart.setAttribute('role', 'group')
  const latest = steps.at(-1)?.path.map(({ edge }) => edge) ?? []
  light(chart, {
    states: steps.flatMap(({ states }) => states),
    edges: steps.flatMap(({ path }) => path.map(({ edge }) => edge)),
    latest,
  })
  for (const edge of findAll('.possible', chart)) {
    edge.classList.remove('possible')
    for (const name of ['tabindex', 'role', 'aria-label', 'data-move']) edge.removeAttribute(name)
  }
  for (const one of possible)
    for (const id of one.edges) {
      const edge = edgeIn(chart, id)
      if (!edge) continue
      edge.classList.add('possible')
      edge.setAttribute('tabindex', '0')
      edge.setAttribute('role', 'button')
      edge.setAttribute(
        'aria-label',
        findAll('tspan', edge)
          .map(({ textContent }) => textContent)
          .join(' '),
      )
      // Else the two are one word to whoever compares the name with what is seen.
      const target = find('.target', edge)
      if (target?.previousSibling instanceof Element) target.before(' ')
      edge.dataset.move = moveName(one)
    }
}

/**
 * A line is taken at once where nothing is to be said about it; else its form comes into view.
 * @param {Event} event
 */
export function takeLine(event) {
  const edge = event.target instanceof Element ? event.target.closest('.possible') : null
  if (!(edge instanceof SVGElement)) return
  const form = find(`#moves form[data-move="${CSS.escape(edge.dataset.move ?? '')}"]`)
  if (!form) return
  event.preventDefault()
  const inputs = findAll('input, select, textarea, button', form)
  if (inputs.length === 1) inputs[0]?.click()
  else inputs[0]?.focus()
}

// @ts-nocheck -- not typed yet
// Lights a flow's drawing: where a call is, and the way it took there.

/**
 * @param {SVGElement} chart as drawn by flow-chart.ts
 * @param {string[]} way ids of the states, in order; the last is where the call is
 */
export function light(chart, way) {
  for (const element of chart.querySelectorAll('.lit, .past'))
    element.classList.remove('lit', 'past')
  chart.classList.toggle('traced', way.length > 0)
  for (const [i, id] of way.entries()) {
    const state = stateIn(chart, id)
    state?.classList.add('past')
    if (i > 0) edgeIn(chart, way[i - 1], id)?.classList.add('past')
    if (i === way.length - 1) state?.classList.add('lit')
  }
  reveal(chart)
}

/** Where the drawing is wider than its place, the lit state is brought to the middle of it. */
function reveal(chart) {
  const place = chart.parentElement
  const lit = chart.querySelector('.lit')
  if (!lit || place.scrollWidth <= place.clientWidth) return
  const [outer, inner] = [place.getBoundingClientRect(), lit.getBoundingClientRect()]
  place.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2
}

/** The id of a state in the drawing, from its name in the flow: `listening.greeting`. */
export function chartId(name) {
  return name.replaceAll(/\W/g, '_')
}

export function stateIn(chart, id) {
  return chart.querySelector(`.state[data-id="${CSS.escape(id)}"]`)
}

/** The line from one state to the other, or between the blocks around them. */
export function edgeIn(chart, from, to) {
  for (const start of withBlocks(chart, from))
    for (const end of withBlocks(chart, to)) {
      const ends = `[data-from="${CSS.escape(start)}"][data-to="${CSS.escape(end)}"]`
      const edge = chart.querySelector(`.edge${ends}`)
      if (edge) return edge
    }
  return null
}

function withBlocks(chart, id) {
  const block = stateIn(chart, id)?.dataset.within
  return block ? [id, ...withBlocks(chart, block)] : [id]
}

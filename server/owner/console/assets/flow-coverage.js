// Which lines of a flow somebody has been on: a test that walks it, or a call of the period.
/** @import { FlowCounts } from './answers.ts' */
import { flows, ownFlows } from './machines/flows.ts'
import { walkedEdges } from './machines/simulation/walked-edges.ts'
import { the } from './elements.js'
import { edgeIn } from './flow-chart.js'

/** Walking takes some tenths of a second, so each flow is walked once. */
/** @type {Map<string, Set<string>>} */
const walked = new Map()

/** @param {string} id of a flow */
function walkOf(id) {
  const flow = [...flows, ...ownFlows].findLast((known) => known.id === id)
  const edges = walked.get(id) ?? new Set(flow ? walkedEdges(flow) : [])
  walked.set(id, edges)
  return edges
}

/**
 * @param {SVGSVGElement} chart
 * @param {string} flow
 * @param {FlowCounts} counts
 */
export function showCoverage(chart, flow, { edges }) {
  // What was loaded shows first.
  requestAnimationFrame(() =>
    setTimeout(() => {
      const known = walkOf(flow)
      const taken = edges.filter(({ calls }) => calls > 0).length
      const never = edges.filter(({ id, calls }) => calls === 0 && !known.has(id))
      for (const { id, calls } of edges) {
        const edge = edgeIn(chart, id)
        edge?.classList.toggle('walked', calls === 0 && known.has(id))
        edge?.classList.toggle('never', calls === 0 && !known.has(id))
      }
      const walks = edges.filter(({ id }) => known.has(id)).length
      the('#coverage').textContent = [
        `Of ${edges.length} lines`,
        `${walks} are walked by the tests`,
        `${taken} were taken by these calls`,
        never.length === 0 ? 'and none is left out' : `and ${never.length} by neither (red)`,
      ].join(', ')
    }),
  )
}

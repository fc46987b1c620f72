/** A flow as SVG without a style in it: every state is an element, and so is every transition. */
import { ANY_STATE, type FlowGraph } from '../../machines/graph.ts'
import { drawEdge } from './draw-edge.ts'
import { drawLabel } from './draw-label.ts'
import { drawListing, drawStart, drawState } from './draw-state.ts'
import { element, escaped } from './element.ts'
import { layoutOf } from './layout.ts'
import { ANYWHERE, inWords, targetOf } from './words.ts'

/**
 * A state is `.state[data-id]`, a transition `.edge[data-id]`; in a page, their ids begin with the chart's, which
 * tells it from the others there.
 */
export function drawChart(graph: FlowGraph, chart: string): string {
  const layout = layoutOf(graph)
  const { width, height, anywhere } = layout
  const [blocks, states] = [true, false].map((isBlock) =>
    graph.states.filter((state) => state.isBlock === isBlock),
  ) as [FlowGraph['states'], FlowGraph['states']]
  const starts = [graph.starts, ...blocks.map((block) => block.starts)].flat()
  return element(
    'svg',
    {
      class: 'flow-chart',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-labelledby': `${chart}--name`,
    },
    element('title', { id: `${chart}--name` }, escaped(`The flow ${inWords(graph.id)}`)),
    group(
      'blocks',
      blocks.map((block) => drawState(block, layout, chart)),
    ),
    group('listings', [
      ...states.map(({ id }) => drawListing(layout.states.get(id)!, layout.heads.get(id)!)),
      anywhere ? drawListing(anywhere, layout.heads.get(ANY_STATE)!) : '',
    ]),
    group(
      'edges',
      graph.edges.map((edge) =>
        drawEdge(edge, layout, {
          chart,
          isFromBlock: blocks.some(({ id }) => id === edge.from),
          leadsTo: targetOf(graph, edge),
        }),
      ),
    ),
    group('anywhere', anywhere ? [drawLabel([ANYWHERE], layout.heads.get(ANY_STATE)!)] : []),
    group(
      'starts',
      starts.map((state) => drawStart(state, layout)),
    ),
    group(
      'states',
      states.map((state) => drawState(state, layout, chart)),
    ),
  )
}

function group(name: string, elements: string[]): string {
  return element('g', { class: name }, ...elements, '\n')
}

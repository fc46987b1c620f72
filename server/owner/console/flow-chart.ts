/** A flow's chart as part of a page: to look at, to move about in, and to read. */
import { setImmediate as nextRound } from 'node:timers/promises'
import { html, raw } from 'hono/html'
import type { Flow } from '../../../machines/flows.ts'
import { ANY_STATE, graphOf, type FlowGraph, type StateKind } from '../../../machines/graph.ts'
import { drawOutline } from '../../chart/draw-state.ts'
import { fullName, inWords, KINDS } from '../../chart/words.ts'
import type { Html } from './frame.ts'

const drawn = new Map<string, Promise<Html>>()

/** The page needs `flow-view.js` for it to be moved and changed in size. */
export function flowChart(flow: Flow): Promise<Html> {
  const name = `${flow.id} ${flow.version}`
  const known = drawn.get(name) ?? draw(flow, name)
  drawn.set(name, known)
  return known
}

async function draw(flow: Flow, name: string): Promise<Html> {
  // Most servers never show one.
  const { drawChart } = await import('../../chart/draw.ts')
  // Of several in a page none makes a turn wait for all of them.
  await nextRound()
  const graph = graphOf(flow)
  const id = `flow-${name.replace(/\W/g, '-')}`
  return html`<div class="flow-view">
    <div class="flow-head">
      ${legend(graph)}
      <div class="flow-size" role="group" aria-label="Size of the chart">
        <button type="button" class="smaller" title="Smaller (−)" aria-label="Smaller">−</button>
        <output>100 %</output>
        <button type="button" class="larger" title="Larger (+)" aria-label="Larger">+</button>
        <button type="button" class="fitting" title="As it was (0)">Reset</button>
      </div>
    </div>
    <div
      class="flow-scroll"
      tabindex="0"
      role="group"
      aria-label="The chart of the flow. Arrow keys move it, plus and minus change its size, 0 resets it."
    >
      ${raw(drawChart(graph, id))}
    </div>
    ${inSentences(graph)}
  </div>`
}

/** What the shapes say, of the kinds that there are. */
function legend({ states }: FlowGraph): Html {
  const kinds = (Object.keys(KINDS) as StateKind[]).filter((kind) =>
    states.some((state) => state.kind === kind),
  )
  const frame = { left: 1, top: 1, width: 30, height: 16 }
  return html`<ul class="flow-legend" aria-label="What the shapes say">
    ${kinds.map(
      (kind) =>
        html`<li>
          <svg class="flow-chart" viewBox="0 0 32 18" width="32" height="18" aria-hidden="true">
            <g class="node ${kind}">${raw(drawOutline(kind, frame))}</g>
          </svg>
          ${KINDS[kind]}
        </li>`,
    )}
  </ul>`
}

/** The same for who does not see it. */
function inSentences(graph: FlowGraph): Html {
  const nameOf = (id: string): string => fullName(graph, id)
  const places = [...graph.states, { id: ANY_STATE, kind: null, tells: null }]
  return html`<details class="flow-words">
    <summary>The flow in words</summary>
    <dl>
      ${places.map(({ id, kind, tells }) => {
        const edges = graph.edges.filter(({ from }) => from === id)
        if (kind === null && edges.length === 0) return ''
        return html`<dt>${nameOf(id)}</dt>
          ${kind === null ? '' : html`<dd class="muted">${KINDS[kind]}${tells === null ? '' : `, tells the owner: ${tells}`}</dd>`}
          ${edges.map(({ label, to }) => html`<dd>${inWords(label) || 'then'} → ${to.map(nameOf).join(' and ')}</dd>`)}`
      })}
    </dl>
  </details>`
}

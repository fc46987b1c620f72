/** Any flow as a Mermaid state diagram. https://mermaid.js.org/syntax/stateDiagram.html */
import type { AnyStateMachine } from 'xstate'
import { ANY_STATE, graphOf, type FlowGraph, type GraphState } from './graph.ts'

/** What tells kinds of states apart in the drawing; all others have no colour of their own. */
const STYLES = {
  thinking: 'fill:#dbeafe,stroke:#2563eb,color:#1e3a8a',
  passing: 'fill:#f3f4f6,stroke:#6b7280,color:#374151,stroke-dasharray:4 3',
  ending: 'fill:#e7f6ec,stroke:#2f855a,color:#1c4532',
}

/** The text of the diagram; the same flow always gives the same text. */
export function diagramOf(machine: AnyStateMachine): string {
  const graph = graphOf(machine)
  const { states, starts } = graph
  const top = states.filter(({ within }) => within === null)
  const lines = [
    ...starts.map(startLine),
    // Each state where the flow has it: Mermaid's layout follows the order, and so do readers.
    ...top.flatMap((state) => [...declarationOf(state, graph), ...linesFrom(state, graph)]),
    ...endsOf(top),
    ...[null, ...states.filter(({ isBlock }) => isBlock)].flatMap((block) => notesOf(block, graph)),
    ...Object.entries(STYLES).flatMap(([kind, style]) => {
      const ids = states.filter((state) => state.kind === kind).map(({ id }) => id)
      return ids.length > 0 ? [`classDef ${kind} ${style}`, `class ${ids.join(',')} ${kind}`] : []
    }),
  ]
  return ['stateDiagram-v2', ...lines.map((line) => `  ${line}`), ''].join('\n')
}

function declarationOf(state: GraphState, graph: FlowGraph): string[] {
  const { id, starts, isBlock, isParallel } = state
  const name = nameOf(state)
  const head = `state ${id === name ? '' : `"${name.replaceAll('"', "'")}" as `}${id}`
  if (!isBlock) return id === name ? [] : [head]
  const inside = graph.states.filter(({ within }) => within === id)
  const declared = inside
    .map((one) => declarationOf(one, graph))
    .flatMap((lines, index) => (isParallel && index > 0 ? ['--', ...lines] : lines))
  const lines = [...starts.map(startLine), ...declared, ...endsOf(inside)]
  return [`${head} {`, ...lines.map((line) => `  ${line}`), '}']
}

/** With a mark where the owner is told. */
function nameOf({ name, tells }: GraphState): string {
  return tells === null ? name : `${name} ✉ ${tells}`
}

function startLine(id: string): string {
  return `[*] --> ${id}`
}

function endsOf(states: GraphState[]): string[] {
  return states.filter(({ kind }) => kind === 'ending').map(({ id }) => `${id} --> [*]`)
}

/** From a state and from what is in it: one for each pair of states, however many transitions lead there. */
function linesFrom(state: GraphState, graph: FlowGraph): string[] {
  const labels = new Map<string, string[]>()
  const inside = graph.states.filter(({ id }) => id === state.id || isWithin(id, state.id, graph))
  for (const { id } of inside)
    for (const { from, to, label } of graph.edges.filter((edge) => edge.from === id))
      for (const target of to) {
        if (isInner(from, target, graph)) continue
        const line = `${from} --> ${target}`
        labels.set(line, [...(labels.get(line) ?? []), label])
      }
  return [...labels].map(([line, texts]) => {
    const text = texts.filter((found) => found !== '').join('<br/>')
    return text ? `${line} : ${text}` : line
  })
}

/** Mermaid draws no line from a block to what is in it, and the flow itself is not drawn at all: a note. */
function notesOf(block: GraphState | null, graph: FlowGraph): string[] {
  const from = block?.id ?? ANY_STATE
  const side = block ? 'right' : 'left'
  const place = block ? `any state of ${block.name}` : 'any other state'
  return graph.edges
    .filter((edge) => edge.from === from)
    .flatMap(({ to, label }) =>
      to
        .filter((target) => target !== from && isInner(from, target, graph))
        .map((target) => `note ${side} of ${target} : ${label}<br/>in ${place}`),
    )
}

/** Whether a line would lead from a block into it, or to itself. */
function isInner(from: string, to: string, graph: FlowGraph): boolean {
  if (from === ANY_STATE) return true
  const isBlock = graph.states.some(({ id, isBlock: holds }) => id === from && holds)
  return isBlock && (to === from || isWithin(to, from, graph))
}

function isWithin(id: string, block: string, graph: FlowGraph): boolean {
  const around = graph.states.find((state) => state.id === id)?.within ?? null
  return around === block || (around !== null && isWithin(around, block, graph))
}

/** Any flow as a Mermaid state diagram. https://mermaid.js.org/syntax/stateDiagram.html */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate'

/** What tells kinds of states apart in the drawing; a state that rests has no colour of its own. */
const KINDS = [
  {
    kind: 'thinking',
    style: 'fill:#dbeafe,stroke:#2563eb,color:#1e3a8a',
    has: (node: AnyStateNode) => node.tags.includes('thinking'),
  },
  {
    kind: 'passing',
    style: 'fill:#f3f4f6,stroke:#6b7280,color:#374151,stroke-dasharray:4 3',
    has: (node: AnyStateNode) => Boolean(node.always?.some((transition) => !transition.guard)),
  },
  {
    kind: 'ending',
    style: 'fill:#e7f6ec,stroke:#2f855a,color:#1c4532',
    has: (node: AnyStateNode) => node.type === 'final',
  },
]

/** Words of Mermaid's grammar and layout that break a drawing when a state is called so (11.17). */
const RESERVED = /^(as|class|classdef|click|default|note|root|scale|state|style)$/i

/**
 * A state's id in the diagram: its name, `_` standing for whatever is no letter or digit.
 * In Mermaid's SVG the element of the state has an id that contains `state-<id>-`.
 */
export function diagramId({ path, key }: Pick<AnyStateNode, 'path' | 'key'>): string {
  const id = (path.length > 0 ? path.join('_') : key).replace(/\W/g, '_')
  return RESERVED.test(id) || id in {} ? `${id}_` : id
}

/** The text of the diagram; the same flow always gives the same text. */
export function diagramOf({ root }: AnyStateMachine): string {
  const nodes = within(root)
  const lines = [
    ...startOf(root),
    // Each state where the flow has it: Mermaid's layout follows the order, and so do readers.
    ...Object.values(root.states).flatMap((node) => [
      ...declarationOf(node),
      ...edgesOf([node, ...within(node)]),
    ]),
    ...endsOf(root),
    ...[root, ...nodes.filter(isBlock)].flatMap(notesOf),
    ...KINDS.flatMap(({ kind, style, has }) => {
      const ids = nodes.filter(has).map(diagramId)
      return ids.length > 0 ? [`classDef ${kind} ${style}`, `class ${ids.join(',')} ${kind}`] : []
    }),
  ]
  return ['stateDiagram-v2', ...lines.map((line) => `  ${line}`), ''].join('\n')
}

function declarationOf(node: AnyStateNode): string[] {
  const id = diagramId(node)
  const name = `state ${id === node.key ? '' : `"${node.key.replaceAll('"', "'")}" as `}${id}`
  if (!isBlock(node)) return id === node.key ? [] : [name]
  const regions = Object.values(node.states).map(declarationOf)
  const inside = regions.flatMap((lines, i) =>
    node.type === 'parallel' && i > 0 ? ['--', ...lines] : lines,
  )
  return [
    `${name} {`,
    ...[...startOf(node), ...inside, ...endsOf(node)].map((line) => `  ${line}`),
    '}',
  ]
}

function startOf({ initial }: AnyStateNode): string[] {
  return (initial?.target ?? []).map((first) => `[*] --> ${diagramId(first)}`)
}

function endsOf(block: AnyStateNode): string[] {
  const ends = Object.values(block.states).filter((node) => node.type === 'final')
  return ends.map((end) => `${diagramId(end)} --> [*]`)
}

/** One line for each pair of states, however many transitions lead from the one to the other. */
function edgesOf(nodes: AnyStateNode[]): string[] {
  const labels = new Map<string, string[]>()
  for (const node of nodes)
    for (const transition of transitionsOf(node))
      for (const target of transition.target ?? [node]) {
        if (isInner(node, target)) continue
        const edge = `${diagramId(node)} --> ${diagramId(landing(node, target))}`
        labels.set(edge, [...(labels.get(edge) ?? []), labelOf(node, transition)])
      }
  return [...labels].map(([edge, texts]) => {
    const text = texts.filter((found) => found !== '').join('<br/>')
    return text ? `${edge} : ${text}` : edge
  })
}

/** Mermaid draws no line from a block to what is in it, and the root is not drawn at all: a note. */
function notesOf(block: AnyStateNode): string[] {
  return transitionsOf(block).flatMap((transition) =>
    (transition.target ?? [])
      .filter((target) => isInner(block, target))
      .map((target) => {
        const place = block.parent ? `any state of ${block.key}` : 'any other state'
        const side = block.parent ? 'right' : 'left'
        const to = diagramId(landing(target, target))
        return `note ${side} of ${to} : ${labelOf(block, transition)}<br/>in ${place}`
      }),
  )
}

function isInner(block: AnyStateNode, target: AnyStateNode): boolean {
  return isBlock(block) && (target === block || isWithin(target, block))
}

/** Nor does it draw a line from a state to the block around it: that leads to the block's start. */
export function landing(from: AnyStateNode, to: AnyStateNode): AnyStateNode {
  const [first] = isWithin(from, to) ? (to.initial?.target ?? []) : []
  return first ? landing(from, first) : to
}

/** What is written on the line of a transition from the state. */
export function labelOf(node: AnyStateNode, { eventType, guard }: AnyTransitionDefinition): string {
  const rivals = transitionsOf(node).filter((other) => other.eventType === eventType)
  if (guard) return `${eventLabel(eventType)} [${guardLabel(guard)}]`.trim()
  if (!rivals.some((rival) => rival.guard)) return eventLabel(eventType)
  return [eventLabel(eventType), 'otherwise'].filter((part) => part !== '').join(', ')
}

function eventLabel(eventType: string): string {
  const [, kind, name = ''] =
    /^xstate\.(done\.actor|error\.actor|done\.state|after)\.(.+)$/.exec(eventType) ?? []
  switch (kind) {
    case 'done.actor':
      return `${name} answers`
    case 'error.actor':
      return `${name} fails`
    case 'done.state':
      return `${name.split('.').at(-1)} is over`
    case 'after':
      return `after ${name.split('.')[0]}`
    default:
      return eventType === '*' ? 'anything else' : eventType
  }
}

/** A guard that is written where it is used, or made of others, has no name of its own. */
function guardLabel(guard: unknown): string {
  if (typeof guard === 'string') return guard
  const { type, name } = guard as { type?: unknown; name?: unknown }
  const known = type ?? name
  return typeof known === 'string' && !/^(guard|and|or|not|)$/.test(known) ? known : '…'
}

function transitionsOf(node: AnyStateNode): AnyTransitionDefinition[] {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])]
}

function within(node: AnyStateNode): AnyStateNode[] {
  return Object.values(node.states).flatMap((child) => [child, ...within(child)])
}

function isWithin(node: AnyStateNode, block: AnyStateNode): boolean {
  return node.parent === block || (node.parent !== undefined && isWithin(node.parent, block))
}

function isBlock(node: AnyStateNode): boolean {
  return Object.keys(node.states).length > 0
}

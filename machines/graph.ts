/** A machine as a graph: its states, and a line for each of its transitions. Every drawing begins with it. */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate'
import type { CueMeta } from './cue.ts'
import type { NoticeKind } from './notice.ts'

export interface FlowGraph {
  /** The machine's own. */
  id: string
  /** A block before what is in it, each where the machine has it. */
  states: GraphState[]
  edges: GraphEdge[]
  /** Where it begins. */
  starts: string[]
}

export interface GraphState {
  id: string
  name: string
  /** The block around it; null at the top. */
  within: string | null
  kind: StateKind
  /** Whether there are states in it. */
  isBlock: boolean
  /** Whether those are regions that run side by side. */
  isParallel: boolean
  /** Where a block begins. */
  starts: string[]
  /** What the owner is told of as a call comes here; null for nothing. */
  tells: NoticeKind | null
}

/**
 * `thinking`: a port is asked; `listening`, `dialing`: the caller, or the dial, has the next word; `passing`: it goes
 * on at once; `ending`: nothing follows; `resting`: whatever else waits.
 */
export type StateKind = 'thinking' | 'listening' | 'dialing' | 'passing' | 'ending' | 'resting'

/** One transition of the machine. */
export interface GraphEdge {
  /** Stays the same for as long as the state and what happens there do. */
  id: string
  /** A state, or any: then the transition is the machine's own. */
  from: string
  /** Several only where regions run side by side. The state itself where it is not left. */
  to: string[]
  /** What happens, as people read it: `caller.spoke`, `screen answers`; empty where nothing has to. */
  event: string
  /** What has to hold: `mayAskAgain`; `…` where it has no name. */
  guard: string | null
  /** Taken where what has to hold for the others does not. */
  otherwise: boolean
  /** All of it: `caller.silent [mayAskAgain]`. */
  label: string
}

/** No state's id: those have letters, digits and `_` only. */
export const ANY_STATE = 'any-state'

/** The same machine always gives the same graph. */
export function graphOf({ root }: AnyStateMachine): FlowGraph {
  const nodes = within(root)
  return {
    id: root.key,
    states: nodes.map(stateOf),
    edges: [root, ...nodes].flatMap((node) => transitionsOf(node).filter(isDrawn).map(edgeOf)),
    starts: startsOf(root),
  }
}

/** Whether it is a line of the graph: what is only taken in leads nowhere and changes nothing. */
export function isDrawn({ target, actions }: AnyTransitionDefinition): boolean {
  return target !== undefined || actions.length > 0
}

function stateOf(node: AnyStateNode): GraphState {
  return {
    id: stateId(node),
    name: node.key,
    within: node.parent?.parent ? stateId(node.parent) : null,
    kind: kindOf(node),
    isBlock: Object.keys(node.states).length > 0,
    isParallel: node.type === 'parallel',
    starts: startsOf(node),
    tells: (node.meta as CueMeta | undefined)?.tell ?? null,
  }
}

function startsOf({ initial }: AnyStateNode): string[] {
  return (initial?.target ?? []).map(stateId)
}

function kindOf(node: AnyStateNode): StateKind {
  if (node.type === 'final') return 'ending'
  if (node.always?.some((transition) => !transition.guard)) return 'passing'
  return (
    (['thinking', 'listening', 'dialing'] as const).find((tag) => hasTag(node, tag)) ?? 'resting'
  )
}

/** In a state a call is in the blocks around it too. */
function hasTag(node: AnyStateNode, tag: string): boolean {
  return node.tags.includes(tag) || (node.parent !== undefined && hasTag(node.parent, tag))
}

/** The line of a transition, in the graph of its machine. */
export function edgeOf(transition: AnyTransitionDefinition): GraphEdge {
  const { source, target, eventType, guard } = transition
  const rivals = transitionsOf(source).filter((other) => other.eventType === eventType)
  const event = eventName(eventType)
  const name = guard === undefined ? null : guardName(guard)
  const otherwise = name === null && rivals.some((rival) => rival.guard)
  return {
    id: edgeId(transition),
    from: stateId(source),
    to: (target ?? [source]).map((to) => stateId(landing(source, to))),
    event,
    guard: name,
    otherwise,
    label: labelOf(event, name, otherwise),
  }
}

/** `listening--caller-silent--1`: the state, what happens there, which of its ways. */
function edgeId(transition: AnyTransitionDefinition): string {
  const same = transitionsOf(transition.source).filter(
    (other) => nameInId(other.eventType) === nameInId(transition.eventType),
  )
  const name = nameInId(transition.eventType)
  return `${stateId(transition.source)}--${name}--${same.indexOf(transition)}`
}

function nameInId(eventType: string): string {
  if (eventType === '') return 'always'
  if (eventType === '*') return 'anything'
  return eventType.replace(/^xstate\./, '').replace(/\W+/g, '-')
}

/**
 * A state's id: its path, `_` standing for whatever is no letter or digit.
 * In Mermaid's SVG the element of the state has an id that contains `state-<id>-`.
 */
export function stateId({ path }: Pick<AnyStateNode, 'path'>): string {
  if (path.length === 0) return ANY_STATE
  const id = path.join('_').replace(/\W/g, '_')
  return RESERVED.test(id) || id in {} ? `${id}_` : id
}

/** Words of Mermaid's grammar and layout that break a drawing when a state is called so (11.17). */
const RESERVED = /^(as|class|classdef|click|default|note|root|scale|state|style)$/i

/** Into the block around its own state, a transition leads to the block's start. */
function landing(from: AnyStateNode, to: AnyStateNode): AnyStateNode {
  const [first] = isWithin(from, to) ? (to.initial?.target ?? []) : []
  return first ? landing(from, first) : to
}

function labelOf(event: string, guard: string | null, otherwise: boolean): string {
  if (guard !== null) return `${event} [${guard}]`.trim()
  if (!otherwise) return event
  return event === '' ? 'otherwise' : `${event}, otherwise`
}

function eventName(eventType: string): string {
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
function guardName(guard: unknown): string {
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

/** The way that a replayed turn took through the flow, in the names of its graph. */
import type { AnyMachineSnapshot, AnyTransitionDefinition } from 'xstate'
import { edgeOf, isDrawn, stateId } from './graph.ts'
import type { Microstep } from './rehearsal.ts'

/** A line of the graph that was taken. */
export interface PathStep {
  /** Its id. */
  edge: string
  /** `caller.spoke`, `xstate.done.actor.screen`; empty where nothing had to happen. */
  event: string
  /** As it is written on the line: `screen answers`. */
  label: string
  from: string
  to: string
}

export function pathOf(microsteps: Microstep[]): PathStep[] {
  return microsteps.flatMap(({ transitions }) => transitions.flatMap(stepsOf))
}

/** A flow has few transitions, and thousands of calls take them. */
const known = new WeakMap<AnyTransitionDefinition, PathStep[]>()

/** One to each state that it leads to; none where it is no line. */
function stepsOf(transition: AnyTransitionDefinition): PathStep[] {
  const steps = known.get(transition) ?? newSteps(transition)
  known.set(transition, steps)
  return steps
}

function newSteps(transition: AnyTransitionDefinition): PathStep[] {
  if (!isDrawn(transition)) return []
  const { id: edge, label, from, to } = edgeOf(transition)
  return to.map((state) => ({ edge, event: transition.eventType, label, from, to: state }))
}

/** The innermost states that the call is in. */
export function statesIn({ _nodes: nodes }: AnyMachineSnapshot): string[] {
  return nodes.filter(({ states }) => Object.keys(states).length === 0).map(stateId)
}

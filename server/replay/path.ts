/** The way that a replayed turn took through the flow, in the names of its diagram. */
import type { AnyMachineSnapshot, AnyTransitionDefinition } from 'xstate'
import { diagramId, labelOf, landing } from '../../machines/diagram.ts'
import type { Microstep } from './rehearsal.ts'

/**
 * A line of the diagram that was taken. Those that begin at a state within which they end, or at the flow itself,
 * are drawn as notes.
 */
export interface PathStep {
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

function stepsOf(transition: AnyTransitionDefinition): PathStep[] {
  const { source, target, eventType } = transition
  const label = labelOf(source, transition)
  return (target ?? [source]).map((to) => ({
    event: eventType,
    label,
    from: diagramId(source),
    to: diagramId(landing(source, to)),
  }))
}

/** The innermost states that the call is in. */
export function statesIn({ _nodes: nodes }: AnyMachineSnapshot): string[] {
  return nodes.filter(({ states }) => Object.keys(states).length === 0).map(diagramId)
}

/** The names of a flow as a person would write them. */
import type { FlowGraph, GraphEdge, StateKind } from '../../machines/graph.ts'

/** `checkingForLoop` → `checking for loop` */
export function inWords(name: string): string {
  return name.replace(/(?<=[a-z\d])(?=[A-Z])|_/g, ' ').toLowerCase()
}

/** With the names of the blocks around it: `listening: asking again`. */
export function fullName({ states }: Pick<FlowGraph, 'states'>, id: string): string {
  const state = states.find((known) => known.id === id)
  if (!state) return ANYWHERE
  const name = inWords(state.name)
  return state.within === null ? name : `${fullName({ states }, state.within)}: ${name}`
}

/** Where a transition leads. */
export function targetOf(graph: Pick<FlowGraph, 'states'>, { from, to }: GraphEdge): string {
  return to.map((state) => (state === from ? 'stays' : fullName(graph, state))).join(', ')
}

/** What is written on a line: what happens, and below it what has to hold. */
export function wordsOn({ event, guard, otherwise }: GraphEdge): string[] {
  const condition = guard === null ? '' : `[${inWords(guard)}]`
  const words = [inWords(event), otherwise ? 'otherwise' : condition].filter((line) => line !== '')
  return words.length > 0 ? words : ['at once']
}

/** Where the lines of what can happen in any state begin. */
export const ANYWHERE = 'in any state'

/** What a state of each kind does. */
export const KINDS: Record<StateKind, string> = {
  thinking: 'thinks',
  listening: 'listens',
  dialing: 'rings the owner',
  passing: 'goes on at once',
  resting: 'waits',
  ending: 'the end',
}

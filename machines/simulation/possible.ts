/** What can happen next in a simulation: the events that the flow knows there, and the ports that it asks. */
import { getNextTransitions, type AnyTransitionDefinition } from 'xstate'
import type { CallEvent } from '../call.ts'
import { edgeOf, isDrawn } from '../graph.ts'
import type { SimulatedStep } from './simulate.ts'

/** Each with the lines of the chart that it may take. */
export type Possible =
  | { kind: 'event'; type: EventType; edges: string[] }
  | { kind: 'answer' | 'fault'; port: string; edges: string[] }

/** But who plays a call by hand reads every sentence to its end, and cuts in nowhere. */
const EVENT_TYPES = [
  'call.arrived',
  'caller.spoke',
  'caller.silent',
  'dial.ended',
  'owner.answered',
  'owner.accepted',
  'owner.declined',
  'owner.decided',
  'hold.ended',
  'answer.lost',
  'call.ended',
] as const satisfies CallEvent['type'][]

export type EventType = (typeof EVENT_TYPES)[number]

/** In the order of the flow; nothing where it is over. */
export function possibleAfter({ status, snapshot, asking }: SimulatedStep): Possible[] {
  if (status !== 'going on') return []
  const found = getNextTransitions(snapshot).flatMap((transition) =>
    meant(transition).map((one) => ({
      ...one,
      edges: isDrawn(transition) ? [edgeOf(transition).id] : [],
    })),
  )
  const asked = new Set(asking.map(({ port }) => port))
  const merged = new Map<string, Possible>()
  for (const one of found) {
    if (one.kind !== 'event' && !asked.has(one.port)) continue
    const key = one.kind === 'event' ? one.type : `${one.kind} ${one.port}`
    const known = merged.get(key)
    if (known) known.edges.push(...one.edges)
    else merged.set(key, one)
  }
  return [...merged.values()]
}

type Meant = { kind: 'event'; type: EventType } | { kind: 'answer' | 'fault'; port: string }

function meant({ eventType }: AnyTransitionDefinition): Meant[] {
  const [, end, port = ''] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(eventType) ?? []
  if (end) return [{ kind: end === 'done' ? 'answer' : 'fault', port }]
  if (eventType === '*') return EVENT_TYPES.map((type) => ({ kind: 'event', type }))
  const type = EVENT_TYPES.find((known) => known === eventType)
  return type ? [{ kind: 'event', type }] : []
}

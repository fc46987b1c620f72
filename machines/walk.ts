/** Every way that a call can take through a flow: all the states it comes to, and what leads where. */
import { getInitialMicrosteps, getMicrosteps, type AnyMachineSnapshot } from 'xstate'
import { adjacencyMapToArray, getAdjacencyMap } from 'xstate/graph'
import {
  OWNER_CHOICES,
  type Arrival,
  type CallContext,
  type CallEvent,
  type Limits,
} from './call.ts'
import { findCue, type Cue } from './cue.ts'
import { KNOWLEDGE } from './knowledge-examples.ts'
import { liveIn } from './live.ts'
import type { Flow } from './flows.ts'
import { ports, type PortName } from './ports.ts'
import type { Move } from './simulation/move.ts'
import type { Knowledge } from './standing.ts'
import type { Verdict } from './verdict.ts'
import { withActors } from './with-actors.ts'

/** A state that a call comes to, with all that is known of the call there. */
export interface Place {
  state: string
  /** What happened on a shortest way there. */
  way: MachineEvent[]
  snapshot: AnyMachineSnapshot
  /** Null where the flow gives none. */
  cue: Cue | null
  onward: Onward[]
}

/** One thing that can happen there, and where the call is then. */
export interface Onward {
  event: MachineEvent
  to: Place
}

/** As a machine takes it in: of a port, that it has answered or failed. */
export type MachineEvent = CallEvent | PortEnd

interface PortEnd {
  type: `xstate.${'done' | 'error'}.actor.${string}`
  output?: unknown
  error?: string
}

export interface Walk {
  flow: Flow
  limits: Limits
  /** From the first on in which a call can rest: the caller has arrived. */
  places: Place[]
  /** Before that: the first ring, and where what else comes first leads to. */
  beginning: Place[]
  /** By the ids of all states, those that are only passed through too: what happened on a shortest way there. */
  visited: Map<string, MachineEvent[]>
}

const arrival: Arrival = {
  callSid: 'CA00000000000000000000000000000001',
  from: '+14155550123',
  caller: '+14155550123',
  withheld: false,
  called: '+14155550100',
  forwardedFrom: null,
  attestation: 'a',
}

const ARRIVALS = [
  arrival,
  { ...arrival, attestation: 'none' },
  { ...arrival, attestation: 'failed' },
  { ...arrival, attestation: 'none', from: 'anonymous', caller: null, withheld: true },
] satisfies Arrival[]

/** What a line may tell, and at any moment: late, twice, or by mistake. */
const TOLD: CallEvent[] = [
  { type: 'call.arrived', ...arrival },
  // A flow may listen for a number, for a yes or for a no.
  ...['It is about <the boiler>', 'Yes', 'No', 'four one five, 555 0123'].map(
    (text): CallEvent => ({
      type: 'caller.spoke',
      text,
    }),
  ),
  { type: 'caller.silent' },
  { type: 'caller.interrupted', heard: '', unheard: 'Your "call" <is> & stays ask.' },
  // A dial reaches the owner or does not: how it does not is noted, and leads to the same.
  { type: 'dial.ended', outcome: 'completed' },
  { type: 'dial.ended', outcome: 'no-answer' },
  // Of the first dial, whichever it is now.
  ...ofOwnersLeg(1),
  ...OWNER_CHOICES.map((choice): CallEvent => ({
    type: 'owner.decided',
    choice,
    ...(choice === 'say' && { words: 'Which <street> is it?' }),
  })),
  { type: 'call.ended' },
  { type: 'hold.ended' },
  { type: 'answer.lost' },
]

/** A counter, or a list, that gets beyond is one that grows for ever. */
const MOST = 9

/**
 * `known`: what `knowCaller` may answer. How a stranger is met changes few of the ways, and would be carried along all
 * of them: who looks to it walks once for each.
 */
export function walk(
  flow: Flow,
  limits: Limits,
  known: readonly Knowledge[] = ports.knowCaller.mayAnswer,
): Walk {
  const asking = withActors(flow, ports)
  const places = new Map<string, Place>()
  function placeOf(snapshot: AnyMachineSnapshot, way: MachineEvent[]): Place {
    const key = keyOf(snapshot)
    const place = places.get(key) ?? newPlace(snapshot, way)
    places.set(key, place)
    return place
  }
  const visited = new Map<string, MachineEvent[]>()
  function visit(steps: [AnyMachineSnapshot, unknown][], way: MachineEvent[]): void {
    for (const [{ _nodes: nodes }] of steps)
      for (const { id } of nodes) if (!visited.has(id)) visited.set(id, way)
  }
  /** From the same state to the same by the same, a call passes through the same. */
  const passed = new Set<string>()

  visit(getInitialMicrosteps(asking, limits), [])
  const adjacency = getAdjacencyMap(asking, {
    input: limits,
    events: (snapshot) => eventsAt(snapshot, known),
    serializeState: keyOf,
    serializeEvent: JSON.stringify,
  })
  // XState goes breadth first, so the way on which a place is first met is a shortest one.
  for (const { state, event, nextState } of adjacencyMapToArray(adjacency)) {
    const from = placeOf(state, [])
    const to = placeOf(nextState, [...from.way, event])
    from.onward.push({ event, to })
    const step = [from.state, JSON.stringify(event), to.state].join(' ')
    if (to === from || passed.has(step)) continue
    passed.add(step)
    visit(getMicrosteps(asking, state, event), [...from.way, event])
  }
  const all = [...places.values()]
  const hasArrived = ({ snapshot }: Place) => snapshot.context.arrival !== null
  const beginning = all.filter((place) => !hasArrived(place))
  return { flow, limits, places: all.filter(hasArrived), beginning, visited }
}

function newPlace(snapshot: AnyMachineSnapshot, way: MachineEvent[]): Place {
  const leaves = snapshot._nodes.filter(({ states }) => Object.keys(states).length === 0)
  const state = leaves.map(({ path }) => path.join('.')).join('+')
  return { state, way, snapshot, cue: findCue(snapshot), onward: [] }
}

/** A call begins with its arrival, or with what else its flow begins by; after that everything can happen. */
function eventsAt(snapshot: AnyMachineSnapshot, known: readonly Knowledge[]): MachineEvent[] {
  if (snapshot.status !== 'active') return []
  if (snapshot.context.arrival === null) {
    const others = TOLD.filter((event) => event.type !== 'call.arrived' && snapshot.can(event))
    return [...ARRIVALS.map((one) => ({ type: 'call.arrived' as const, ...one })), ...others]
  }
  const asked = snapshot._nodes.flatMap((node) => node.invoke)
  // Of ways that are as short the one is met first that a call usually takes: ports answer.
  const { dial } = snapshot.context as CallContext
  return [
    ...asked.flatMap(({ id, src }) => endsOf(id, src as PortName, known)),
    ...TOLD,
    ...(dial && dial.number > 1 ? ofOwnersLeg(dial.number) : []),
  ]
}

/** What whoever answers does. */
function ofOwnersLeg(dial: number): CallEvent[] {
  return [
    { type: 'owner.answered', dial },
    { type: 'owner.accepted', dial },
    { type: 'owner.declined', dial, wish: 'goodbye' },
    { type: 'owner.declined', dial, wish: 'message' },
  ]
}

function endsOf(id: string, port: PortName, known: readonly Knowledge[]): PortEnd[] {
  const given: readonly unknown[] = port === 'knowCaller' ? known : ports[port].mayAnswer
  const answers = given.map((output): PortEnd => ({ type: `xstate.done.actor.${id}`, output }))
  return [...answers, { type: `xstate.error.actor.${id}`, error: 'out of order' }]
}

const keys = new WeakMap<AnyMachineSnapshot, string>()

/** What no longer matters there is left out: see live.ts. */
function keyOf(snapshot: AnyMachineSnapshot): string {
  const key = keys.get(snapshot) ?? newKey(snapshot)
  keys.set(snapshot, key)
  return key
}

function newKey(snapshot: AnyMachineSnapshot): string {
  const { status, value, context } = snapshot
  const live = [...liveIn(snapshot)].sort()
  const matters = live.includes('*')
    ? context
    : live.map((field) => [field, fieldOf(context, field)])
  return JSON.stringify([status, value, matters], (_, part: unknown) =>
    typeof part === 'number' ? Math.min(part, MOST) : part,
  )
}

function fieldOf(context: unknown, field: string): unknown {
  return field
    .split('.')
    .reduce<unknown>(
      (part, name) => (part as Record<string, unknown> | null | undefined)?.[name],
      context,
    )
}

/** A place for people: `judged (call.arrived a, …)`. */
export function placeName({ state, way }: Place): string {
  return `${state} (${way.map(describe).join(', ')})`
}

/** An event in a few words: `screen answers transfer`. */
export function describe(event: MachineEvent): string {
  const move = moveOf(event)
  if (move.kind === 'fault') return `${move.payload.port} fails`
  if (move.kind === 'answer') {
    const output = move.payload.output as Partial<Verdict> | boolean | null
    const example = Object.entries(KNOWLEDGE).find(([, known]) => known === move.payload.output)
    const told = example?.[0] ?? (isObject(output) ? (output.decision ?? 'someone') : output)
    return `${move.payload.port} answers ${told}`
  }
  const { type, ...details } = event as CallEvent
  const { outcome, attestation } = details as { outcome?: string; attestation?: string }
  return [type, outcome ?? attestation].filter(Boolean).join(' ')
}

function isObject(output: Partial<Verdict> | boolean | null): output is Partial<Verdict> {
  return typeof output === 'object' && output !== null
}

/** As the journal has it. */
export function moveOf(event: MachineEvent): Move {
  const [, end, port = ''] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event.type) ?? []
  if (!end) return { kind: 'event', payload: event as CallEvent }
  const { output, error } = event as PortEnd
  return end === 'done'
    ? { kind: 'answer', payload: { port, output } }
    : { kind: 'fault', payload: { port, error: String(error) } }
}

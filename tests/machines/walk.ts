/** Every way that a call can take through a flow: all the states it comes to, and what leads where. */
import { getInitialMicrosteps, getMicrosteps, type AnyMachineSnapshot } from 'xstate'
import { adjacencyMapToArray, getAdjacencyMap } from 'xstate/graph'
import { DIAL_OUTCOMES, type Arrival, type CallEvent, type Limits } from '../../machines/call.ts'
import { cueOf, NoCueError, type Cue } from '../../machines/cue.ts'
import type { Flow } from '../../machines/flows.ts'
import { ports, type PortName } from '../../machines/ports.ts'
import type { Verdict } from '../../machines/verdict.ts'
import { withActors } from '../../machines/with-actors.ts'

/** A state that a call comes to, with all that is known of the call there. */
export interface Place {
  state: string
  /** What happened on a shortest way there. */
  way: string[]
  snapshot: AnyMachineSnapshot
  /** Null where the flow gives none. */
  cue: Cue | null
  ways: Way[]
}

/** One thing that can happen there, and where the call is then. */
export interface Way {
  event: { type: string }
  to: Place
}

export interface Walk {
  flow: Flow
  limits: Limits
  /** From the first on in which a call can rest: the caller has arrived. */
  places: Place[]
  /** The ids of all states on the way, those that are only passed through too. */
  visited: Set<string>
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

/** Twilio's webhooks; any of them may come at any moment: late, twice, or by mistake. */
const WEBHOOKS: CallEvent[] = [
  { type: 'call.arrived', ...arrival },
  // A flow may listen for a number, or for a yes.
  ...['It is about <the boiler>', 'Yes', 'four one five, 555 0123'].map((text): CallEvent => ({
    type: 'caller.spoke',
    text,
  })),
  { type: 'caller.silent' },
  ...DIAL_OUTCOMES.map((outcome): CallEvent => ({ type: 'dial.ended', outcome })),
  { type: 'call.ended' },
  { type: 'hold.ended' },
  { type: 'answer.lost' },
]

/** A counter, or a list, that gets beyond is one that grows for ever. */
const MOST = 9

export function walk(flow: Flow, limits: Limits): Walk {
  const asking = withActors(flow, ports)
  const places = new Map<string, Place>()
  function placeOf(snapshot: AnyMachineSnapshot, way: string[]): Place {
    const key = keyOf(snapshot)
    const place = places.get(key) ?? newPlace(snapshot, way)
    places.set(key, place)
    return place
  }
  const visited = new Set<string>()
  function visit(steps: [AnyMachineSnapshot, unknown][]): void {
    for (const [{ _nodes: nodes }] of steps) nodes.forEach(({ id }) => visited.add(id))
  }

  visit(getInitialMicrosteps(asking, limits))
  const adjacency = getAdjacencyMap(asking, {
    input: limits,
    events: eventsAt,
    serializeState: keyOf,
    serializeEvent: JSON.stringify,
  })
  // XState goes breadth first, so the way on which a place is first met is a shortest one.
  for (const { state, event, nextState } of adjacencyMapToArray(adjacency)) {
    const from = placeOf(state, [])
    const to = placeOf(nextState, [...from.way, describe(event)])
    from.ways.push({ event, to })
    if (to !== from) visit(getMicrosteps(asking, state, event))
  }
  const arrived = [...places.values()].filter(({ snapshot }) => snapshot.context.arrival !== null)
  return { flow, limits, places: arrived, visited }
}

function newPlace(snapshot: AnyMachineSnapshot, way: string[]): Place {
  const leaves = snapshot._nodes.filter(({ states }) => Object.keys(states).length === 0)
  const state = leaves.map(({ path }) => path.join('.')).join('+')
  return { state, way, snapshot, cue: findCue(snapshot), ways: [] }
}

function findCue(snapshot: AnyMachineSnapshot): Cue | null {
  try {
    return cueOf(snapshot)
  } catch (error) {
    if (error instanceof NoCueError) return null
    throw error
  }
}

/** A call begins with its arrival; after that everything can happen. */
function eventsAt(snapshot: AnyMachineSnapshot): { type: string }[] {
  if (snapshot.status !== 'active') return []
  if (snapshot.context.arrival === null)
    return ARRIVALS.map((one) => ({ type: 'call.arrived', ...one }))
  const asked = snapshot._nodes.flatMap((node) => node.invoke)
  return [...WEBHOOKS, ...asked.flatMap(({ id, src }) => endsOf(id, src as string))]
}

function endsOf(id: string, port: string): { type: string }[] {
  const { mayAnswer } = ports[port as PortName]
  const answers = mayAnswer.map((output) => ({ type: `xstate.done.actor.${id}`, output }))
  const fault = { type: `xstate.error.actor.${id}`, error: 'out of order' }
  return [...answers, fault]
}

const keys = new WeakMap<AnyMachineSnapshot, string>()

/** Of what was said only the length counts: what a flow reads from words it notes beside them. */
function keyOf(snapshot: AnyMachineSnapshot): string {
  const { status, value, context } = snapshot
  const key =
    keys.get(snapshot) ??
    JSON.stringify([status, value, context], (name, part: unknown) => {
      const counted = name === 'said' ? (part as unknown[]).length : part
      return typeof counted === 'number' ? Math.min(counted, MOST) : counted
    })
  keys.set(snapshot, key)
  return key
}

/** A place for people: `judged (call.arrived a, …)`. */
export function placeName({ state, way }: Place): string {
  return `${state} (${way.join(', ')})`
}

/** An event in a few words: `screen answers transfer`. */
export function describe(event: { type: string; [detail: string]: unknown }): string {
  const [, end, port] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event.type) ?? []
  if (end === 'error') return `${port} fails`
  const output = event.output as Partial<Verdict> | boolean | null
  if (port)
    return `${port} answers ${output && typeof output === 'object' ? (output.decision ?? 'someone') : output}`
  return [event.type, event.outcome ?? event.attestation].filter(Boolean).join(' ')
}

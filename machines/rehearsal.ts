/** A flow acted out without the world: nothing is asked, no time passes, and ports say what they are told to. */
import {
  createActor,
  type ActorLogic,
  type AnyActorRef,
  type AnyMachineSnapshot,
  type AnyTransitionDefinition,
  type Snapshot,
} from 'xstate'
import type { CallEvent, Limits } from './call.ts'
import type { Flow } from './flows.ts'
import { ports, type PortNote } from './ports.ts'
import type { Move } from './simulation/move.ts'
import { withActors } from './with-actors.ts'

/** What the flow asked of a port, and what it was told; null where it was told nothing. */
export interface Question {
  port: string
  input: unknown
  answer: PortNote | null
}

/** One step of the flow from states to states, by these transitions. */
export interface Microstep {
  transitions: AnyTransitionDefinition[]
  snapshot: AnyMachineSnapshot
}

export interface Rehearsal {
  send(event: CallEvent): void
  /** Gives the answer to whoever asks that port; false where nobody does. */
  answer(note: PortNote): boolean
  /** The ports that are asked and have not answered. */
  asking(): Question[]
  isThinking(): boolean
  snapshot(): AnyMachineSnapshot
  /** In the form that is stored: a flow with real ports goes on from it. */
  persisted(): Snapshot<unknown>
  /** What broke the flow, where something did. */
  broken(): unknown
  /** What has happened since this was last asked, with the questions that were open then. */
  happened(): { moves: Move[]; microsteps: Microstep[]; questions: Question[] }
  end(): void
}

type PortState = Snapshot<unknown> & { input?: unknown }
type PortEvent = { type: 'answered'; output: unknown } | { type: 'failed'; error: unknown }

/**
 * A port that keeps silent until it is told what to say. In the shape of XState's `fromPromise`, so that what is
 * stored of it restores as one.
 */
const silentPort: ActorLogic<PortState, PortEvent, unknown> = {
  transition(state, event) {
    if (state.status !== 'active') return state
    switch (event.type) {
      case 'answered':
        return { status: 'done', output: event.output, error: undefined, input: undefined }
      case 'failed':
        return { status: 'error', output: undefined, error: event.error, input: undefined }
      default:
        return state
    }
  },
  getInitialSnapshot: (_, input) => ({
    status: 'active',
    output: undefined,
    error: undefined,
    input,
  }),
  getPersistedSnapshot: (state) => state,
  restoreSnapshot: (state) => state,
}

const silent = new WeakMap<Flow, Flow>()

function withSilentPorts(flow: Flow): Flow {
  const known = silent.get(flow)
  if (known) return known
  const actors = Object.fromEntries(Object.keys(ports).map((port) => [port, silentPort]))
  const provided = withActors(flow, actors)
  silent.set(flow, provided)
  return provided
}

export function createRehearsal(flow: Flow, limits: Limits): Rehearsal {
  let moves: Move[] = []
  let microsteps: Microstep[] = []
  let questions: Question[] = []
  const asked = new Map<AnyActorRef, Question>()
  let broken: unknown
  const actor = createActor(withSilentPorts(flow), {
    input: limits,
    inspect(inspected) {
      if (inspected.type !== '@xstate.microstep' || inspected.actorRef !== actor) return
      const snapshot = inspected.snapshot as AnyMachineSnapshot
      microsteps.push({ transitions: inspected._transitions, snapshot })
    },
  })
  actor.subscribe({ error: (error) => (broken = error ?? new Error('The flow failed')) })
  actor.start()
  noteQuestions()

  function noteQuestions(): void {
    for (const [port, child] of waiting()) {
      if (asked.has(child)) continue
      const { input } = child.getSnapshot() as PortState
      const question = { port, input, answer: null }
      asked.set(child, question)
      questions.push(question)
    }
  }

  function waiting(): [string, AnyActorRef][] {
    const { children } = actor.getSnapshot() as AnyMachineSnapshot
    return Object.entries<AnyActorRef>(children).filter(
      ([, child]) => child.getSnapshot().status === 'active',
    )
  }

  return {
    send(event) {
      // A flow at its end takes nothing in, and XState warns of trying.
      if (actor.getSnapshot().status === 'active') {
        moves.push({ kind: 'event', payload: event })
        actor.send(event)
      }
      noteQuestions()
    },
    answer(note) {
      const { kind, payload } = note
      const child = waiting().find(([port]) => port === payload.port)?.[1]
      if (!child) return false
      asked.get(child)!.answer = note
      moves.push({ kind, payload })
      child.send(
        kind === 'answer'
          ? { type: 'answered', output: payload.output }
          : { type: 'failed', error: new Error(payload.error ?? 'It failed') },
      )
      noteQuestions()
      return true
    },
    asking: () => waiting().map(([, child]) => asked.get(child)!),
    isThinking() {
      const snapshot = actor.getSnapshot() as AnyMachineSnapshot
      return snapshot.status === 'active' && snapshot.hasTag('thinking')
    },
    snapshot: () => actor.getSnapshot() as AnyMachineSnapshot,
    persisted: () => actor.getPersistedSnapshot(),
    broken: () => broken,
    happened() {
      const open = questions.map((question) => ({ ...question }))
      const since = { moves, microsteps, questions: open }
      moves = []
      microsteps = []
      questions = waiting().map(([, child]) => asked.get(child)!)
      return since
    },
    end: () => void actor.stop(),
  }
}

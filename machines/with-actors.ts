/** A flow made ready to run: somebody answers its questions, and is told of the call what the port declares. */
import { StateMachine, type AnyActorLogic } from 'xstate'
import type { CallContext } from './call.ts'
import type { Flow } from './flows.ts'
import { ports, type PortName } from './ports.ts'

/** Without it every call would come to that question, and take it for a fault of the world. */
export class UnansweredPortError extends Error {
  constructor(flow: string, state: string, port: string) {
    super(
      `The flow ${flow} asks '${port}' in ${state}, and nobody answers: declare it in machines/ports.ts, answer it in server/calls/call-ports.ts`,
    )
    this.name = new.target.name
  }
}

/** A state as it is declared, as far as questions go. */
interface Asking {
  invoke?: Invoke | Invoke[]
  states?: Record<string, Asking>
}

interface Invoke {
  src: unknown
}

/**
 * What a port is told is a function in XState's `input`, so it is put in here: a flow's own config stays plain data.
 * Throws `UnansweredPortError`.
 */
export function withActors(flow: Flow, actors: { [Name in PortName]?: AnyActorLogic }): Flow {
  function told(state: Asking, path: string[]): Asking {
    const { invoke, states } = state
    return {
      ...state,
      ...(invoke && {
        invoke: [invoke].flat().map((one) => ({ ...one, input: input(one, path) })),
      }),
      ...(states && {
        states: Object.fromEntries(
          Object.entries(states).map(([key, inner]) => [key, told(inner, [...path, key])]),
        ),
      }),
    }
  }

  function input({ src }: Invoke, path: string[]) {
    const port = src as PortName
    if (!Object.hasOwn(ports, port) || !actors[port])
      throw new UnansweredPortError(flow.id, path.join('.'), String(src))
    return ({ context }: { context: CallContext }) => ports[port].told(context)
  }

  const { config, implementations } = flow
  return new StateMachine(told(config as Asking, []) as typeof config, {
    ...implementations,
    actors,
  })
}

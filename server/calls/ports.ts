/** The world's answers to what a flow asks: the database and a screener. */
import { fromPromise } from 'xstate'
import type { Flow } from '../../machines/flows.ts'
import type { PortInput, PortName, PortOutput } from '../../machines/ports.ts'
import type { Verdict } from '../../machines/verdict.ts'
import { withActors } from '../../machines/with-actors.ts'

/** An answer to every port that is declared. */
export type Ports = { [Name in PortName]: Answering<Name> }

type Answering<Name extends PortName> = (
  input: PortInput<Name>,
  signal: AbortSignal,
) => Promise<PortOutput<Name>> | PortOutput<Name>

/**
 * Is told the words of a verdict that still arrives, each time all that are sure by then, with `begun`. Whether they are
 * being said: then the verdict has to begin with them.
 */
export type TellWords = (soFar: Verdict) => boolean

/** Gives a verdict on what was said; rejects where it cannot. */
export type Screener = (
  ...asked: [...Parameters<Ports['screen']>, tell?: TellWords]
) => ReturnType<Ports['screen']>

/** The flow with real ports in the place of its placeholders. Throws where it asks one that is not among them. */
export function withPorts(flow: Flow, ports: Partial<Ports>): Flow {
  const actors = Object.entries(ports).map(([port, answer]) => [port, actorOf(answer)])
  return withActors(flow, Object.fromEntries(actors))
}

function actorOf(answer: (input: never, signal: AbortSignal) => unknown) {
  return fromPromise(async ({ input, signal }) => answer(input as never, signal))
}

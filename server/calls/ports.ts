/** The world's answers to what a flow asks: the database and a screener. */
import { fromPromise } from 'xstate'
import type { Arrival } from '../../machines/call.ts'
import type { Flow } from '../../machines/flows.ts'
import type { Contact, ScreeningInput, Verdict } from '../../machines/ports.ts'

/** Gives a verdict on what was said; rejects where it cannot. */
export type Screener = (input: ScreeningInput, signal: AbortSignal) => Promise<Verdict> | Verdict

export interface Ports {
  findOpenDial(arrival: Arrival): Promise<boolean>
  lookUpContact(arrival: Arrival): Promise<Contact | null>
  screen: Screener
}

/** The flow with real ports in the place of its placeholders. */
export function withPorts(flow: Flow, ports: Ports): Flow {
  return flow.provide({
    actors: {
      findOpenDial: fromPromise<boolean, Arrival>(({ input }) => ports.findOpenDial(input)),
      lookUpContact: fromPromise<Contact | null, Arrival>(({ input }) =>
        ports.lookUpContact(input),
      ),
      screen: fromPromise<Verdict, ScreeningInput>(async ({ input, signal }) =>
        ports.screen(input, signal),
      ),
    },
  })
}

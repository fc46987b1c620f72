/** Verdicts asked ahead, put together: loaded only where they are wished for. */
import type { Flow } from '../machines/flows.ts'
import type { Database } from '../storage/database.ts'
import type { Incoming } from './calls/incoming.ts'
import type { TakeTurn } from './calls/turn.ts'
import type { Ahead, AheadTimers, TellAhead } from './screening/ahead.ts'
import type { Config } from './settings/config.ts'

export interface AheadParts {
  ahead: Ahead
  /** The same turn, which tells it when a caller has finished or hung up. */
  beside(takeTurn: TakeTurn): TakeTurn
}

export interface AheadDependencies {
  database: Database
  flows: readonly Flow[]
  tell: TellAhead
  timers: AheadTimers | undefined
}

export async function composeAhead(
  { speculate }: Config,
  { database, flows, tell, timers }: AheadDependencies,
): Promise<AheadParts | undefined> {
  if (!speculate) return undefined
  const { createAhead } = await import('./screening/ahead.ts')
  const { foreseeQuestion } = await import('./calls/foresee-question.ts')
  const ahead = createAhead({
    foresee: (words) => foreseeQuestion(database.queries, flows, words),
    tell,
    ...(timers && { timers }),
  })
  return {
    ahead,
    beside: (takeTurn) => (incoming) => {
      if (!incoming.simulated) tellEvent(ahead, incoming)
      return takeTurn(incoming)
    },
  }
}

function tellEvent(ahead: Ahead, { callSid, event: { type }, replyTo }: Incoming): void {
  if (type === 'call.ended') return ahead.left(callSid)
  const hasSpoken = type === 'caller.spoke'
  if (replyTo !== null && (hasSpoken || type === 'caller.silent'))
    ahead.finished(callSid, replyTo, hasSpoken)
}

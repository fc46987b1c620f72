/** What a call asks of the world, answered: the database looks up, a screener judges. */
import type { Arrival } from '../../machines/call.ts'
import { standingOf, type Knowledge } from '../../machines/standing.ts'
import type { Database } from '../../storage/database.ts'
import { isBeingPutThrough } from '../../storage/calls/open-dials.ts'
import type { Along } from './along.ts'
import { createKnowCaller, type KnowCallerDependencies } from './know-caller.ts'
import type { Ask } from './outage/reach.ts'
import { createFindOpenDial } from './own-dial.ts'
import type { Ports, Screener } from './ports.ts'

/** What gives verdicts, and may be told that one will soon be asked for. */
export interface Screening {
  screen: Screener
  /** A caller is about to speak: connections are opened, models loaded. */
  expect(): void
}

export interface CallPortsDependencies extends Omit<KnowCallerDependencies, 'queries'> {
  database: Database
  /** How the database is asked, so that nobody waits for one that is away. */
  ask: Ask
  /** Loaded with the first stranger: contacts need none. */
  loadScreening(): Promise<Screening>
  /** Who hears the words of a verdict while they come. */
  along: Pick<Along, 'to'>
  dialTimeoutSeconds: number
  /** All that calls come in by, as far as we are told, E.164. */
  ownNumbers: readonly string[]
}

/** From a call's first ring to its dial: a few questions of at most a minute each. */
const LONGEST_SCREENING_MS = 30 * 60 * 1000

export function createCallPorts(deps: CallPortsDependencies): Ports {
  const { database, ask, now } = deps
  const knowCaller = createKnowCaller({ ...deps, queries: database.queries })
  let loading: Promise<Screening> | undefined

  function screening(): Promise<Screening> {
    return (loading ??= deps.loadScreening().catch((error: unknown) => {
      // The next call tries again.
      loading = undefined
      throw error
    }))
  }

  /** Should it fail, the turn that screens fails too, and says so. */
  function prepareScreening(): void {
    screening().then(
      ({ expect }) => expect(),
      () => undefined,
    )
  }

  return {
    findOpenDial: createFindOpenDial({
      dialTimeoutSeconds: deps.dialTimeoutSeconds,
      ownNumbers: deps.ownNumbers,
      now,
      isDialed: (callerId, { since, otherThan }) =>
        ask(() =>
          isBeingPutThrough(database.queries, {
            callerId,
            otherThan,
            begunSince: new Date(now().getTime() - LONGEST_SCREENING_MS).toISOString(),
            dialedSince: since.toISOString(),
          }),
        ),
    }),
    async knowCaller(arrival) {
      const knowledge = await ask(() => knowCaller(arrival))
      // While the greeting plays there is time to load the screener and open its connections.
      if (isScreened(knowledge, arrival)) setImmediate(prepareScreening)
      return knowledge
    },
    screen(input, signal) {
      const tell = deps.along.to(input)
      return screening().then(({ screen }) => screen(input, signal, tell))
    },
  }
}

function isScreened(knowledge: Knowledge, arrival: Arrival): boolean {
  const { kind, through } = standingOf(knowledge, arrival)
  return kind !== 'blocked' && kind !== 'contact' && !through
}

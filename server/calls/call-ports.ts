/** What a call asks of the world, answered: the database looks up, a screener judges. */
import { findActiveContact } from '../../storage/contacts.ts'
import type { Database } from '../../storage/database.ts'
import { isBeingPutThrough } from '../../storage/calls/open-dials.ts'
import type { Ask } from './outage/reach.ts'
import { createFindOpenDial } from './own-dial.ts'
import type { Ports, Screener } from './ports.ts'

/** What gives verdicts, and may be told that one will soon be asked for. */
export interface Screening {
  screen: Screener
  /** A caller is about to speak: connections are opened, models loaded. */
  expect(): void
}

export interface CallPortsDependencies {
  database: Database
  /** How the database is asked, so that nobody waits for one that is away. */
  ask: Ask
  /** Loaded with the first stranger: contacts need none. */
  loadScreening(): Promise<Screening>
  dialTimeoutSeconds: number
  /** E.164; null where none is set. */
  twilioNumber: string | null
  now(): Date
}

/** From a call's first ring to its dial: a few questions of at most a minute each. */
const LONGEST_SCREENING_MS = 30 * 60 * 1000

export function createCallPorts(deps: CallPortsDependencies): Ports {
  const { database, ask, now } = deps
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
      twilioNumber: deps.twilioNumber,
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
    async lookUpContact({ caller }) {
      const contact = caller ? await ask(() => findActiveContact(database.queries, caller)) : null
      // While the greeting plays there is time to load the screener and open its connections.
      if (!contact) setImmediate(prepareScreening)
      return contact
    },
    screen: async (input, signal) => (await screening()).screen(input, signal),
  }
}

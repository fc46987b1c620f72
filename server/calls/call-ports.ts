/** What a call asks of the world, answered: the database looks up, a screener judges. */
import { findActiveContact } from '../../storage/contacts.ts'
import type { Database } from '../../storage/database.ts'
import { isBeingPutThrough } from '../../storage/calls/open-dials.ts'
import type { Ports } from './ports.ts'
import type { Screening } from '../screening/screener.ts'

export interface CallPortsDependencies {
  database: Database
  /** Loaded with the first stranger: contacts need none. */
  loadScreening(): Promise<Screening>
  dialTimeoutSeconds: number
  now(): Date
}

/** Twilio adds 5 s to a dial's timeout; the way back through the owner's carrier takes some more. */
const LOOP_MARGIN_MS = 15_000

/** From a call's first ring to its dial: a few questions of at most a minute each. */
const LONGEST_SCREENING_MS = 30 * 60 * 1000

export function createCallPorts(deps: CallPortsDependencies): Ports {
  const { database, now } = deps
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
    async findOpenDial({ callSid, from, caller, called }) {
      // Where the caller is withheld we dial with our own number, and it comes back as the caller.
      if (from !== '' && from === called) return true
      // Two people who both withhold their numbers are not one.
      if (!caller) return false
      const ago = (ms: number) => new Date(now().getTime() - ms).toISOString()
      return isBeingPutThrough(database.queries, {
        callerId: caller,
        otherThan: callSid,
        begunSince: ago(LONGEST_SCREENING_MS),
        dialedSince: ago(deps.dialTimeoutSeconds * 1000 + LOOP_MARGIN_MS),
      })
    },
    async lookUpContact({ caller }) {
      const contact = caller ? await findActiveContact(database.queries, caller) : null
      // While the greeting plays there is time to load the screener and open its connections.
      if (!contact) setImmediate(prepareScreening)
      return contact
    },
    screen: async (input, signal) => (await screening()).screen(input, signal),
  }
}

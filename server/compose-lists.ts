/** Lists of reported numbers, put together: read once a day, and asked before a call is taken where they have to be. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { findActiveContact } from '../storage/contacts.ts'
import type { Database } from '../storage/database.ts'
import type { RollOf } from '../storage/roll.ts'
import { repeatedly } from './basics/repeatedly.ts'
import type { TakeTurn } from './calls/turn.ts'
import { createListDesk, LIST_TIMING, type ListDesk, type ListTiming } from './lists/list-desk.ts'
import { createPhoneBlock } from './lists/phone-block.ts'
import type { Config } from './settings/config.ts'

export interface Lists {
  desk: ListDesk
  /** The turn; what has to be asked about a caller is asked before it. */
  before(takeTurn: TakeTurn): TakeTurn
  close(): Promise<void>
}

export interface ListsDependencies {
  database: Database
  timing: Partial<ListTiming> | undefined
  /** Whose contacts get through. */
  rollOf: RollOf
  now(): Date
  log: Logger
}

/** A turn waits no longer to be taken, should the database be away too. */
const MOST_MS = 1_500

export async function composeLists(config: Config, deps: ListsDependencies): Promise<Lists> {
  const { database, rollOf, timing = {}, now, log } = deps
  const { lists: settings, defaultCountry } = config
  const desk = await createListDesk({ database, settings, defaultCountry, timing, now, log })
  const { phoneBlock } = settings
  const asked = phoneBlock && createPhoneBlock({ ...phoneBlock, database, now })
  let underWay: Promise<void> | null = null
  /** Told once, until it works again. */
  let isFailing = false

  async function look(): Promise<void> {
    try {
      await desk.readDue()
      isFailing = false
    } catch (error) {
      if (!isFailing) log.error({ err: error }, 'lists not looked at')
      isFailing = true
    } finally {
      underWay = null
    }
  }

  const stop = repeatedly(timing.everyMs ?? LIST_TIMING.everyMs, async () => {
    underWay ??= look()
  })

  /** Nobody has to know that a contact calls. */
  async function lookAt(caller: string, called: string): Promise<void> {
    const contact = await findActiveContact(database.queries, rollOf(called), caller)
    if (!contact) await asked!.lookAt(caller)
  }

  return {
    desk,
    before(takeTurn) {
      if (!asked) return takeTurn
      return async (incoming) => {
        const { event, simulated } = incoming
        const arrival = event.type === 'call.arrived' && !simulated ? event : null
        if (arrival !== null && arrival.caller !== null) {
          const late = delay(MOST_MS, undefined, { ref: false })
          const looking = lookAt(arrival.caller, arrival.called)
          await Promise.race([looking.catch(() => undefined), late])
        }
        return takeTurn(incoming)
      }
    },
    async close() {
      stop()
      await desk.stop()
      await underWay
    },
  }
}

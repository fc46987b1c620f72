/** How whoever calls would be met now, and what other rules would have done with last week's calls. */
import { setImmediate as nextRound } from 'node:timers/promises'
import type { Arrival } from '../machines/call.ts'
import { standingOf, type Knowledge, type StandingKind } from '../machines/standing.ts'
import type { Queries } from '../storage/database.ts'
import { findContactsNamed } from '../storage/rules/contacts-named.ts'
import {
  countLoggedCalls,
  listLoggedCalls,
  type LoggedCall,
} from '../storage/review/logged-calls.ts'
import type { Roll, RollOf } from '../storage/roll.ts'
import type { Position } from '../storage/review/conversations.ts'
import { createKnowCaller, type KnowCallerDependencies } from './calls/know-caller.ts'
import { isWithinHours } from './settings/contact-hours.ts'
import { answeringAt, type Hours } from './settings/hours/hours.ts'
import { numberFacts, readPhoneNumber } from './settings/phone-number.ts'
import { readPrefix } from './settings/read-prefix.ts'
import { foreseeCall, knownThen, type ForeseenCall } from './replay/foresee-call.ts'
import { recordedCall } from './replay/logged-call.ts'
import type { Today } from './replay/replay-today.ts'
import { withUnsaved, type UnsavedRules } from './calls/unsaved-rules.ts'

export interface ForesightDependencies extends Today {
  queries: Queries
  /** What becomes of who withholds their number: as for calls. */
  about: Pick<KnowCallerDependencies, 'withheld' | 'rollOf'>
  hours(): Hours
  defaultCountry: string
  now(): Date
}

export interface ForeseenCaller {
  /** E.164, or `+1900` for all that begin so. */
  number: string
  /** Of a contact; else null. */
  name: string | null
  kind: StandingKind
  reason: string
  /** What becomes of the call at once. */
  becomes: 'turned away' | 'put through' | 'screened'
}

export interface ForeseenWeek {
  from: string
  to: string
  /** How many calls there were, and how many of them, the newest, were looked at. */
  calls: number
  lookedAt: number
  /** Those that would have been met in another way, newest first. */
  changed: ({ call: LoggedCall; caller: string } & ForeseenCall)[]
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000
const MOST_NAMES = 20
const MOST_CALLS = 300
const AT_ONCE = 50

const BECOMES = { blocked: 'turned away', contact: 'put through' } as const

export function createForesight(deps: ForesightDependencies) {
  const { queries, about, hours, defaultCountry, now } = deps
  const knowCaller = (
    arrival: Arrival,
    at: Date,
    rollOf: RollOf = about.rollOf,
  ): Promise<Knowledge> => {
    const timeZone = hours().timeZone
    return createKnowCaller({ ...about, rollOf, queries, timeZone, now: () => at })(arrival)
  }

  /** By a number, by how numbers begin, or by a part of the name of a contact on that list; none where nobody is called so. */
  async function callersNow(roll: Roll, written: string): Promise<ForeseenCaller[]> {
    const number = readPhoneNumber(written, defaultCountry)
    if (number !== null) return [await callerNow(roll, number, false)]
    const prefix = readPrefix(written)
    if ('value' in prefix) return [await callerNow(roll, prefix.value, true)]
    const contacts = await findContactsNamed(queries, roll, written, MOST_NAMES)
    return Promise.all(
      contacts.map(({ phone_number: one }) => callerNow(roll, one, readPhoneNumber(one) === null)),
    )
  }

  async function callerNow(roll: Roll, number: string, isPrefix: boolean): Promise<ForeseenCaller> {
    const arrival = arrivalOf(number)
    const known = await knowCaller(arrival, now(), () => roll)
    // The beginning of numbers is none itself.
    const knowledge = isPrefix ? { ...known, number: 'fine' as const } : known
    const { kind, reason, through } = standingOf(knowledge, arrival)
    const becomes =
      through === true ? 'put through' : (BECOMES[kind as keyof typeof BECOMES] ?? 'screened')
    return { number, name: knowledge.contact?.name ?? null, kind, reason, becomes }
  }

  /** The rules as they are today, and those that are not saved, over the calls of the last seven days. */
  async function week(unsaved: UnsavedRules): Promise<ForeseenWeek> {
    const to = now()
    const from = new Date(to.getTime() - WEEK_MS).toISOString()
    const filter = { from, simulated: false }
    const calls = await countLoggedCalls(queries, filter)
    const changed: ForeseenWeek['changed'] = []
    let lookedAt = 0
    let after: Position | null = null
    while (lookedAt < Math.min(calls, MOST_CALLS)) {
      const page: LoggedCall[] = await listLoggedCalls(queries, filter, { limit: AT_ONCE, after })
      if (page.length === 0) break
      const known = await Promise.all(page.map((call) => knowThenAndToday(call, unsaved)))
      for (const one of known) {
        // A replay takes some milliseconds: callers go first.
        await nextRound()
        const foreseen = one && foreseeCall(one.call, one.known, one.today, deps)
        if (foreseen)
          changed.push({ call: one.logged, caller: one.known.arrival.from, ...foreseen })
      }
      lookedAt += page.length
      const last = page.at(-1)!
      after = { startTime: last.start_time, id: last.id }
    }
    return { from, to: to.toISOString(), calls, lookedAt, changed }
  }

  async function knowThenAndToday(logged: LoggedCall, unsaved: UnsavedRules) {
    const call = recordedCall(logged)
    const then = knownThen(call)
    if (!then) return null
    const at = new Date(logged.start_time)
    const { arrival } = then
    const { history, pass, at: asked } = then.knowledge
    // Passes and what had been before are those of the call: they have ended, or were made since.
    const ofToday = {
      ...(await knowCaller(arrival, at)),
      history,
      pass,
      at: asked || logged.start_time,
    }
    const knowledge = withUnsaved(ofToday, unsaved, {
      number: arrival.caller,
      roll: about.rollOf(arrival.called),
      country: arrival.caller === null ? null : numberFacts(arrival.caller).country,
      isWithin: (written) => isWithinHours(written, at, hours().timeZone),
    })
    return { logged, call, known: then, today: { knowledge, flow: flowOf(call.flow) } }

    /** Only hours that are not saved change it: what they were a week ago nobody knows. */
    function flowOf(flow: string): string {
      if (unsaved.hours === null || !deps.flows.some(({ id }) => id === flow)) return flow
      const meant = { ...hours(), rules: unsaved.hours, quiet: null }
      return answeringAt(meant, arrival.called, at).flow
    }
  }

  return { callersNow, week }
}

/** As from the number itself, by a carrier that vouches for nothing. */
function arrivalOf(number: string): Arrival {
  return {
    callSid: '',
    from: number,
    caller: number,
    withheld: false,
    called: '',
    forwardedFrom: null,
    attestation: 'none',
  }
}

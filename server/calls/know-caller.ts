/** Who calls, and what holds for them: what is stored, what the number tells, and the clock, as one answer. */
import type { Arrival } from '../../machines/call.ts'
import type { Knowledge, Pass } from '../../machines/standing.ts'
import type { Queries } from '../../storage/database.ts'
import type { Roll, RollOf } from '../../storage/roll.ts'
import {
  whoCalls,
  type Found,
  type FoundContact,
  type FoundPass,
} from '../../storage/rules/who-calls.ts'
import { calendarOf } from '../basics/calendar.ts'
import { isWithinHours } from '../settings/contact-hours.ts'
import { numberFacts } from '../settings/phone-number.ts'

export interface KnowCallerDependencies {
  queries: Queries
  /** Whose contacts get through. */
  rollOf: RollOf
  /** What becomes of callers who withhold their numbers. */
  withheld: 'screen' | 'reject'
  /** The owner's, IANA. */
  timeZone: string
  now(): Date
}

/** Asks what is known of whoever arrives: rejects where the database fails. */
export function createKnowCaller(deps: KnowCallerDependencies) {
  const today = createToday(deps.timeZone)
  return async function knowCaller(arrival: Arrival): Promise<Knowledge> {
    const { callSid, from, caller, called } = arrival
    const at = deps.now()
    const now = at.toISOString()
    const facts = factsOf(caller)
    const { country } = facts
    const asked = { callSid, roll: deps.rollOf(called), from, caller, country, now }
    const found = await whoCalls(deps.queries, { ...asked, today: today(now) })
    return knowledgeOf(found, { ...deps, arrival, at, number: facts.number })
  }
}

/** The answer, put together of what was found. */
function knowledgeOf(
  { contact, block, passes, listed, history }: Found,
  about: Pick<KnowCallerDependencies, 'withheld' | 'timeZone'> & {
    arrival: Arrival
    at: Date
    number: Knowledge['number']
  },
): Knowledge {
  const { arrival, at, number, withheld, timeZone } = about
  const isRejected = arrival.withheld && withheld === 'reject'
  return {
    at: at.toISOString(),
    contact: contact && knownContact(contact, at, timeZone),
    block: isRejected ? { rule: 'withheld', value: '', note: '' } : block,
    pass: passFor(passes),
    listed,
    number,
    history,
  }
}

/** The same where no database can be asked. */
export function createKnowCallerAnyway(
  deps: Pick<KnowCallerDependencies, 'rollOf' | 'withheld' | 'timeZone' | 'now'> & {
    find(roll: Roll, caller: string | null, country: string | null, now: string): Found
  },
) {
  return function knowCaller(arrival: Arrival): Knowledge {
    const at = deps.now()
    const { country, number } = factsOf(arrival.caller)
    const roll = deps.rollOf(arrival.called)
    const found = deps.find(roll, arrival.caller, country, at.toISOString())
    return knowledgeOf(found, { ...deps, arrival, at, number })
  }
}

function factsOf(caller: string | null) {
  return caller === null ? ({ country: null, number: 'fine' } as const) : numberFacts(caller)
}

function knownContact(
  { phoneNumber, name, category, by, hours, language }: FoundContact,
  at: Date,
  timeZone: string,
): Knowledge['contact'] {
  const passesNow = hours === null || isWithinHours(hours, at, timeZone)
  return { phoneNumber, name, category, by, hours, passesNow, language }
}

/** The one that says most: straight through, or else all who are expected. */
function passFor(passes: FoundPass[]): Pass | null {
  const through = passes.find(({ how }) => how === 'through')
  const [first] = passes
  const taken = through ?? first
  if (!taken) return null
  const named = passes.filter(({ for: whom }) => whom === 'words').map(({ value }) => value)
  const { id, for: whom, how } = taken
  return { id, for: whom, how, words: named.length > 0 ? named.join('; ') : null }
}

/** When the owner's day began, searched for once a day. */
function createToday(timeZone: string): (now: string) => string {
  const calendar = calendarOf(timeZone)
  let known = { day: '', from: '' }
  return function today(now) {
    const day = calendar.dayOf(now)
    if (day !== known.day) known = { day, from: calendar.startOf(day) }
    return known.from
  }
}

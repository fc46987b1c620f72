/** Being the caller: the phone that also stands in for Twilio elsewhere plays a call on the console. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Attestation } from '../../../machines/call.ts'
import type { Flow } from '../../../machines/flows.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import type { Database } from '../../../storage/database.ts'
import type { Houses } from '../../settings/houses/house.ts'
import { Problem } from '../api/problem.ts'
import {
  PhoneError,
  UntimelyError,
  type DialOutcome,
  type Phone,
  type PhoneCall,
} from '../../phone/phone.ts'
import { findSimulatedCall, type SimulatedCall } from './simulated-call.ts'

export interface SimulatedPhoneDependencies {
  database: Database
  /** Every flow that a call can run. */
  flows: readonly Flow[]
  houses: Pick<Houses, 'rollOf'>
  /** Reaches this very app, its webhooks marked as of a simulated call: no request from outside can be. */
  phone: Phone
  /** The same, with words streamed: such a call lives in this process. */
  streamed: {
    phone: Phone
    /** Has it hear at once what is new; false where it is not here. */
    fetchNow(callSid: string, revision: number): Promise<boolean>
  }
  /** As this app is known to the phone, of a path. */
  urlOf(path: string): string
  /** Whom to call if nobody else is named. */
  called: string
  language: string
  ownerName: string
}

interface SimulatedCaller {
  /** E.164, or a word such as `anonymous`. */
  from: string
  to?: string | undefined
  attestation?: Attestation | undefined
  line?: 'gather' | 'relay' | undefined
}

export interface Act {
  /** Whoever hangs up does not wait for what the server is thinking about. */
  from: 'obeyed' | 'waitedAt'
  on(call: PhoneCall): Promise<void>
}

export interface SimulatedPhone {
  ring(caller: SimulatedCaller): Promise<SimulatedCall>
  /** Does it as the caller, or as the owner's phone. Throws a `Problem` where the call cannot go on like that. */
  goOn(callSid: string, act: Act): Promise<SimulatedCall>
  /** Has it leave at once what it hears for the answer of that revision. Rejects where it is over meanwhile. */
  move(callSid: string, revision: number): Promise<void>
  find(callSid: string): Promise<SimulatedCall>
}

/** As Twilio has them. https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir */
const STIR: Record<Attestation, string | undefined> = {
  a: 'TN-Validation-Passed-A',
  b: 'TN-Validation-Passed-B',
  c: 'TN-Validation-Passed-C',
  failed: 'TN-Validation-Failed-A',
  none: undefined,
}

/** Where a caller who holds comes back to, and an update of a real call leads. */
const held = (revision: number) => `/twilio/ai-response?held=${revision}`

export function createSimulatedPhone(deps: SimulatedPhoneDependencies): SimulatedPhone {
  const { database, flows, houses, called, streamed } = deps
  const live = createLiveCalls()
  const { rollOf } = houses
  const speech = speechIn(deps.language, deps.ownerName)

  async function find(callSid: string): Promise<SimulatedCall> {
    const found = await findSimulatedCall(database.queries, callSid, { flows, rollOf, speech })
    if (!found) throw new Problem(404, 'This call is not one of those simulated here: ring again')
    return found
  }

  const phoneOf = (line: 'gather' | 'relay') => (line === 'relay' ? streamed.phone : deps.phone)

  return {
    find,
    async move(callSid, revision) {
      const { call, obeyed: twiml, line } = await find(callSid)
      if (call.end_time !== null || twiml === null) return
      if (line === 'relay' && (await streamed.fetchNow(callSid, revision))) return
      const going = live.find(callSid)
      if (going) return going.update({ url: deps.urlOf(held(revision)) })
      const caller = { callSid, from: call.caller_id, to: call.called }
      const resumed = await phoneOf(line).resume(caller, twiml)
      await resumed.update({ url: deps.urlOf(held(revision)) })
    },
    async ring({ from, to = called, attestation = 'none', line = 'gather' }) {
      const stirVerstat = STIR[attestation]
      const call = await obeyed(
        phoneOf(line).ring({ from, to, ...(stirVerstat !== undefined && { stirVerstat }) }),
      )
      if (line === 'relay') live.keep(call)
      return find(call.callSid)
    },
    async goOn(callSid, act) {
      const { call, ...known } = await find(callSid)
      const twiml = known[act.from]
      if (call.end_time !== null) throw new Problem(409, 'The call is over: ring again')
      const here = live.find(callSid)
      if (here) {
        await obeyed(act.on(here))
        return find(callSid)
      }
      if (twiml === null)
        throw new Problem(409, 'What the caller last heard is no longer known: ring again')
      const caller = { callSid, from: call.caller_id, to: call.called }
      const going = await obeyed(phoneOf(known.line).resume(caller, twiml))
      if (known.line === 'relay') live.keep(going)
      const leg = known.owner?.twiml ?? null
      if (leg !== null && going.state === 'dialing') await obeyed(going.ownerResumes(leg))
      await obeyed(act.on(going))
      return find(callSid)
    },
  }
}

/** Calls with streamed words go on in this process: so many at once, and the oldest is hung up for another. */
const MOST_LIVE = 20

function createLiveCalls() {
  const calls = new Map<string, PhoneCall>()

  function find(callSid: string): PhoneCall | undefined {
    const call = calls.get(callSid)
    if (call && (call.state === 'ended' || call.state === 'rejected')) calls.delete(callSid)
    return calls.get(callSid)
  }

  return {
    find,
    keep(call: PhoneCall): void {
      for (const sid of calls.keys()) find(sid)
      const [oldest] = calls.size >= MOST_LIVE ? calls.values() : []
      if (oldest) {
        calls.delete(oldest.callSid)
        void oldest.hangUp().catch(() => undefined)
      }
      calls.set(call.callSid, call)
      find(call.callSid)
    },
  }
}

/** What Twilio would not put up with is the server's fault, what the call does not wait for is the caller's. */
async function obeyed<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (error instanceof PhoneError)
      throw new Problem(502, `Twilio would end this call: ${error.message}`)
    if (error instanceof UntimelyError) throw new Problem(409, error.message)
    throw error
  }
}

const OWNER_DEEDS = {
  answer: (call) => call.ownerAnswers(),
  voicemail: (call) => call.voicemailAnswers(),
  press: (call, key) => call.ownerPresses(key),
  wait: (call) => call.ownerWaits(),
  'hang up': (call) => call.ownerHangsUp(),
} as const satisfies Record<string, (call: PhoneCall, key: string) => Promise<void>>

/** Words that do not come are not waited for. */
const WORDS_MS = 3_000

async function cutIn(call: PhoneCall, heardWords: number): Promise<void> {
  await Promise.race([call.cutsIn(heardWords), delay(WORDS_MS, null, { ref: false })])
}

export type OwnerDeed = keyof typeof OWNER_DEEDS

export const acts = {
  /** `heardWords`: of what is being said by then, where the caller cuts in on it. */
  say: (text: string, heardWords?: number): Act => ({
    from: 'obeyed',
    async on(call) {
      if (heardWords !== undefined) await cutIn(call, heardWords)
      await call.say(text)
    },
  }),
  cutIn: (heardWords: number): Act => ({ from: 'obeyed', on: (call) => cutIn(call, heardWords) }),
  silence: (): Act => ({ from: 'obeyed', on: (call) => call.silence() }),
  dial: (outcome: DialOutcome, seconds: number): Act => ({
    from: 'obeyed',
    on: (call) => call.dialEnds(outcome, seconds),
  }),
  /** At the owner's end of the line. */
  owner: (deed: OwnerDeed, key: string): Act => ({
    from: 'obeyed',
    on: (call) => OWNER_DEEDS[deed](call, key),
  }),
  hangUp: (talkedSeconds: number | undefined): Act => ({
    from: 'waitedAt',
    on: (call) => call.hangUp(talkedSeconds),
  }),
}

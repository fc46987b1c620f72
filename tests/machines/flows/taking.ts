/** A call through a flow, from its arrival to where it rests: what the world answers, a test says. */
import { createActor, waitFor } from 'xstate'
import type {
  Arrival,
  CallContext,
  CallEvent,
  DialOutcome,
  Limits,
  OwnerChoice,
} from '../../../machines/call.ts'
import type { Contact } from '../../../machines/contact.ts'
import {
  cueOf,
  earOf,
  reasonToDial,
  toldIn,
  type Cue,
  type SentenceName,
} from '../../../machines/cue.ts'
import type { Flow } from '../../../machines/flows.ts'
import { conciergeFlow } from '../../../machines/flows/concierge.ts'
import type { ScreeningInput } from '../../../machines/ports.ts'
import { UNKNOWN, type Knowledge } from '../../../machines/standing.ts'
import type { Verdict } from '../../../machines/verdict.ts'
import { withPorts } from '../../../server/calls/ports.ts'

export const arrival: Arrival = {
  callSid: 'CA00000000000000000000000000000001',
  from: '+14155550123',
  caller: '+14155550123',
  withheld: false,
  called: '+14155550100',
  forwardedFrom: null,
  attestation: 'a',
}
export const contact: Contact = {
  phoneNumber: '+14155550123',
  name: 'Ada Example',
  category: 'family',
}

export const silent: CallEvent = { type: 'caller.silent' }
export const hungUp: CallEvent = { type: 'call.ended' }
export const spoke = (text: string): CallEvent => ({ type: 'caller.spoke', text })
export const dialed = (outcome: DialOutcome): CallEvent => ({ type: 'dial.ended', outcome })
export const answeredLeg = (dial: number): CallEvent => ({ type: 'owner.answered', dial })
export const decided = (choice: OwnerChoice, words?: string): CallEvent => ({
  type: 'owner.decided',
  choice,
  ...(words !== undefined && { words }),
})

export interface World {
  /** The concierge's where left out. */
  flow?: Flow
  /** What comes first, where that is no arrival. */
  begunBy?: CallEvent
  limits?: Limits
  arrival?: Arrival
  openDial?: boolean | Error | 'thinking'
  contact?: Contact | null | Error | 'thinking'
  /** Besides. */
  known?: Partial<Knowledge>
  /** One after the other. */
  verdicts?: (Verdict | Error | 'thinking')[]
}

function knowledgeOf(
  whom: Exclude<World['contact'], undefined>,
  known: Partial<Knowledge> = {},
): Knowledge | Error | 'thinking' {
  if (whom === 'thinking' || whom instanceof Error) return whom
  const always = { by: null, hours: null, passesNow: true, language: null }
  return { ...UNKNOWN, ...(whom && { contact: { ...whom, ...always } }), ...known }
}

/** A call, from its arrival through the events to where it rests or still thinks. */
export async function take(world: World, ...events: CallEvent[]) {
  const { limits = { maxTurns: 3, noSpeechRetries: 1 }, openDial = false } = world
  const begun = world.begunBy ?? { type: 'call.arrived' as const, ...arrival, ...world.arrival }
  const verdicts = [...(world.verdicts ?? [])]
  const screened: ScreeningInput[] = []
  const flow = withPorts(world.flow ?? conciergeFlow, {
    findOpenDial: () => answer(openDial),
    knowCaller: () => answer(knowledgeOf(world.contact ?? null, world.known)),
    screen(input) {
      screened.push(input)
      return answer(verdicts.shift() ?? new Error('one verdict too few'))
    },
  })
  const actor = createActor(flow, { input: limits }).start()
  const last = [begun, ...events].at(-1)!
  for (const event of [begun, ...events]) {
    actor.send(event)
    const rested = waitFor(actor, (now) => now.status === 'done' || !now.hasTag('thinking'), {
      timeout: 20,
    })
    await rested.catch(() => undefined)
  }
  const resting = actor.getSnapshot()
  const context = resting.context as CallContext
  const { decision, transferStatus } = context
  actor.stop()
  return {
    state: stateOf(resting.value),
    cue: cueOf(resting),
    /** What the owner's leg hears, where the last event came from it. */
    told: earOf(last) === 'owner' ? cueOf(resting, last) : null,
    /** Why the owner's phone rings, and what the owner is told as the call comes here. */
    because: reasonToDial(resting),
    tells: toldIn(resting),
    tags: [...resting.tags],
    done: resting.status === 'done',
    decision,
    transferStatus,
    context,
    screened,
  }
}

/** What a port does: answers, fails, or takes its time. */
function answer<Output>(does: Output | Error | 'thinking'): Promise<Output> {
  if (does === 'thinking') return new Promise(() => undefined)
  return does instanceof Error ? Promise.reject(does) : Promise.resolve(does)
}

export function verdict(decision: Verdict['decision'], reply: string): Verdict {
  return { decision, kind: 'other', reply, screener: 'scripted', reasons: [] }
}

export function cue(next: Cue['next'], sentence?: SentenceName, more?: object) {
  return { say: sentence ? [{ sentence }] : [], next, ...more }
}

function stateOf(value: unknown): string {
  if (typeof value === 'string') return value
  return Object.entries(value as object)
    .map(([key, inner]) => `${key}.${stateOf(inner)}`)
    .join('+')
}

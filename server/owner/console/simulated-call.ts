/** A simulated call, as far as it has come: all of it from the database, so that any process can go on. */
import type { CallContext, CallEvent } from '../../../machines/call.ts'
import { isOfOwnersLeg } from '../../../machines/cue.ts'
import { findFlow, type Flow } from '../../../machines/flows.ts'
import type { Speech } from '../../../prompts/speech/speech.ts'
import { findAnswers } from '../../../storage/calls/answers.ts'
import {
  findConversation,
  findJournal,
  type Conversation,
} from '../../../storage/review/conversations.ts'
import type { RollOf } from '../../../storage/roll.ts'
import type { Queries } from '../../../storage/database.ts'
import { PLAYED } from '../../../storage/played.ts'
import { findLoggedCall } from '../../../storage/review/logged-calls.ts'
import { recordedCall } from '../../replay/logged-call.ts'
import { parseTwiml, type Dial, type Verb } from '../../phone/twiml-document.ts'
import { turnsOf, type RecordedCall } from '../../replay/recorded-call.ts'
import { replayCall } from '../../replay/replay-call.ts'

/** One turn: what came, what the ports answered, where the flow went, what was answered. */
interface SimulatedStep {
  at: string
  events: CallEvent[]
  ports: { port: string; output?: unknown; error?: string }[]
  /** Those passed through, by their ids in the chart; the last is where it rests. */
  states: string[]
  /** The lines taken between them. */
  edges: string[]
  /** As dots have it: `listening.greeting`. Null while the turn goes on. */
  state: string | null
  /** Null where it has no answer yet, or nobody heard it. */
  twiml: string | null
}

export interface SimulatedCall {
  call: Conversation
  steps: SimulatedStep[]
  /** Null before the first turn. */
  context: CallContext | null
  /** Which its caller is on. */
  line: 'gather' | 'relay'
  /** What the latest answer to the caller waits for. */
  waits: 'caller' | 'dial' | null
  /** What the phone obeys: the latest document that somebody hears; null where it is not known any more. */
  obeyed: string | null
  /** The latest that waits for the caller, or for the end of a dial. */
  waitedAt: string | null
  /** The owner's end of the dial that the call waits for; null where it waits for none. */
  owner: OwnersEnd | null
}

export interface OwnersEnd {
  state: 'ringing' | 'asked' | 'talking'
  /** Whether whoever answers is told who calls. */
  announced: boolean
  /** What was said there. */
  heard: string[]
  /** The latest answer to that leg; null where it has had none. */
  twiml: string | null
}

/** Undefined where no such call was simulated, or it is erased. */
export async function findSimulatedCall(
  queries: Queries,
  callSid: string,
  { rollOf, ...concierge }: { flows: readonly Flow[]; rollOf: RollOf; speech: Speech },
): Promise<SimulatedCall | undefined> {
  const call = await findConversation(queries, rollOf, callSid)
  if (call?.simulated !== PLAYED.onConsole || call.erased_at !== null) return undefined
  const [logged, journal, answers] = await Promise.all([
    findLoggedCall(queries, callSid),
    findJournal(queries, call.id),
    findAnswers(queries, call.id),
  ])
  const recorded = recordedCall(logged!)
  const ways = waysOf(recorded, concierge)
  const bodyOf = new Map(answers.map(({ webhook, body }) => [webhook, body]))
  const bodyAt = new Map(journal.map(({ seq, webhook }) => [seq, bodyOf.get(webhook ?? '')]))
  const steps = turnsOf(recorded).map(({ at, events, notes, rest }, index): SimulatedStep => ({
    at,
    events: events.map(({ event }) => event),
    ports: notes.map(({ payload }) => payload),
    states: ways[index]?.states ?? [],
    edges: ways[index]?.edges ?? [],
    state: rest?.state ?? null,
    twiml: events.map(({ seq }) => bodyAt.get(seq)).find(Boolean) ?? null,
  }))
  const { context = null } = JSON.parse(logged?.snapshot ?? '{}') as { context?: CallContext }
  const answered = turnsOf(recorded)
    .flatMap(({ events }) => events)
    .flatMap(({ seq, event }) => {
      const twiml = bodyAt.get(seq)
      return twiml ? [{ event, twiml }] : []
    })
  const heard = answered.flatMap(({ event, twiml }) => (isOfOwnersLeg(event) ? [] : [twiml]))
  const documents = heard.filter(isDocument)
  const obeyed = documents.at(-1) ?? null
  const latest = heard.at(-1)
  const waits = latest === undefined ? null : waitsFor(latest)
  const isStreamed = heard.some((body) => !isDocument(body) || opensSocket(body))
  const line = isStreamed ? 'relay' : 'gather'
  const waitedAt = documents.findLast((twiml) => waitsFor(twiml) !== null) ?? null
  const owner = obeyed === null ? null : ownersEnd(obeyed, answered, context)
  return { call, steps, context, line, waits, obeyed, waitedAt, owner }
}

/** As the answers to that leg tell it: of the dial that rings, and of no other. */
function ownersEnd(
  obeyed: string,
  answered: { event: CallEvent; twiml: string }[],
  context: CallContext | null,
): OwnersEnd | null {
  const dial = parseTwiml(obeyed).find(({ verb }) => verb === 'Dial') as Dial | undefined
  if (!dial) return null
  const told = answered.flatMap(({ event, twiml }) =>
    isOfOwnersLeg(event) && event.dial === context?.dial?.number ? [twiml] : [],
  )
  const heard = told.flatMap((twiml) => parseTwiml(twiml)).flatMap(spokenBy)
  const twiml = told.at(-1) ?? null
  const isAsked = twiml !== null && waitsFor(twiml) === 'caller'
  const state = twiml === null ? 'ringing' : isAsked ? 'asked' : 'talking'
  return { state, announced: dial.whisper !== null, heard, twiml }
}

/** What is said twice is told once. */
function spokenBy(verb: Verb): string[] {
  const prompts = verb.verb === 'Gather' ? verb.prompts : [verb]
  const texts = prompts.flatMap((prompt) => (prompt.verb === 'Say' ? [prompt.text] : []))
  return [...new Set(texts)]
}

/** What goes over a socket is none. */
function isDocument(body: string): boolean {
  return body.startsWith('<')
}

function opensSocket(twiml: string): boolean {
  return parseTwiml(twiml).some(({ verb }) => verb === 'Connect')
}

/** What an answer waits for: the caller's words, the end of the dial, nothing any more. */
function waitsFor(twiml: string): 'caller' | 'dial' | null {
  if (!isDocument(twiml)) {
    const { next } = JSON.parse(twiml) as { next?: unknown }
    return next === 'listen' ? 'caller' : null
  }
  const verbs = parseTwiml(twiml)
  if (verbs.some(({ verb }) => verb === 'Gather' || verb === 'Connect')) return 'caller'
  return verbs.some(({ verb }) => verb === 'Dial') ? 'dial' : null
}

/** What each turn passed through: the journal names but the states in which it came to rest. */
function waysOf(
  recorded: RecordedCall,
  { flows, speech }: { flows: readonly Flow[]; speech: Speech },
): Pick<SimulatedStep, 'states' | 'edges'>[] {
  const flow = findFlow(recorded.flow, recorded.flowVersion, flows)
  if (!flow || !recorded.limits) return []
  const { turns } = replayCall({ flow, call: recorded, limits: recorded.limits, speech })
  // The first turn begins where the flow does.
  return turns.map(({ states, path }, index) => ({
    states: index === 0 && path[0] ? [path[0].from, ...states] : states,
    edges: path.map(({ edge }) => edge),
  }))
}

/** What a call asks of the world. A flow only names these questions; the server answers them. */
import { fromPromise, type OutputFrom } from 'xstate'
import type { Arrival, Attestation, CallContext, Utterance } from './call.ts'
import type { Contact } from './contact.ts'
import { KNOWLEDGE, WAYS_IN } from './knowledge-examples.ts'
import { UNKNOWN, type Knowledge, type Told } from './standing.ts'
import type { Verdict } from './verdict.ts'

/** What a screener is told. Neither the caller's number nor the owner's is among it. */
export interface ScreeningInput {
  /** Tells the questions of different calls apart; no model is told. */
  callSid: string
  /** Everything said so far on both sides, oldest first; the last is the caller's. */
  said: Utterance[]
  withheld: boolean
  attestation: Attestation
  /** What is known of the caller besides; left out where that is nothing. */
  told?: Told
  /** In which the reply is spoken, BCP 47; left out where it is not known. */
  language?: string
  /** Of the owner who is called, the name, empty for one who is not named; left out where it is that of all calls. */
  owner?: string
}

/**
 * A placeholder until `withActors` puts in who answers. `told`: what they hear of the call. `mayAnswer`: an example of
 * each kind of answer, for whoever acts a flow out without the world.
 */
function port<Output, Input>(declared: {
  told: (call: CallContext) => Input
  mayAnswer: Output[]
}) {
  const placeholder = fromPromise<Output>(() => Promise.reject(new Error('Nobody answers here')))
  return Object.assign(placeholder, declared)
}

/** With what has to be escaped on its way to a caller. */
const verdict = (decision: Verdict['decision'], kind: Verdict['kind'] = 'other'): Verdict => ({
  decision,
  kind,
  reply: `Your "call" <is> & stays ${decision}.`,
  screener: 'example',
  reasons: ['because'],
})

export const ports = {
  /** Is this call our own dial to the owner coming back, because the owner's phone forwards to us? */
  findOpenDial: port<boolean, Arrival>({
    told: ({ arrival }) => arrival!,
    mayAnswer: [false, true],
  }),
  /** Who is it, and what holds for them? */
  knowCaller: port<Knowledge, Arrival>({
    told: ({ arrival }) => arrival!,
    mayAnswer: WAYS_IN.map((standing): Knowledge => KNOWLEDGE[standing]),
  }),
  screen: port<Verdict, ScreeningInput>({
    told({ arrival, said, standing, language, limits }) {
      const { callSid, withheld, attestation } = arrival!
      const told = standing?.told
      return {
        callSid,
        said,
        withheld,
        attestation,
        ...(told && { told }),
        ...(language !== undefined && { language }),
        ...(limits.owner !== undefined && { owner: limits.owner.name }),
      }
    },
    mayAnswer: [verdict('transfer'), verdict('end'), verdict('ask'), verdict('end', 'sales')],
  }),
}

export type PortName = keyof typeof ports
export type PortInput<Name extends PortName> = ReturnType<(typeof ports)[Name]['told']>
export type PortOutput<Name extends PortName> = OutputFrom<(typeof ports)[Name]>

/** What a port answered, or how it failed. */
export interface PortNote {
  kind: 'answer' | 'fault'
  payload: { port: string; output?: unknown; error?: string }
}

/**
 * As it is asked and answered today: until version 2 of the flows only the contact was looked up, by a port of another
 * name. Nothing else is known of such a call.
 */
export function noteToday(note: PortNote): PortNote {
  const { kind, payload } = note
  if (payload.port !== 'lookUpContact') return note
  const today = { port: 'knowCaller' }
  if (kind === 'fault') return { kind, payload: { ...payload, ...today } }
  return { kind, payload: { ...today, output: knowledgeOf(payload.output as Contact | null) } }
}

function knowledgeOf(contact: Contact | null): Knowledge {
  if (!contact) return UNKNOWN
  const always = { by: null, hours: null, passesNow: true, language: null }
  return { ...UNKNOWN, contact: { ...contact, ...always } }
}

/** What a call asks of the world. A flow only names these questions; the server answers them. */
import { fromPromise, type OutputFrom } from 'xstate'
import type { Arrival, Attestation, CallContext, Utterance } from './call.ts'
import type { Contact } from './contact.ts'
import type { Verdict } from './verdict.ts'

/** What a screener is told. Neither the caller's number nor the owner's is among it. */
export interface ScreeningInput {
  /** Tells the questions of different calls apart; no model is told. */
  callSid: string
  /** Everything said so far on both sides, oldest first; the last is the caller's. */
  said: Utterance[]
  withheld: boolean
  attestation: Attestation
  /** In which the reply is spoken, BCP 47; left out where it is not known. */
  language?: string
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
  lookUpContact: port<Contact | null, Arrival>({
    told: ({ arrival }) => arrival!,
    mayAnswer: [null, { phoneNumber: '+14155550123', name: 'Ada Example', category: 'family' }],
  }),
  screen: port<Verdict, ScreeningInput>({
    told({ arrival, said, language }) {
      const { callSid, withheld, attestation } = arrival!
      return { callSid, said, withheld, attestation, ...(language !== undefined && { language }) }
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

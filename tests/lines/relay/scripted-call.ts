/** A call for sockets to be of: whatever comes over one is answered as a test gives it. */
import type { Cue } from '../../../machines/cue.ts'
import type { Incoming } from '../../../server/calls/incoming.ts'
import { createNonces } from '../../../server/lines/relay/nonces.ts'
import { createRelayLine } from '../../../server/lines/relay/relay-line.ts'
import { twilioCarrier } from '../../../server/lines/relay/twilio-carrier.ts'

export const CALL = 'CA00000000000000000000000000000001'
/** Whose answer opens its sockets. */
export const TURN = 3
export const nonces = createNonces(['token'])

export const PARAMETERS = {
  nonce: nonces.of(CALL, TURN),
  spoken: '140',
  quiet: '5',
  speaks: 'en-US',
  hears: 'en-US',
}

export const setup = (customParameters: Record<string, string> = PARAMETERS) => ({
  type: 'setup',
  callSid: CALL,
  customParameters,
})
export const prompt = (voicePrompt: string, last = true) => ({ type: 'prompt', voicePrompt, last })
export const interrupt = (utteranceUntilInterrupt: string) => ({
  type: 'interrupt',
  utteranceUntilInterrupt,
})

export interface Reply {
  next?: Cue['next']
  words?: string[]
  /** How many turns further the call is with it. */
  on?: number
}

/** What a session is made with; null is no answer at all. */
export function scriptedCall(answer: (incoming: Incoming) => Reply | null = () => ({})) {
  const asked: Incoming[] = []
  return {
    asked,
    carrier: twilioCarrier,
    line: createRelayLine(() => ({ language: 'en-US', voice: null })),
    nonces,
    answerInTime(incoming: Incoming): Promise<string> {
      asked.push(incoming)
      const reply = answer(incoming)
      if (!reply) return Promise.resolve('')
      const { next = 'listen', words = ['Why?'], on = 1 } = reply
      const cue: Cue = { say: words.map(() => ({ sentence: 'greeting' })), next }
      const call = { call_sid: incoming.callSid, caller_id: '', called: '' }
      const revision = incoming.replyTo! + on
      return Promise.resolve(incoming.render({ cue, words, revision, call }))
    },
  }
}

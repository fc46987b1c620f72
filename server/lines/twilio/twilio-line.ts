/** Twilio as a line: webhooks come in, TwiML goes out. */
import type { Speech } from '../../../prompts/speech/speech.ts'
import type { Line } from '../line.ts'
import { createRender, SPEECH_TIMEOUT_SECONDS } from './twiml.ts'
import type { RelayOptions, TwimlOptions } from './twiml-options.ts'

export interface TwilioLine extends Line {
  /** The answer in documents alone, for a call that no socket can be opened for; and so is what it leads to. */
  renderPlainly: Line['render']
  /** The answer with words streamed, for a call that is played so. */
  renderStreamed: Line['render']
  /** In the owner's ear, of a call that is not there any more. */
  callerGone: string
}

const NO_CALL = { call_sid: '', caller_id: '', called: '' }

export function createTwilioLine(
  { played, ...options }: TwimlOptions & { played?: RelayOptions },
  speech: Speech,
): TwilioLine {
  const render = createRender(options)
  return {
    name: 'gather',
    pauseMs: SPEECH_TIMEOUT_SECONDS * 1_000,
    render,
    renderPlainly: options.relay
      ? createRender({ ...options, relay: undefined, staysPlain: true })
      : render,
    renderStreamed: createRender({ ...options, relay: played }),
    apology: render({
      cue: { say: [{ sentence: 'textInstead' }], next: 'hang up' },
      words: [speech.textInstead],
      revision: 0,
      call: NO_CALL,
    }),
    ownerApology: render({
      cue: { ear: 'owner', say: [], next: 'hang up' },
      words: [],
      revision: 0,
      call: NO_CALL,
    }),
    callerGone: render({
      cue: { ear: 'owner', say: [{ sentence: 'callerGone' }], next: 'hang up' },
      words: [speech.callerGone],
      revision: 0,
      call: NO_CALL,
    }),
    statusOf: (body) => (body ? 200 : 204),
  }
}

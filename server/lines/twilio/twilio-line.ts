/** Twilio as a line: webhooks come in, TwiML goes out. */
import type { Speech } from '../../../prompts/speech/speech.ts'
import type { Line } from '../line.ts'
import { createRender, type TwimlOptions } from './twiml.ts'

export function createTwilioLine(options: TwimlOptions, speech: Speech): Line {
  const render = createRender(options)
  return {
    render,
    apology: render({
      cue: { say: [{ sentence: 'textInstead' }], next: 'hang up' },
      words: [speech.textInstead],
      revision: 0,
      call: { call_sid: '', caller_id: '', called: '' },
    }),
    statusOf: (body) => (body ? 200 : 204),
  }
}

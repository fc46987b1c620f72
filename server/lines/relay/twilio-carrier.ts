/**
 * Twilio's ConversationRelay: everything of its frames that is its own. Only what is documented is read, and a field that
 * nobody needs is not asked for. https://www.twilio.com/docs/voice/conversationrelay/websocket-messages
 */
import { z } from 'zod'
import { MOST_FRAME_BYTES, type Carrier, type ReadFrame, type Told } from './carrier.ts'

const MOST_PARAMETERS = 20

const text = z.string()

/** Null for a frame that is not as its page has it. */
type Reader = (frame: object) => Told | null

const READERS: Record<string, Reader> = {
  setup: reader(
    z.object({
      callSid: z.string().regex(/^[A-Za-z0-9]{1,34}$/),
      customParameters: z
        .record(z.string().max(100), z.string().max(1_000))
        .refine((given) => Object.keys(given).length <= MOST_PARAMETERS)
        .default({}),
    }),
    ({ callSid, customParameters: parameters }) => ({ tells: 'setup', callSid, parameters }),
  ),
  // A prompt that does not say whether it is the last is whole: partial ones are marked.
  prompt: reader(
    z.object({ voicePrompt: text, last: z.boolean().default(true) }),
    ({ voicePrompt, last }) => ({ tells: 'speech', text: voicePrompt, isFinal: last }),
  ),
  interrupt: reader(
    z.object({ utteranceUntilInterrupt: text }),
    ({ utteranceUntilInterrupt: heard }) => ({ tells: 'interruption', heard }),
  ),
  dtmf: reader(z.object({ digit: z.string().regex(/^[0-9*#A-D]$/i) }), ({ digit }) => ({
    tells: 'key',
    key: digit,
  })),
  error: reader(z.object({ description: text.default('') }), ({ description }) => ({
    tells: 'fault',
    description,
  })),
}

function reader<Frame>(schema: z.ZodType<Frame>, tell: (frame: Frame) => Told): Reader {
  return (frame) => {
    const { success, data } = schema.safeParse(frame)
    return success ? tell(data) : null
  }
}

export const twilioCarrier: Carrier = {
  read,
  text: (token, last, lang) => JSON.stringify({ type: 'text', token, last, lang }),
  language: (ttsLanguage, transcriptionLanguage) =>
    JSON.stringify({ type: 'language', ttsLanguage, transcriptionLanguage }),
  end: (handoffData) => JSON.stringify({ type: 'end', handoffData }),
}

function read(frame: string): ReadFrame {
  if (Buffer.byteLength(frame) > MOST_FRAME_BYTES) return { unread: 'too long' }
  let parsed: unknown
  try {
    parsed = JSON.parse(frame)
  } catch {
    return { unread: 'not JSON' }
  }
  if (typeof parsed !== 'object' || parsed === null) return { unread: 'not as documented' }
  const { type } = parsed as { type?: unknown }
  const isKnown = typeof type === 'string' && Object.hasOwn(READERS, type)
  if (!isKnown) return { unread: 'of an unknown type' }
  const told = READERS[type]!(parsed)
  return told ? { told } : { unread: 'not as documented' }
}

/** Every parser that an outsider's text reaches, as a function of that text. */
import { speechIn } from '../../prompts/speech/speech-in.ts'
import { saidYes } from '../../machines/hearing/said-yes.ts'
import { spokenNumber } from '../../machines/hearing/spoken-number.ts'
import { conversation } from '../../prompts/concierge.ts'
import { cleanText } from '../../server/lines/clean-text.ts'
import { readArrival, readFallback, readSpeech } from '../../server/lines/twilio/events.ts'
import { firstValues, readFields } from '../../server/lines/twilio/form.ts'
import { createSignatureCheck } from '../../server/lines/twilio/signature.ts'
import { readContactFile } from '../../server/owner/contact-files/read-contact-file.ts'
import { readUpload } from '../../server/owner/contact-files/read-upload.ts'
import { eventData } from '../../server/screening/event-stream.ts'
import { createOfflineScreener } from '../../server/screening/offline/offline-screener.ts'
import { plainSpeech } from '../../server/screening/plain-speech.ts'
import { readChunk } from '../../server/screening/read-chunk.ts'
import { createVerdictReader } from '../../server/screening/verdict-reader.ts'
import { judgePhoneNumber } from '../../server/settings/phone-number.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'

export interface Parser {
  /** The longest text that reaches it, in characters, or as much as is worth a try. */
  most: number
  read(text: string): unknown
}

const speech = speechIn('en-US', '')
const options = { defaultCountry: 'US', category: null }
const checkSignature = createSignatureCheck(['token'], 'https://concierge.example.com')
const offline = createOfflineScreener({ speech })
const FORM = 256 * 1024
const FILE = 1024 * 1024
/** What a caller says is shortened to this before it goes anywhere. */
const SPOKEN = 8_000

export const PARSERS: Record<string, Parser> = {
  form: { most: FORM, read: (text) => firstValues(readFields(text) ?? {}) },
  'signature of a form': {
    most: FORM,
    read: (text) =>
      checkSignature({
        signature: 'x',
        pathAndQuery: '/twilio/voice',
        fields: readFields(text) ?? {},
      }),
  },
  'signature of a query': {
    most: 16_000,
    read: (text) =>
      checkSignature({
        signature: 'x',
        pathAndQuery: `/twilio/voice?${encodeURI(text.toWellFormed())}`,
        fields: {},
      }),
  },
  arrival: {
    most: FORM,
    read: (text) => readArrival({ From: text, To: text, ForwardedFrom: text, StirVerstat: text }),
  },
  fallback: { most: FORM, read: (text) => readFallback({ ErrorUrl: text }) },
  speech: { most: FORM, read: (text) => readSpeech({ SpeechResult: text }) },
  'clean text': { most: FORM, read: cleanText },
  yes: { most: SPOKEN, read: saidYes },
  'spoken number': { most: SPOKEN, read: spokenNumber },
  number: { most: FILE, read: (text) => judgePhoneNumber(text, 'US') },
  'built-in rules': {
    most: SPOKEN,
    read: (text) => offline({ ...HEARD, said: [{ speaker: 'caller', text }] }),
  },
  'what a model is told': {
    most: SPOKEN,
    read: (text) =>
      conversation(
        { ...HEARD, said: [{ speaker: 'caller', text }] },
        { localTime: 'Monday, 10:00' },
      ),
  },
  csv: { most: FILE, read: (text) => readContactFile(text, 'csv', options) },
  vcard: { most: FILE, read: (text) => readContactFile(text, 'vcard', options) },
  'a card’s property': {
    most: FILE,
    read: (text) => readContactFile(inCard(text), 'vcard', options),
  },
  'upload in pieces': {
    most: FILE,
    read: (text) => readUpload(pieces(text, 4_096), undefined, options),
  },
  verdict: { most: 200_000, read: (text) => verdictOf([text]) },
  'verdict in pieces': { most: 4_000, read: verdictOf },
  'verdict behind a thought': { most: 90_000, read: (text) => verdictOf([`<think>${text}`]) },
  'plain speech': { most: 2_048, read: plainSpeech },
  events: { most: FILE, read: (text) => drained(pieces(text, 1_024)) },
  'events in small pieces': { most: 100_000, read: (text) => drained(pieces(text, 3)) },
}

const HEARD = { callSid: 'CA1', withheld: false, attestation: 'none' as const }

/** An answer of ours is an error of our family; what it says is no matter here. */
export async function readBy({ read }: Parser, text: string): Promise<void> {
  try {
    await read(text)
  } catch (error) {
    if (!(error instanceof ConciergeError) && !(error instanceof SyntaxError)) throw error
  }
}

function inCard(text: string): string {
  return `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${text}\r\nTEL;${text}:${text}\r\nEND:VCARD\r\n`
}

function verdictOf(deltas: Iterable<string>): unknown {
  const reader = createVerdictReader()
  for (const delta of deltas) reader.push(delta)
  return reader.finish()
}

async function* pieces(text: string, size: number): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function drained(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const data of eventData(body)) readChunk(JSON.parse(data))
}

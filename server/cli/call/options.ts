/** What `npm run call` can be told. */
import type { OwnerChoice } from '../../../machines/call.ts'
import type { DialOutcome } from '../../phone/phone.ts'
import type { Values } from '../command/options.ts'
import { UsageError } from '../command/usage-error.ts'
import { DECISION_WORDS, readDecision } from './decision.ts'

/** What comes of ringing the owner: how the dial ends, or what whoever answers does. */
export type DialPlay = DialOutcome | 'voicemail' | 'decline' | 'message'

export interface CallOptions {
  from: string
  to: string | undefined
  url: string | undefined
  /** Whether a server of its own is wanted although one may be running. */
  own: boolean
  publicUrl: string | undefined
  /** Null: a person types. */
  sayings: string[] | null
  dial: DialPlay
  /** What the owner decides once nothing more is said; null for nothing. */
  decision: OwnerChoice | null
  json: boolean
}

export const CALL_HELP = `Be the caller: what the concierge says is printed, what you type is what you say.

  npm run call                             type your side of the call
  npm run call -- --say "…" --say "…"      say this, print the call and exit

  --from NUMBER     who calls: a number in full such as +14155550123 (the default);
                    anonymous, restricted, unavailable or unknown for a number withheld;
                    client:NAME or sip:NAME@HOST
  --to NUMBER       the number called; by default TWILIO_PHONE_NUMBER
  --say TEXT        a saying; may be repeated; an empty one is silence. When they run out
                    and the call still listens, the caller hangs up
  --dial OUTCOME    how it goes when the concierge rings the owner: answer (the default: who is
                    told who calls takes the call), decline, message (they shall leave one),
                    voicemail, busy, no-answer or failed. No real phone ever rings
  --decide CHOICE   what the owner decides when nothing more is said, as on a notice of a caller
                    who waits: put-through, take-a-message, call-back or turn-away
  --json            print the call as JSON, for programs
  --url URL         call this server, wherever it runs
  --own             call a server of its own although one is running
  --public-url URL  what that server takes for its public address, if it is not BASE_URL
  --help            this text

You are both. While you type: an empty line is silence, /hangup (or Ctrl-C, Ctrl-D) hangs up; while
the owner's phone rings: /answer, /voicemail, /busy, /no-answer or /failed. Once it is answered, and
the owner told who calls, a key is the owner's: 1, 2 or 3; an empty line presses none. While the
caller is on the line the owner may step in: /put-through, /take-a-message, /call-back, /turn-away,
or /tell and a sentence that is said to the caller. It is heard at once, as is what is decided on
the console or on a phone meanwhile, where the server is one of its own or has its Twilio API on
this machine: at TWILIO_API_URL, by default http://127.0.0.1:8090 while it is not set up for real
calls. Elsewhere it is heard with the next word or silence.

Without --url the server is called that runs on this machine at PORT (8000), as npm start
begins it: its console shows the call, and it counts as a real one. Where none runs, or with
--own, the command starts one, with the settings of the environment and .env, on a free port.
That one remembers nothing: its database is temporary, unless SQLITE_DB_PATH is set; then that
database's exceptions count, and the call is kept there. Which of them is called is told first.
With TWILIO_AUTH_TOKEN set, webhooks are signed as Twilio signs them.

Exit codes: 0 the call took place, 1 the server failed or was out of reach, 2 wrong usage.`

export const CALL_OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  say: { type: 'string', multiple: true },
  dial: { type: 'string' },
  decide: { type: 'string' },
  json: { type: 'boolean' },
  url: { type: 'string' },
  own: { type: 'boolean' },
  'public-url': { type: 'string' },
} as const

const OUTCOMES: Record<string, DialPlay> = {
  answer: 'completed',
  voicemail: 'voicemail',
  decline: 'decline',
  message: 'message',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
}

/** The outcome of a dial by the word for it, as in `--dial busy` and `/busy`. */
export function readOutcome(word: string): DialPlay | undefined {
  return Object.hasOwn(OUTCOMES, word) ? OUTCOMES[word] : undefined
}

/** Throws `UsageError`. */
export function readCallOptions(values: Values<typeof CALL_OPTIONS>): CallOptions {
  const { say, dial, decide, json = false, own = false } = values
  const from = readCaller('from', values.from) ?? '+14155550123'
  const to = readCaller('to', values.to)
  const outcome = readOutcome(dial ?? 'answer')
  if (!outcome) throw new UsageError(`--dial ${dial}: choose ${Object.keys(OUTCOMES).join(', ')}`)
  const url = readUrl('url', values.url)
  const publicUrl = readUrl('public-url', values['public-url'])
  if (url && own) throw new UsageError('Either --url or --own')
  if (publicUrl && !url) throw new UsageError('--public-url goes with --url only')
  const decision = decide === undefined ? null : readDecision(decide)
  if (decision === undefined)
    throw new UsageError(`--decide ${decide}: choose ${DECISION_WORDS.join(', ')}`)
  const isScripted = say !== undefined || dial !== undefined || decision !== null || json
  const sayings = isScripted ? (say ?? []) : null
  return { from, to, url, own, publicUrl, sayings, dial: outcome, decision, json }
}

/** Who has no number to show, as carriers tell it, and who needs none. */
const WITHHELD = ['anonymous', 'restricted', 'unavailable', 'unknown', 'blocked']
const ADDRESS = /^(client:[^\s@]+|sips?:[^\s@]+@[^\s@]+)$/i

/** Of a number how it is dialled, without what people write between its digits. */
function readCaller(flag: 'from' | 'to', written: string | undefined): string | undefined {
  if (written === undefined) return undefined
  const word = written.trim()
  if (ADDRESS.test(word)) return word
  if (flag === 'from' && WITHHELD.includes(word.toLowerCase())) return word.toLowerCase()
  const digits = word.replace(/[\s().\-/]/g, '')
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits
  const or = flag === 'from' ? `, or one of ${WITHHELD.join(', ')}` : ''
  throw new UsageError(`--${flag} ${written}: write the number in full, like +14155550123${or}`)
}

function readUrl(flag: string, url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  const protocol = URL.parse(url)?.protocol
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new UsageError(`--${flag} ${url}: write it in full, like http://127.0.0.1:8000`)
  }
  return url
}

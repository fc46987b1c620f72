/** What `npm run call` can be told. */
import type { DialOutcome } from '../../phone/phone.ts'
import type { Values } from '../command/options.ts'
import { UsageError } from '../command/usage-error.ts'

export interface CallOptions {
  from: string
  to: string | undefined
  url: string | undefined
  publicUrl: string | undefined
  /** Null: a person types. */
  sayings: string[] | null
  dial: DialOutcome
  json: boolean
}

export const CALL_HELP = `Be the caller: what the concierge says is printed, what you type is what you say.

  npm run call                             type your side of the call
  npm run call -- --say "…" --say "…"      say this, print the call and exit

  --from NUMBER     who calls: a number in full such as +14155550123 (the default),
                    or a word such as anonymous
  --to NUMBER       the number called; by default TWILIO_PHONE_NUMBER
  --say TEXT        a saying; may be repeated; an empty one is silence. When they run out
                    and the call still listens, the caller hangs up
  --dial OUTCOME    how it goes when the concierge rings the owner: answer (the default),
                    busy, no-answer or failed. No real phone ever rings
  --json            print the call as JSON, for programs
  --url URL         call a server that is already running
  --public-url URL  what that server takes for its public address, if it is not BASE_URL
  --help            this text

While you type: an empty line is silence, /hangup (or Ctrl-C, Ctrl-D) hangs up; while the
owner's phone rings: /answer, /busy, /no-answer or /failed.

Without --url the command starts a server of its own, with the settings of the environment
and .env, on a free port of this machine. It remembers nothing: its database is temporary,
unless SQLITE_DB_PATH is set. Then that database's exceptions count, and the call is recorded
there. With TWILIO_AUTH_TOKEN set, webhooks are signed as Twilio signs them.

Exit codes: 0 the call took place, 1 the server failed or was out of reach, 2 wrong usage.`

export const CALL_OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  say: { type: 'string', multiple: true },
  dial: { type: 'string' },
  json: { type: 'boolean' },
  url: { type: 'string' },
  'public-url': { type: 'string' },
} as const

const OUTCOMES: Record<string, DialOutcome> = {
  answer: 'completed',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
}

/** The outcome of a dial by the word for it, as in `--dial busy` and `/busy`. */
export function readOutcome(word: string): DialOutcome | undefined {
  return Object.hasOwn(OUTCOMES, word) ? OUTCOMES[word] : undefined
}

/** Throws `UsageError`. */
export function readCallOptions(values: Values<typeof CALL_OPTIONS>): CallOptions {
  const { from = '+14155550123', to, say, dial, json = false } = values
  for (const [flag, number] of Object.entries({ from, to })) {
    if (number !== undefined && !/^(\+[1-9]\d{5,14}|[a-z][\w.:@-]*)$/i.test(number)) {
      throw new UsageError(
        `--${flag} ${number}: write the number in full, like +14155550123, or a word like anonymous`,
      )
    }
  }
  const outcome = readOutcome(dial ?? 'answer')
  if (!outcome) throw new UsageError(`--dial ${dial}: choose ${Object.keys(OUTCOMES).join(', ')}`)
  const url = readUrl('url', values.url)
  const publicUrl = readUrl('public-url', values['public-url'])
  if (publicUrl && !url) throw new UsageError('--public-url goes with --url only')
  const isScripted = say !== undefined || dial !== undefined || json
  const sayings = isScripted ? (say ?? []) : null
  return { from, to, url, publicUrl, sayings, dial: outcome, json }
}

function readUrl(flag: string, url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  const protocol = URL.parse(url)?.protocol
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new UsageError(`--${flag} ${url}: write it in full, like http://127.0.0.1:8000`)
  }
  return url
}

/** What `npm run conversations` can be told. */
import { namesCall, onlyWith, wholeNumber } from '../command/option-values.ts'
import type { Given } from '../command/options.ts'
import { MOMENT_HELP, readSpan, type Here } from '../command/read-moment.ts'
import { EXIT_CODES_HELP, SERVER_HELP, SERVER_OPTIONS } from '../command/server-options.ts'
import { UsageError } from '../command/usage-error.ts'
import type { ConversationFilter } from './conversations-api.ts'

export const CONVERSATIONS_HELP = `Calls and what was said in them.

  npm run conversations                        recent calls, the newest last
  npm run conversations -- --follow            and those to come, word by word, until Ctrl-C
  npm run conversations -- CA… [--journal]     one call; with everything that happened to it
  npm run conversations -- done CA…            you are done with it; undone takes it back
  npm run conversations -- verdict CA… WORD    what should have become of it: transfer, end or none
  npm run conversations -- decide CA… WORD     of a call that is on: put-through, take-a-message,
                                               call-back, turn-away, or say and a sentence
  npm run conversations -- corrected > FILE    calls with such a verdict, for npm run evaluate
  npm run conversations -- erase CA… [--yes]   forget its words and number

  --every SECONDS   how often --follow looks (1)
  --limit N         how many calls (10); with --follow it may be 0
  --tab WORD        to_call_back, missed, messages, put_through or turned_away
  --kind WORD       what screening took it for: sales, delivery, …
  --dial WORD       how your phone ended it: completed, declined, busy, no-answer,
                    failed or canceled
  --decision WORD   transferred, transferred_exception, transferred_owner,
                    transferred_expected, blocked, completed, ended_no_speech,
                    abandoned or failed
  --caller NUMBER   of this caller
  --line LINE       to this number of yours, by its label in LINES or in full
  --q TEXT          in which this was said, or whose caller has this name or number
  --from TIME       begun then or later: yesterday, 7d, 2026-01-31 or 2026-01-31T18:30;
                    --since is the same
  --to TIME         begun before; a day counts whole
  --hour HOUR       begun in this hour of the day, 0 to 23, as your clocks showed it
  --cursor CURSOR   older calls: next_cursor of an earlier --json
  --yes             erase without asking
${SERVER_HELP}

${MOMENT_HELP}
With --follow, --json prints a call on a line of its own, anew whenever it has changed.

${EXIT_CODES_HELP}
Run it as npm run -s conversations to have nothing but its output.`

export const CONVERSATIONS_OPTIONS = {
  follow: { type: 'boolean', short: 'f' },
  every: { type: 'string' },
  journal: { type: 'boolean' },
  limit: { type: 'string' },
  tab: { type: 'string' },
  kind: { type: 'string' },
  dial: { type: 'string' },
  decision: { type: 'string' },
  caller: { type: 'string' },
  line: { type: 'string' },
  q: { type: 'string' },
  from: { type: 'string' },
  since: { type: 'string' },
  to: { type: 'string' },
  hour: { type: 'string' },
  cursor: { type: 'string' },
  yes: { type: 'boolean' },
  ...SERVER_OPTIONS,
} as const

type Option = keyof typeof CONVERSATIONS_OPTIONS

const FILTERS = [
  'tab',
  'kind',
  'dial',
  'decision',
  'caller',
  'line',
  'q',
  'from',
  'since',
  'hour',
  'limit',
  'json',
] satisfies Option[]

/** `named` as a sentence goes on with it. */
const TASKS = {
  list: { named: 'a list', options: [...FILTERS, 'to', 'cursor'] },
  follow: { named: '--follow', options: [...FILTERS, 'follow', 'every'] },
  show: { named: 'one call', options: ['journal', 'json'] },
  done: { named: 'done', options: ['json'] },
  undone: { named: 'undone', options: ['json'] },
  verdict: { named: 'verdict', options: ['json'] },
  decide: { named: 'decide', options: ['json'] },
  corrected: { named: 'corrected', options: ['from', 'since', 'to', 'caller', 'line'] },
  erase: { named: 'erase', options: ['yes', 'json'] },
} satisfies Record<string, { named: string; options: Option[] }>

type Task = keyof typeof TASKS

export interface ConversationsOptions {
  task: Task
  /** Of the call to show, change or erase. */
  callSid: string
  verdict: 'transfer' | 'end' | null
  /** As REST has it; empty where nothing is decided. */
  choice: string
  /** What is to be said to the caller. */
  words: string
  filter: ConversationFilter
  limit: number
  intervalMs: number
  cursor: string | undefined
  journal: boolean | undefined
  yes: boolean | undefined
  url: string | undefined
  json: boolean | undefined
}

/** Throws `UsageError`. */
export function readConversationsOptions(
  { values, words }: Given<typeof CONVERSATIONS_OPTIONS>,
  here: Here,
): ConversationsOptions {
  const { follow, every, limit, from, since, to, hour, ...others } = values
  const { tab, kind, dial, decision, caller, line, q, cursor, journal, yes, url, json } = others
  const task = taskOf(words, follow)
  onlyWith(TASKS[task].named, TASKS[task].options, values)
  return {
    task,
    filter: {
      tab,
      kind,
      dial,
      decision,
      caller,
      line,
      q,
      hour: hour === undefined ? undefined : wholeNumber('hour', hour, 0, 23),
      ...readSpan({ from, since, to }, here),
    },
    cursor,
    journal,
    yes,
    url,
    json,
    callSid:
      task === 'show' ? readCallSid(words[0]!) : isOfCall(task) ? readCallSid(words[1]!) : '',
    verdict: task === 'verdict' ? readVerdict(words[2]) : null,
    choice: task === 'decide' ? readChoice(words) : '',
    words: words.slice(3).join(' '),
    limit:
      limit === undefined ? 10 : wholeNumber('limit', limit, task === 'follow' ? 0 : 1, 100_000),
    intervalMs: readSeconds(every) * 1000,
  }
}

const OF_CALL = ['erase', 'done', 'undone', 'verdict', 'decide'] as const

function isOfCall(word: string | undefined): word is (typeof OF_CALL)[number] {
  return OF_CALL.some((task) => task === word)
}

function taskOf(words: string[], follow: boolean | undefined): Task {
  const [word, callSid] = words
  const most = mostWords(words)
  const another = words[most]
  if (another !== undefined)
    throw new UsageError(`One call at a time: '${another}' is one too many`)
  if (isOfCall(word)) {
    if (callSid === undefined) throw new UsageError(`${word} which call? Give its id`)
    return word
  }
  if (word === 'corrected') return 'corrected'
  if (word !== undefined) return 'show'
  return follow ? 'follow' : 'list'
}

function mostWords([word, , choice]: string[]): number {
  if (word === 'decide' && choice === 'say') return Infinity
  if (word === 'verdict' || word === 'decide') return 3
  return isOfCall(word) ? 2 : 1
}

const CHOICES = ['put-through', 'take-a-message', 'call-back', 'turn-away', 'say']

function readChoice([, , word, ...words]: string[]): string {
  if (word === undefined || !CHOICES.includes(word))
    throw new UsageError(
      `${word === undefined ? 'What is to become of it?' : `'${word}' is no choice:`} Say ${CHOICES.join(', ')}`,
    )
  if (word === 'say' && words.join('').trim() === '')
    throw new UsageError('What is to be said to the caller? Write it behind say')
  return word.replaceAll('-', '_')
}

/** `none` takes back what was said before. */
function readVerdict(word: string | undefined): 'transfer' | 'end' | null {
  if (word === 'transfer' || word === 'end') return word
  if (word === 'none') return null
  throw new UsageError(
    `${word === undefined ? 'What should have become of it?' : `'${word}' is no verdict:`} Say transfer, end or none`,
  )
}

function readCallSid(word: string): string {
  if (namesCall(word)) return word
  throw new UsageError(`'${word}' is no call: give its id, as the list has it`)
}

function readSeconds(written: string | undefined): number {
  if (written === undefined) return 1
  const seconds = Number(written)
  if (/^\d+(\.\d+)?$/.test(written) && seconds >= 0.1 && seconds <= 3600) return seconds
  throw new UsageError(`--every ${written}: give seconds, from 0.1 to 3600`)
}

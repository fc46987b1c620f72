/** What becomes of a call, in words: the same on every page, in the terminal, and in the browser itself. */
import type { DialOutcome, FinalDecision } from '../../machines/call.ts'
import type { Contact } from '../../machines/contact.ts'
import type { Verdict } from '../../machines/verdict.ts'

interface DecisionWords {
  /** Within a sentence. */
  name: string
  /** By itself: on a badge, in a legend, among others to choose from. */
  short: string
  /** Of a badge; the plain one has none. */
  badge: 'good' | 'calm' | 'accent' | 'warn' | 'bad' | ''
  /** The colour in charts, one of `tokens.css`. */
  chart: `--chart-${string}`
}

export const DECISIONS = {
  transferred: {
    name: 'put through',
    short: 'Put through',
    badge: 'good',
    chart: '--chart-transferred',
  },
  transferred_exception: {
    name: 'put through as a contact',
    short: 'Contact, put through',
    badge: 'calm',
    chart: '--chart-contact',
  },
  completed: {
    name: 'answered and ended',
    short: 'Answered',
    badge: 'accent',
    chart: '--chart-completed',
  },
  ended_no_speech: {
    name: 'nothing was said',
    short: 'Silent',
    badge: '',
    chart: '--chart-silent',
  },
  abandoned: {
    name: 'the caller hung up',
    short: 'Hung up',
    badge: 'warn',
    chart: '--chart-abandoned',
  },
  failed: {
    name: 'ended by a fault',
    short: 'Fault',
    badge: 'bad',
    chart: '--chart-failed',
  },
} satisfies Record<FinalDecision, DecisionWords>

/** A call that is over before anything was decided. */
export const UNDECIDED: DecisionWords = {
  name: 'over',
  short: 'Undecided',
  badge: '',
  chart: '--chart-undecided',
}

interface DialWords {
  /** Within a sentence. */
  name: string
  /** After `Owner:`, or where it is clear whose dial it was. */
  short: string
  /** What the owner's phone does then, on the button of the Phone that makes it so. */
  deed: string
}

export const DIALS = {
  completed: { name: 'the owner answered', short: 'answered', deed: 'Answer, talk, hang up' },
  busy: { name: 'the owner was busy', short: 'was busy', deed: 'Busy' },
  'no-answer': { name: 'the owner did not answer', short: 'no answer', deed: 'No answer' },
  failed: { name: 'the owner could not be reached', short: 'not reached', deed: 'Fails' },
  canceled: {
    name: 'the caller hung up before the owner answered',
    short: 'caller hung up first',
    deed: 'Canceled',
  },
} satisfies Record<DialOutcome, DialWords>

/** What a port answered, in a word or two; one that is not known here, as it stands. */
export function answerInWords(output: unknown): string {
  if (output === null) return 'nobody known'
  if (typeof output === 'boolean') return output ? 'yes' : 'no'
  const { name, category, decision, kind } = (output ?? {}) as Partial<Contact & Verdict>
  if (name) return `${name} (${category})`
  if (decision) return `${decision}, ${kind}`
  return JSON.stringify(output) ?? '–'
}

/** What becomes of a call, in words: the same on every page, in the terminal, and in the browser itself. */
import type { CallEvent, FinalDecision, OwnerChoice, TransferStatus } from '../../machines/call.ts'
import type { Contact } from '../../machines/contact.ts'
import type { Knowledge } from '../../machines/standing.ts'
import type { CallKind, Verdict } from '../../machines/verdict.ts'
import type { Became, Tab } from '../../storage/became.ts'

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
  transferred_owner: {
    name: 'put through as you wished',
    short: 'Put through by you',
    badge: 'good',
    chart: '--chart-transferred',
  },
  transferred_expected: {
    name: 'let through by a pass',
    short: 'Expected, put through',
    badge: 'calm',
    chart: '--chart-contact',
  },
  blocked: {
    name: 'blocked, unanswered',
    short: 'Blocked',
    badge: '',
    chart: '--chart-blocked',
  },
  completed: {
    name: 'turned away',
    short: 'Turned away',
    badge: 'accent',
    chart: '--chart-completed',
  },
  ended_no_speech: {
    name: 'nothing was said',
    short: 'Said nothing',
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
  /** To the owner himself. */
  you: string
  /** What the owner's phone does then, on the button of the Phone that makes it so. */
  deed: string
}

export const DIALS = {
  completed: { name: 'the owner answered', you: 'you answered', deed: 'Answer, talk, hang up' },
  busy: { name: 'the owner was busy', you: 'your phone was busy', deed: 'Busy' },
  'no-answer': {
    name: 'the owner did not answer',
    you: 'you did not answer',
    deed: 'No answer',
  },
  failed: {
    name: 'the owner could not be reached',
    you: 'your phone could not be reached',
    deed: 'Fails',
  },
  canceled: {
    name: 'the caller hung up before the owner answered',
    you: 'the caller hung up before you answered',
    deed: 'Canceled',
  },
  declined: {
    name: 'the owner declined',
    you: 'you declined',
    deed: 'Decline',
  },
} satisfies Record<TransferStatus, DialWords>

/** What the owner may do about a caller who is on the line, as on a button. */
export const CHOICES = {
  'put through': 'Put through',
  'take a message': 'Take a message',
  'call back': 'Say I’ll call back',
  'turn away': 'Turn away',
  block: 'Block',
  say: 'Say it',
} satisfies Record<OwnerChoice, string>

/** What the inbox is divided into, besides all of it. */
export const TAB_NAMES = {
  to_call_back: 'To call back',
  missed: 'Missed',
  messages: 'Messages',
  put_through: 'Put through',
  turned_away: 'Turned away',
} satisfies Record<Tab, string>

export interface ToldCall {
  became: Became | null
  final_decision: FinalDecision | null
  transfer_status: TransferStatus | null
  end_time: string | null
}

/** What became of a call, told to its owner: `short` by itself, on a badge of that kind; `more`, if there is more to tell. */
export function becameInWords(call: ToldCall): Pick<DecisionWords, 'short' | 'badge'> & {
  more: string
} {
  const { became, final_decision: decision, transfer_status: dial, end_time: end } = call
  const you = dial === null ? '' : (DIALS[dial]?.you ?? dial)
  const isDeclined = dial === 'declined'
  switch (became) {
    case 'put_through':
      return { short: end === null ? 'Ringing you' : 'Put through', badge: 'good', more: '' }
    case 'answered':
      return { short: 'You answered', badge: 'good', more: '' }
    case 'missed':
      return { short: 'You missed it', badge: 'bad', more: you }
    case 'missed_message':
      return { short: 'You missed it', badge: 'bad', more: `${you}; there is a message` }
    case 'message':
      return { short: 'Left a message', badge: 'accent', more: isDeclined ? you : '' }
    default: {
      if (decision === null)
        return end === null
          ? { short: 'On the line', badge: 'accent', more: '' }
          : { ...UNDECIDED, more: '' }
      if (isDeclined) return { short: 'You declined', badge: 'accent', more: '' }
      // A server of another version may have words that we lack.
      const words = DECISIONS[decision] as DecisionWords | undefined
      return { short: words?.short ?? decision, badge: words?.badge ?? '', more: you }
    }
  }
}

/** Whether the owner's phone rang for it. */
export function wasPutThrough({ became }: Pick<ToldCall, 'became'>): boolean {
  return became !== null && !['message', 'turned_away'].includes(became)
}

/** What the owner can say of a call, by what became of it. */
export function verdictsInWords(
  call: Pick<ToldCall, 'became'>,
): Record<'transfer' | 'end', string> {
  return wasPutThrough(call)
    ? { transfer: 'Rightly put through', end: 'Should have been turned away' }
    : { transfer: 'Should have been put through', end: 'Rightly turned away' }
}

const CALLED_FOR: Partial<Record<CallKind, string>> = {
  sales: 'a sale',
  scam: 'a scam',
  survey: 'a survey',
  wrong_number: 'a wrong number',
  delivery: 'a delivery',
  emergency: 'an emergency',
  medical: 'a medical matter',
  business: 'business',
  family: 'family',
  friend: 'a friend',
}

/** Why it was judged so, as one says it: `heard: water is coming in; not a sale`. Without the percentages. */
export function reasonsInWords(verdict: Pick<Verdict, 'decision' | 'kind' | 'reasons'>): string {
  const { decision, kind, reasons } = verdict
  const plain = reasons.filter((reason) => !/\d\s*%/.test(reason))
  const heard = plain.flatMap((reason) => /^heard: (.+)$/s.exec(reason)?.[1] ?? [])
  const others = plain.filter((reason) => !reason.startsWith('heard: '))
  const taken = CALLED_FOR[kind]
  const isUnwanted = ['sales', 'scam', 'survey', 'wrong_number'].includes(kind)
  return [
    heard.length > 0 ? `heard: ${heard.join(', ')}` : '',
    ...others,
    decision === 'transfer' && !isUnwanted ? 'not a sale' : '',
    decision !== 'transfer' && taken !== undefined ? `sounds like ${taken}` : '',
  ]
    .filter((words) => words !== '')
    .join('; ')
}

const EVENTS: {
  [Type in CallEvent['type']]: (event: Extract<CallEvent, { type: Type }>) => string
} = {
  'call.arrived': () => 'The call arrived',
  'caller.spoke': ({ text }) => `The caller said “${text}”`,
  'caller.silent': () => 'The caller said nothing',
  'caller.interrupted': ({ heard }) =>
    heard ? `The caller cut in after “${heard}”` : 'The caller cut in before anything was heard',
  'dial.ended': ({ outcome }) => `The dial ended: ${DIALS[outcome].name}`,
  'owner.answered': () => 'Somebody answered at yours, and was told who calls',
  'owner.accepted': () => 'Whoever answered wanted to talk',
  'owner.declined': ({ wish }) =>
    wish === 'message' ? 'Whoever answered wanted a message' : 'Whoever answered declined',
  'owner.decided': ({ choice, words }) =>
    choice === 'say' ? `You said “${words ?? ''}”` : `You chose: ${CHOICES[choice] ?? choice}`,
  'call.ended': () => 'The call ended',
  'hold.ended': () => 'Twilio came back for the answer',
  'answer.lost': () => 'Twilio could not use the answer before',
}

/** What happened to a call, as a sentence. */
export function eventInWords(event: CallEvent): string {
  const sentence = EVENTS[event.type] as ((event: CallEvent) => string) | undefined
  return sentence?.(event) ?? event.type
}

const PORTS: Record<string, string> = {
  findOpenDial: 'Is it our own dial coming back?',
  knowCaller: 'Who is it?',
  // Of calls until now.
  lookUpContact: 'Is it a contact?',
  screen: 'What is it about?',
}

/** `listening.askingOn` → `listening: asking on` */
export function stateInWords(state: string): string {
  return state
    .replaceAll('.', ': ')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
}

/** An entry of the journal, as a sentence. */
export function entryInWords({ kind, payload }: { kind: string; payload?: unknown }): string {
  const told = (payload ?? {}) as {
    port?: string
    output?: unknown
    error?: string
    state?: string
    standing?: { kind: string; reason: string }
  }
  const port = told.port ?? ''
  const asked = PORTS[port] ?? port
  if (kind === 'event') return eventInWords(payload as CallEvent)
  if (kind === 'answer') {
    const answer = `${asked} ${capital(answerInWords(told.output))}`
    const because = port === 'screen' ? reasonsInWords(told.output as Verdict) : ''
    return because === '' ? answer : `${answer}: ${because}`
  }
  if (kind === 'fault') return `${asked} No answer: ${told.error ?? 'it failed'}`
  const { state = '', standing } = told
  const met = standing ? `Met as ${standing.kind}: ${standing.reason}. ` : ''
  return `${met}The call waits in “${stateInWords(state)}”`
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What of it is most worth knowing: the standing that follows from it is told with where the call waits. */
function knownInWords({ contact, block, pass, listed, history }: Knowledge): string {
  const known = [
    ...(contact ? [`${contact.name} (${contact.category})`] : []),
    ...(block ? [`blocked by ${block.rule}`] : []),
    ...(pass ? ['a pass holds'] : []),
    ...listed.map(({ list }) => `on the list ${list}`),
    ...(history.reached ? ['has reached you before'] : []),
  ]
  return known.length > 0 ? known.join(', ') : 'nobody known'
}

/** What a port answered, in a word or two; one that is not known here, as it stands. */
export function answerInWords(output: unknown): string {
  if (output === null) return 'nobody known'
  if (typeof output === 'boolean') return output ? 'yes' : 'no'
  const { name, category, decision, kind, history } = (output ?? {}) as Partial<
    Contact & Verdict & Knowledge
  >
  if (history) return knownInWords(output as Knowledge)
  if (name) return `${name} (${category})`
  if (decision) return `${decision}, ${kind}`
  return JSON.stringify(output) ?? '–'
}

/** Of the day, 0 to 23: when calls begin. */
export function hourInWords(hour: number): string {
  return `${hour}:00 to ${hour + 1}:00`
}

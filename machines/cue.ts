/** From the state a call rests in to its cue: what is heard next, in whose ear, and what we wait for after that. */
import type { AnyMachineSnapshot } from 'xstate'
import { OWNER_EVENTS, type CallContext, type CallEvent, type Notice } from './call.ts'
import { languageCode } from './hearing/languages/heard.ts'
import { lifeAtRisk } from './hearing/life-at-risk.ts'
import { spokenLanguage } from './hearing/spoken-language.ts'
import type { NoticeKind } from './notice.ts'

/** The fixed sentences a flow may ask for, by name; their words are in `prompts/speech/`. */
export type SentenceName =
  | 'greeting'
  | 'notHeard'
  | 'connectingContact'
  | 'moment'
  | 'textInstead'
  | 'goodbyeUnheard'
  | 'unreached'
  | 'greetingAfterHours'
  | 'offerCallBack'
  | 'askCallBackNumber'
  | 'callBackNoted'
  | 'wordsNoted'
  | 'connectingByOwner'
  | 'askingOwner'
  | 'stillAsking'
  | 'ownerCallsBack'
  | 'declined'
  | 'declinedOffer'
  | 'messageWished'
  | 'announceCaller'
  | 'declineNoted'
  | 'callerGone'
  | 'unreachedOffer'
  | 'textInsteadOffer'
  | 'leaveMessage'
  | 'offerNumber'
  | 'askNumber'
  | 'goodbye'
  | 'goodbyeAgain'
  | 'goodbyeOnceMore'
  | 'callEmergency'
  | 'offerLanguage'

/** A fixed sentence by its name, with what is put into it, or words that a verdict brought along. */
export type SpokenLine = ({ sentence: SentenceName; with?: Insert } | { text: string }) & {
  /** BCP 47; left out for that of the call. */
  language?: string
}

/**
 * `number`: digits, with `+` before them where the country is known; `about`: who calls and why, in words of theirs;
 * `notice`: that words are written down, before the question.
 */
type Insert = { number: string } | { about: string } | { notice: Notice }

/** In the owner's ear: `choose` waits for a key, `bridge` joins the two. */
export type NextStep = 'listen' | 'dial' | 'hold' | 'hang up' | 'reject' | 'choose' | 'bridge'

export interface Cue {
  say: SpokenLine[]
  next: NextStep
  /** Left out for the caller's. */
  ear?: 'owner'
  /** Only for `dial`: what the caller hears until the owner answers; left out where the line may choose. */
  meantime?: 'ringing'
  /** Of `dial`, where whoever answers is told first who calls, and of `choose`: the dial's number among the call's. */
  announced?: number
  /** Only for `listen`: how long the line may be quiet, in seconds; left out for the usual. */
  quietSeconds?: number
}

/** Why the owner's phone rings: there is no other reason, and a dial that rings already needs none. */
export type DialReason = 'contact' | 'pass' | 'verdict' | 'owner wants it' | 'rings already'

/** How a state declares its cue; `reply` stands for the sentence of the latest verdict, `ownerWords` for the owner's. */
export interface CueMeta {
  say: (SentenceName | 'reply' | 'ownerWords')[]
  /** Of a goodbye: who was turned away minutes ago hears another one. */
  again?: true
  next: NextStep
  meantime?: Cue['meantime']
  /** Only for `dial`. */
  because?: DialReason
  /** Only for `dial`: whether whoever answers is told first who calls. */
  announced?: true
  quietSeconds?: number
  /** What the owner's leg hears; left out where there is none to speak to. */
  toOwner?: { say: SentenceName[]; next: NextStep }
  /** What of the context is put into the sentences. */
  with?: { number: 'callBack' }
  /** What the owner is told of, once, as a call comes to the state. */
  tell?: NoticeKind
}

/** A state that cannot be spoken: a mistake in a flow, found by the walk over all its states. */
export class NoCueError extends Error {
  constructor(state: string) {
    super(`The state ${state} has no cue: give it a meta with \`say\` and \`next\``)
    this.name = new.target.name
  }
}

function metaOf(snapshot: AnyMachineSnapshot): CueMeta | undefined {
  const metas = Object.values(snapshot.getMeta() as Record<string, CueMeta | undefined>)
  return metas.findLast((found) => found !== undefined)
}

/** What the owner is told of as a call comes to where a snapshot rests; null for nothing. */
export function toldIn(snapshot: AnyMachineSnapshot): NoticeKind | null {
  return metaOf(snapshot)?.tell ?? null
}

/**
 * The cue of the state a snapshot rests in, in the ear that `event` came from: without one, the caller's. Throws
 * `NoCueError` where the flow declares none.
 */
export function cueOf(snapshot: AnyMachineSnapshot, event?: CallEvent): Cue {
  const meta = metaOf(snapshot)
  if (!meta) throw new NoCueError(JSON.stringify(snapshot.value))
  const context = snapshot.context as CallContext
  if (!event || !isOfOwnersLeg(event)) return cueForCaller(meta, context)
  // An older dial is one that the call no longer waits for.
  return cueForOwner(event.dial === context.dial?.number ? meta : {}, context)
}

/** Who hears the answer to an event; null for nobody. */
export function earOf(event: CallEvent): 'caller' | 'owner' | null {
  if (isOfOwnersLeg(event)) return 'owner'
  return event.type === 'call.ended' || event.type === 'owner.decided' ? null : 'caller'
}

type OwnersLegEvent = Extract<CallEvent, { dial: number }>

/** Whether it comes from the owner's leg of a dial, and so the answer goes there. */
export function isOfOwnersLeg(event: CallEvent): event is OwnersLegEvent {
  return (OWNER_EVENTS as readonly string[]).includes(event.type)
}

function cueForCaller(meta: CueMeta, context: CallContext): Cue {
  const { with: wanted, again, announced, ...others } = meta
  const { tell: _told, toOwner: _ear, because: _why, ...plain } = others
  const { dial } = context
  const say = again ? (goodbyeFor(context) ?? meta.say) : meta.say
  const number = wanted && context[wanted.number]
  const lines = say.flatMap((line) => linesOf(line, context, number ?? null))
  return {
    ...plain,
    ...(announced && dial && { announced: dial.number }),
    say: [...inPeril(say, context), ...lines],
  }
}

/** Two that take turns, so that nobody hears the same twice; null for the usual one. */
function goodbyeFor({ standing }: Pick<CallContext, 'standing'>): SentenceName[] | null {
  if (!standing?.again) return null
  return [standing.again === 'once' ? 'goodbyeAgain' : 'goodbyeOnceMore']
}

function linesOf(
  line: CueMeta['say'][number],
  { verdict, ownerWords, limits, language }: CallContext,
  number: string | null,
): SpokenLine[] {
  switch (line) {
    case 'ownerWords': {
      const text = ownerWords ?? ''
      // It is typed in the owner's language, whatever the caller speaks.
      const typed = language === undefined ? null : spokenLanguage(text)
      return [{ text, ...(typed && { language: typed }) }]
    }
    case 'reply':
      return [verdict ? { text: verdict.reply } : { sentence: 'textInstead' }]
    case 'greeting':
    case 'greetingAfterHours': {
      const { notice, offers = [] } = limits
      const own = languageCode(language)
      const others = offers.filter((tag) => languageCode(tag) !== own)
      const also = others.map((tag) => ({ sentence: 'offerLanguage' as const, language: tag }))
      return [{ sentence: line, ...(notice && { with: { notice } }) }, ...also]
    }
    default:
      return [{ sentence: line, ...(number !== null && { with: { number } }) }]
  }
}

/** Sentences that leave somebody without help, or that a verdict brings along. */
const LEAVES_ALONE = new Set<CueMeta['say'][number]>([
  'reply',
  'textInstead',
  'textInsteadOffer',
  'unreached',
  'unreachedOffer',
  'declined',
  'declinedOffer',
  'wordsNoted',
  'goodbyeAgain',
  'goodbyeOnceMore',
])

/** Whoever has told of a life at risk hears whom to call before anything else, whatever becomes of the call. */
function inPeril(say: CueMeta['say'], { limits, said, verdict }: CallContext): SpokenLine[] {
  const { emergencyNumber: number } = limits
  if (number === undefined || !say.some((line) => LEAVES_ALONE.has(line))) return []
  // Of a reply that is said while it arrives, nobody knows yet whether it will name the number.
  const named = verdict?.begun ? '' : (verdict?.reply ?? '')
  if (say.includes('reply') && named.replace(/[^\p{L}\d]/gu, '').includes(number)) return []
  const heard = said.filter(({ speaker }) => speaker === 'caller')
  if (!heard.some(({ text }) => lifeAtRisk(text))) return []
  return [{ sentence: 'callEmergency', with: { number } }]
}

/** The notice that is given where a snapshot rests; null for none. */
export function noticeIn(cue: Cue): Notice | null {
  for (const line of cue.say)
    if ('sentence' in line && line.with && 'notice' in line.with) return line.with.notice
  return null
}

/** Whoever answers where the call no longer waits for it hears that nobody is there. */
function cueForOwner({ toOwner }: Pick<CueMeta, 'toOwner'>, context: CallContext): Cue {
  const { say, next } = toOwner ?? { say: ['callerGone'] as const, next: 'hang up' as const }
  const about = aboutCaller(context)
  return {
    ear: 'owner',
    next,
    ...(next === 'choose' && context.dial && { announced: context.dial.number }),
    say: say.map((sentence) => ({
      sentence,
      ...(sentence === 'announceCaller' && { with: { about } }),
    })),
  }
}

/** Who calls and why, as it is known: a contact's name, the caller's latest words. */
function aboutCaller({ contact, said }: CallContext): string {
  const words = said.findLast(({ speaker }) => speaker === 'caller')?.text
  return [contact?.name, words].filter(Boolean).join(': ')
}

/** Why the owner's phone rings where a snapshot rests; null where it does not, or nobody says. */
export function reasonToDial(snapshot: AnyMachineSnapshot): DialReason | null {
  return metaOf(snapshot)?.because ?? null
}

/** The cue, with null where the flow declares none. */
export function findCue(snapshot: AnyMachineSnapshot, event?: CallEvent): Cue | null {
  try {
    return cueOf(snapshot, event)
  } catch (error) {
    if (error instanceof NoCueError) return null
    throw error
  }
}

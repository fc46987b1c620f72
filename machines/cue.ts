/** From the state a call rests in to its cue: what the caller hears next and what we wait for after that. */
import type { AnyMachineSnapshot } from 'xstate'
import type { CallContext } from './call.ts'
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
  | 'unreachedOffer'
  | 'textInsteadOffer'
  | 'leaveMessage'
  | 'offerNumber'
  | 'askNumber'
  | 'goodbye'

/** A fixed sentence by its name, with what is put into it, or words that a verdict brought along. */
type SpokenLine = { sentence: SentenceName; with?: Insert } | { text: string }

/** Digits, with `+` before them where the country is known. */
interface Insert {
  number: string
}

export type NextStep = 'listen' | 'dial' | 'hold' | 'hang up' | 'reject'

export interface Cue {
  say: SpokenLine[]
  next: NextStep
  /** Only for `dial`: what the caller hears until the owner answers; left out where the line may choose. */
  meantime?: 'ringing'
}

/** How a state declares its cue; `reply` stands for the sentence of the latest verdict. */
export interface CueMeta {
  say: (SentenceName | 'reply')[]
  next: NextStep
  meantime?: Cue['meantime']
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

/** The cue of the state a snapshot rests in. Throws `NoCueError` where the flow declares none. */
export function cueOf(snapshot: AnyMachineSnapshot): Cue {
  const meta = metaOf(snapshot)
  if (!meta) throw new NoCueError(JSON.stringify(snapshot.value))
  const { with: wanted, tell: _, ...plain } = meta
  const { verdict, ...context } = snapshot.context as CallContext
  const number = wanted && context[wanted.number]
  return {
    ...plain,
    say: meta.say.map((line) => {
      if (line !== 'reply') return { sentence: line, ...(number && { with: { number } }) }
      return verdict ? { text: verdict.reply } : { sentence: 'textInstead' }
    }),
  }
}

/** The same, with null where the flow declares none. */
export function findCue(snapshot: AnyMachineSnapshot): Cue | null {
  try {
    return cueOf(snapshot)
  } catch (error) {
    if (error instanceof NoCueError) return null
    throw error
  }
}

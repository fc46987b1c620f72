/** Where a turn came to rest, as the journal remembers it: what a replay is compared with. */
import type { FinalDecision, Notice } from '../../machines/call.ts'
import {
  noticeIn,
  type Cue,
  type CueMeta,
  type SentenceName,
  type SpokenLine,
} from '../../machines/cue.ts'
import type { Standing } from '../../machines/standing.ts'
import type { Step } from './step.ts'

/** A flow that took a turn of a call of another. */
export interface RanBy {
  flow: string
  version: string
  /** Whether it began with this turn. */
  begins?: true
}

export interface Rest {
  /** In a form for people: `listening.greeting`. */
  state: string
  /** Sentences by their names, `reply` for that of the verdict: its words are in the port's answer. */
  cue: CueMeta
  decision: FinalDecision | null
  /** How the caller is met; left out but of the turn that told it. */
  standing?: Pick<Standing, 'kind' | 'reason'>
  /**
   * Of each answer of a port in this turn, how many of the turn's events had been taken in before it; left out
   * where each came before the event after it, as it does unless a port is slow.
   */
  answersAfter?: number[]
  /** The version that the call had run until now; left out where it goes on with the one it had. */
  rebuiltFrom?: string
  /** Left out where it is the flow that the call is of. */
  ranBy?: RanBy
  /** That the caller was told here that words are written down, and how; left out where nothing is said of it. */
  notice?: Notice
}

export function restOf(
  { state, cue, decided, standing, answersAfter }: Step,
  rebuiltFrom?: string,
  ranBy?: RanBy | null,
): Rest {
  const notice = noticeIn(cue)
  return {
    state,
    cue: cueByName(cue),
    decision: decided.decision,
    ...(standing && { standing: { kind: standing.kind, reason: standing.reason } }),
    ...(answersAfter && { answersAfter }),
    ...(rebuiltFrom !== undefined && { rebuiltFrom }),
    ...(ranBy && { ranBy }),
    ...(notice && { notice }),
  }
}

/** Until this was a word of ours, journals had Twilio's for it, and calls and files from then still do. */
type StoredRest = Omit<Rest, 'cue'> & { cue: CueMeta & { answerOnBridge?: boolean } }

/** A rest out of a journal. */
export function readRest(stored: unknown): Rest {
  const { cue, ...rest } = stored as StoredRest
  const { answerOnBridge, ...current } = cue
  return { ...rest, cue: answerOnBridge ? { ...current, meantime: 'ringing' } : current }
}

/** What hangs on the caller's words or on the settings alone is no matter of the way that a call takes. */
function isOfFlow(line: SpokenLine): boolean {
  return 'text' in line || !BESIDE.has(line.sentence)
}

const BESIDE = new Set<SentenceName>(['callEmergency', 'offerLanguage'])

export function cueByName({ say, next, meantime }: Cue): CueMeta {
  return {
    say: say.filter(isOfFlow).map((line) => ('text' in line ? 'reply' : line.sentence)),
    next,
    ...(meantime && { meantime }),
  }
}

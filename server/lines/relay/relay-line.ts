/** Streamed words as a line: an answer says what the socket speaks, and whether it then listens, goes on or leaves. */
import { z } from 'zod'
import type { Cue } from '../../../machines/cue.ts'
import type { Answer, Coming } from '../../calls/incoming.ts'
import {
  ANY_LANGUAGE,
  isHeardInAny,
  tongueOf,
  type OwnTongue,
} from '../../settings/speech/tongue.ts'
import { cleanText, shorten } from '../clean-text.ts'
import { USUAL_QUIET_SECONDS, type Line } from '../line.ts'

const spoken = z.object({
  revision: z.number().int().min(0),
  /** `language`: of a sentence that is not in that of the call. */
  say: z.array(z.object({ text: z.string(), language: z.string().optional() })),
  /** In which language the call goes on: tags as the carrier writes them. */
  tongue: z.object({ speaks: z.string(), hears: z.string() }).optional(),
  next: z.enum(['listen', 'hold', 'leave']),
  quietSeconds: z.number().min(0).max(600),
})

/** `leave`: what is to be said and done is in a document, which the carrier comes back for. */
export type Spoken = z.infer<typeof spoken>

export type Said = Pick<Spoken, 'say' | 'tongue'>
export type Sentence = Spoken['say'][number]
export type SessionTongue = NonNullable<Spoken['tongue']>

export interface RelayLine extends Line {
  /** Whether a socket speaks such a cue itself. */
  says(cue: Cue): boolean
  /** An answer, whole or while it comes, as it is spoken. */
  spokenIn(coming: Coming): Said
}

/** The longest that a document says at once, too. */
const MOST_SPOKEN_CHARACTERS = 3_000

/** `ownOf`: what is spoken by the owner of the number called. */
export function createRelayLine(ownOf: (called: string) => OwnTongue): RelayLine {
  const apology = written({ revision: 0, say: [], next: 'leave', quietSeconds: 0 })

  /** In its own language each line that has one, so that a voice can be told. */
  function spokenIn({ cue, words, isRetry, ...its }: Coming): Said {
    const own = ownOf(its.call.called)
    const { tag, speechModel } = tongueOf(own, its.language ?? null)
    const model = isRetry ? null : speechModel
    const hears = isHeardInAny(its, { tag, model }) ? ANY_LANGUAGE : tag
    const say = words.flatMap((line, index): Sentence[] => {
      const text = shorten(cleanText(line), MOST_SPOKEN_CHARACTERS)
      const language = cue.say[index]?.language
      const other = language === undefined ? tag : tongueOf(own, language).tag
      return text ? [{ text, ...(other !== tag && { language: other }) }] : []
    })
    return { say, tongue: { speaks: tag, hears } }
  }

  function render({ revision, ...answer }: Answer): string {
    const { next, quietSeconds = USUAL_QUIET_SECONDS } = answer.cue
    if (!says(answer.cue)) return written({ revision, say: [], next: 'leave', quietSeconds })
    const said = spokenIn(answer)
    return written({ revision, ...said, next: next as 'listen' | 'hold', quietSeconds })
  }

  return {
    name: 'relay',
    pauseMs: null,
    render,
    says,
    spokenIn,
    apology,
    ownerApology: apology,
    statusOf: () => 200,
  }
}

function says({ ear, next }: Cue): boolean {
  return ear === undefined && (next === 'listen' || next === 'hold')
}

function written(answer: Spoken): string {
  return JSON.stringify(answer)
}

/** Null for the answer of another line: of events that come at once on two, one turn may answer both. */
export function readSpoken(body: string): Spoken | null {
  try {
    return spoken.parse(JSON.parse(body))
  } catch {
    return null
  }
}

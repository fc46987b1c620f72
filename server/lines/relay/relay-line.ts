/** Streamed words as a line: an answer says what the socket speaks, and whether it then listens, goes on or leaves. */
import { z } from 'zod'
import type { Cue } from '../../../machines/cue.ts'
import type { Answer } from '../../calls/incoming.ts'
import { cleanText, shorten } from '../clean-text.ts'
import { USUAL_QUIET_SECONDS, type Line } from '../line.ts'

const spoken = z.object({
  revision: z.number().int().min(0),
  say: z.array(z.string()),
  next: z.enum(['listen', 'hold', 'leave']),
  quietSeconds: z.number().min(0).max(600),
})

/** `leave`: what is to be said and done is in a document, which the carrier comes back for. */
export type Spoken = z.infer<typeof spoken>

export interface RelayLine extends Line {
  /** Whether a socket speaks such a cue itself. */
  says(cue: Cue): boolean
}

/** The longest that a document says at once, too. */
const MOST_SPOKEN_CHARACTERS = 3_000

export function createRelayLine(): RelayLine {
  const apology = written({ revision: 0, say: [], next: 'leave', quietSeconds: 0 })
  return { render, says, apology, ownerApology: apology, statusOf: () => 200 }
}

function says({ ear, next }: Cue): boolean {
  return ear === undefined && (next === 'listen' || next === 'hold')
}

function render({ cue, words, revision }: Answer): string {
  const { next, quietSeconds = USUAL_QUIET_SECONDS } = cue
  if (!says(cue)) return written({ revision, say: [], next: 'leave', quietSeconds })
  return written({ revision, say: spokenIn(words), next: next as 'listen' | 'hold', quietSeconds })
}

/** Words as they are spoken. */
export function spokenIn(words: readonly string[]): string[] {
  return words.map((text) => shorten(cleanText(text), MOST_SPOKEN_CHARACTERS)).filter(Boolean)
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

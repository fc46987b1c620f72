/** The owner's choices about a caller who waits, each with a link of its own that is the right to it. */
import type { OwnerChoice } from '../../machines/call.ts'
import type { Database } from '../../storage/database.ts'
import { saveDecisionTokens } from '../../storage/notices/decision-tokens.ts'
import { hashOfToken, newToken } from '../basics/secret-token.ts'
import { CHOICES } from '../words/call-words.ts'
import { LET_THROUGH, LET_THROUGH_LABEL } from '../words/standing-words.ts'

export interface ChoiceLink {
  choice: OwnerChoice
  /** On a button. */
  label: string
  /** Posting to it decides; a browser that opens it is shown a page that decides nothing by itself. */
  url: string
}

export interface DecisionLinks {
  /** In the order that they are shown in: where there is room for a few, the first. */
  choices: ChoiceLink[]
  /** A page with all of them. */
  page: string
}

/** Lets the caller of a call that is over through for a while, from when it is posted to. */
export type PassLink = Pick<ChoiceLink, 'label' | 'url'>

/** What the owner may choose by a link; to say something he needs the page of the call. */
const LINKED = [
  { choice: 'put through', label: CHOICES['put through'] },
  { choice: 'take a message', label: CHOICES['take a message'] },
  { choice: 'call back', label: CHOICES['call back'] },
  { choice: 'turn away', label: CHOICES['turn away'] },
  { choice: 'block', label: CHOICES.block },
] as const satisfies Pick<ChoiceLink, 'choice' | 'label'>[]

/** After that nobody is told any more what became of the call. */
const FORGET_MS = 24 * 60 * 60 * 1000

/**
 * Made anew each time that a notice is sent, and known to nobody but who receives it: the database has their hashes.
 * `detail`: how much their page tells. All of them are dead with the call.
 */
export async function makeDecisionLinks(
  database: Database,
  {
    callId,
    detail,
    baseUrl,
    now,
  }: {
    callId: number
    detail: 'brief' | 'full'
    baseUrl: string
    now: Date
  },
): Promise<DecisionLinks> {
  const made = LINKED.map((one) => ({ ...one, token: newToken() }))
  const rows = made.map(({ choice, token }) => ({
    hash: hashOfToken(token),
    call_id: callId,
    choice,
    detail,
    created_at: now.toISOString(),
  }))
  await saveDecisionTokens(database, rows, new Date(now.getTime() - FORGET_MS).toISOString())
  const decide = placeOf(baseUrl)
  return {
    choices: made.map(({ choice, label, token }) => ({ choice, label, url: decide + token })),
    page: decide + made.map(({ token }) => token).join('.'),
  }
}

/** The right to let the caller of a call that is over through for a while, from when it is taken; for a day. */
export async function makePassLink(
  database: Database,
  { callId, detail, baseUrl, now }: Parameters<typeof makeDecisionLinks>[1],
): Promise<PassLink> {
  const token = newToken()
  const row = { call_id: callId, choice: LET_THROUGH, detail, created_at: now.toISOString() }
  const before = new Date(now.getTime() - FORGET_MS).toISOString()
  await saveDecisionTokens(database, [{ ...row, hash: hashOfToken(token) }], before)
  return { label: LET_THROUGH_LABEL, url: placeOf(baseUrl) + token }
}

function placeOf(baseUrl: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/decide/`
}

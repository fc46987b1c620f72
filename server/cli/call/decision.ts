/** The owner's decision about the caller who is on the line, by the management API of the server that is called. */
import type { OwnerChoice } from '../../../machines/call.ts'
import { CHOICES } from '../../words/call-words.ts'
import { createApiClient } from '../command/api-client.ts'
import { ApiError } from '../command/api-error.ts'
import type { ServerAddress } from '../command/server-address.ts'

export interface Decision {
  choice: OwnerChoice
  /** Only with `say`. */
  words?: string
}

/** As they are typed, in that order. */
const BY_WORD: Record<string, OwnerChoice> = {
  'put-through': 'put through',
  'take-a-message': 'take a message',
  'call-back': 'call back',
  'turn-away': 'turn away',
}

export const DECISION_WORDS = Object.keys(BY_WORD)

export function readDecision(word: string): OwnerChoice | undefined {
  return Object.hasOwn(BY_WORD, word) ? BY_WORD[word] : undefined
}

/** As it is told: what the owner chose, or said. */
export function decisionInWords({ choice, words }: Decision): string {
  return words === undefined ? `the owner decides: ${CHOICES[choice]}` : `the owner says: ${words}`
}

/** Null where it is brought about; else why it is not. */
export async function decide(
  server: ServerAddress,
  callSid: string,
  { choice, words }: Decision,
): Promise<string | null> {
  const path = `/conversations/${callSid}/decision`
  const json = { choice: choice.replaceAll(' ', '_'), ...(words !== undefined && { words }) }
  try {
    await createApiClient(server).send('POST', path, { json })
    return null
  } catch (error) {
    if (error instanceof ApiError) return error.problem.detail ?? error.problem.title
    throw error
  }
}

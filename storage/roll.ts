/** Which exception list: that of all lines that have none of their own, or that of one line. */
import { spellingKey } from './spellings.ts'

declare const roll: unique symbol

/** As the column `line` has it: empty for the shared one, else the number called whose own it is, E.164. */
export type Roll = string & { readonly [roll]: true }

/** By which calls to this number are judged, and by no other. */
export type RollOf = (called: string) => Roll

export const SHARED = '' as Roll

/** However its network writes the number. */
export function ownRollOf(number: string): Roll {
  return spellingKey(number) as Roll
}

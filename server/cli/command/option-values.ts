/** What options and words may say: a number, one of a few, or nothing where they do not belong. */
import { isCallId } from '../../../storage/calls/call-id.ts'
import { UsageError } from './usage-error.ts'

/** `written` as it was given with `--option`. Throws `UsageError`, like the others here. */
export function wholeNumber(option: string, written: string, from: number, to: number): number {
  const value = Number(written)
  if (/^\d+$/.test(written) && value >= from && value <= to) return value
  throw new UsageError(`--${option} ${written}: give a whole number from ${from} to ${to}`)
}

/** `what` names the kind of thing in front of it, as in `There is no flow 'sorting'`. */
export function oneOf<Word extends string>(
  known: readonly Word[],
  word: string,
  what?: string,
): Word {
  const found = known.find((one) => one === word)
  if (found !== undefined) return found
  const name = what === undefined ? `'${word}'` : `${what} '${word}'`
  throw new UsageError(`There is no ${name}: known are ${known.join(', ')}`)
}

/** Refuses options that do not go with what is to be done; `--url`, which says where, goes with everything. */
export function onlyWith(task: string, allowed: readonly string[], values: object): void {
  const foreign = Object.keys(values).find(
    (option) => option !== 'url' && !allowed.includes(option),
  )
  if (foreign !== undefined) throw new UsageError(`--${foreign} does not go with ${task}`)
}

/** Whether the word can be a call's id, whatever line it came in on. All have digits; commands have none. */
export function namesCall(word: string): boolean {
  return isCallId(word) && /\d/.test(word)
}

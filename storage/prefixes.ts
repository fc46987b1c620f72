/** The beginnings of telephone numbers: a rule for one of them holds for every number that begins so. */
import type { Compilable, QueryResult } from 'kysely'
import type { Queries } from './database.ts'
import { prepared } from './prepared.ts'
import { spellingsOf } from './spellings.ts'

/** A country's code and as much behind it as is meant; https://www.itu.int/rec/T-REC-E.164 has 15 digits at most. */
const PREFIX = /^\+[1-9]\d{0,14}$/

export function isPrefix(written: string): boolean {
  return PREFIX.test(written)
}

/** Every beginning of an E.164 number, itself included, and of its other spelling if it has one; none twice. */
export function prefixesOf(phoneNumber: string): string[] {
  const beginnings = spellingsOf(phoneNumber).flatMap((spelling) =>
    Array.from({ length: spelling.length - 1 }, (_, index) => spelling.slice(0, index + 2)),
  )
  return [...new Set(beginnings)]
}

/** Of a number with one spelling. */
export const MOST_BEGINNINGS = 15

/** And with two. */
const WIDTHS = [MOST_BEGINNINGS, 2 * MOST_BEGINNINGS] as const

/**
 * A prepared query that asks for the beginnings of a number: built once for as many as a number has, and the last of
 * them stands for those that are missing.
 */
export function byWidth<Values extends object, Row>(
  build: (queries: Queries, beginnings: string[], values: Values) => Compilable<Row>,
): (queries: Queries, beginnings: string[], values: Values) => Promise<QueryResult<Row>> {
  const built = WIDTHS.map((width) =>
    prepared<Values & Record<string, string>, Row>((queries, values) =>
      build(
        queries,
        Array.from({ length: width }, (_, index) => values[`beginning${index}`]!),
        values,
      ),
    ),
  )
  return function run(queries, beginnings, values) {
    const which = beginnings.length <= WIDTHS[0] ? 0 : 1
    const named = Array.from({ length: WIDTHS[which] }, (_, index) => [
      `beginning${index}`,
      beginnings[index] ?? beginnings.at(-1) ?? '',
    ])
    return built[which]!(queries, { ...values, ...Object.fromEntries(named) })
  }
}

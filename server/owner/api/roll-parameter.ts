/** `?line=`: the exception list by which calls to one of the owner's lines are judged. */
import { z } from '@hono/zod-openapi'
import { SHARED, type Roll } from '../../../storage/roll.ts'
import type { House, Houses } from '../../settings/houses/house.ts'
import { writtenLine } from './line-parameter.ts'

/** What lists of lines are found and named by. */
export type Rolls = Pick<Houses, 'all' | 'named' | 'of'>

/** Reads to the list; left out, and of a line that has none of its own, to the shared one. */
export function rollParameter(houses: Rolls) {
  const rollOf = (house: House | null) => house?.roll ?? null
  return writtenLine(houses, rollOf, '; without it, the list that lines share is meant')
    .optional()
    .transform((roll): Roll => roll ?? SHARED)
    .openapi({
      type: 'string',
      description:
        'The list of this line, by its label in `LINES` or its number; without it, and of a line that has none of its own, the list that lines share',
      example: 'Office',
    })
}

/** Of a list, in an answer. */
export const rollSchema = z.string().nullable().openapi({
  description:
    'The line whose own list it is, by its label in `LINES`; null for the list that lines share',
  example: 'Office',
})

/** A list that no line has any more is named by the number. */
export function rollName(roll: Roll, { of }: Pick<Rolls, 'of'>): string | null {
  return roll === SHARED ? null : of(roll).label || roll
}

/** Long lists in pages, each with a cursor: where it ended, in a form that means nothing to anybody but us. */
import { z } from '@hono/zod-openapi'
import { Problem } from './problem.ts'

export function writeCursor(position: unknown[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** Throws a `Problem` where it is not one of ours. */
export function readCursor<Position extends unknown[]>(
  cursor: string | undefined,
  schema: z.ZodType<Position>,
): Position | null {
  if (cursor === undefined) return null
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw new Problem(
      400,
      'The cursor is not one of ours: take next_cursor as it came, or leave it out to begin anew',
    )
  }
}

export const cursorParameter = z
  .string()
  .max(500)
  .optional()
  .openapi({ description: '`next_cursor` of the page before' })

export const nextCursor = z
  .string()
  .nullable()
  .openapi({ description: 'For the next page; null after the last' })

/** `?limit=`, a whole number up to `most`. */
export function limitParameter(most: number, unset: number) {
  const message = `give a whole number from 1 to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((count) => count >= 1 && count <= most, message)
    .optional()
    .default(unset)
    .openapi({ type: 'integer', minimum: 1, maximum: most, default: unset })
}

/** Of the `limit + 1` rows that were looked for: those of the page, and its last where there are more behind. */
export function pageOf<Row>(rows: Row[], limit: number): { page: Row[]; last: Row | null } {
  const page = rows.slice(0, limit)
  return { page, last: rows.length > limit ? page.at(-1)! : null }
}

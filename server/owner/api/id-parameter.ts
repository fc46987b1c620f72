/** The id of a row in a path. */
import { z } from '@hono/zod-openapi'

/** `what` it is of: `notice`. */
export function idParameter(what: string) {
  return z
    .string()
    .regex(/^[0-9]{1,15}$/, `give the id of a ${what}, as the list has it`)
    .transform(Number)
    .openapi({ type: 'integer', example: 1 })
}

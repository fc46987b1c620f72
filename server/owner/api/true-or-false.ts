/** Parameters that are true or false. */
import { z } from '@hono/zod-openapi'

const trueOrFalse = z.enum(['true', 'false'], 'write true or false')

/** `?name=true` or `?name=false`; without it, both. */
export function choiceParameter(description: string) {
  return trueOrFalse
    .transform((value) => value === 'true')
    .optional()
    .openapi({ type: 'boolean', description })
}

/** `?name=true`. */
export const flagParameter = trueOrFalse
  .optional()
  .default('false')
  .transform((value) => value === 'true')
  .openapi({ type: 'boolean', default: false })

/** A pass in JSON: who gets through for a while, and how. */
import { z } from '@hono/zod-openapi'
import { MOST_WORDS, PASS_WAYS, type GivenPass } from '../../../storage/rules/passes.ts'
import type { PassRow } from '../../../storage/schema.ts'
import { readPrefix } from '../../settings/read-prefix.ts'
import { printable } from './contact-schema.ts'
import { momentSchema } from './moment-schema.ts'
import { Problem } from './problem.ts'
import { untilFields } from './until.ts'

const ALL = 'all'
const wordsFor = z
  .string()
  .trim()
  .min(1, 'write all, how a number begins, or whom you expect')
  .max(MOST_WORDS, `at most ${MOST_WORDS} characters`)
  .regex(printable, 'only letters and signs, no control characters')

export const givenPassSchema = z
  .strictObject({
    ...untilFields,
    for: wordsFor.optional().openapi({
      description: `${ALL}, which it is without; how numbers begin, like +1 415 555; or in words whom you expect, like the courier`,
      example: 'the courier',
    }),
    how: z
      .enum(PASS_WAYS, `choose one of ${PASS_WAYS.join(', ')}`)
      .optional()
      .openapi({
        description:
          'Through: they are put through without a question. Expected: they are asked, and whoever judges knows of it; so it is without for those whom only words tell',
      }),
  })
  .openapi('GivenPass', { example: { minutes: 30 } })

/** What is given, until then. Throws a `Problem` where nobody could be told by it. */
export function passGiven(
  { for: whom = ALL, how }: { for?: string | undefined; how?: GivenPass['how'] | undefined },
  until: string,
): GivenPass {
  if (whom.toLowerCase() === ALL)
    return { until, forKind: 'all', forValue: '', how: how ?? 'through' }
  if (whom.startsWith('+')) {
    const prefix = readPrefix(whom)
    if ('problem' in prefix) throw wrong('for', prefix.problem)
    return { until, forKind: 'prefix', forValue: prefix.value, how: how ?? 'through' }
  }
  // Nobody can tell who calls by words before one is said.
  if (how === 'through')
    throw wrong('how', 'whom only words tell can be expected, not put through: leave it out')
  return { until, forKind: 'words', forValue: whom, how: 'expected' }
}

function wrong(field: string, detail: string): Problem {
  return new Problem(422, `${field}: ${detail}`, { errors: [{ pointer: `/${field}`, detail }] })
}

export const passSchema = z
  .object({
    id: z.int(),
    until: momentSchema,
    for: z.string().openapi({ description: 'all, how numbers begin, or words', example: 'all' }),
    how: z.enum(PASS_WAYS),
    created_at: momentSchema,
  })
  .openapi('Pass')

export const passListSchema = z.object({ passes: z.array(passSchema) })

export function passJson({ id, until, for_kind, for_value, how, created_at }: PassRow) {
  return { id, until, for: for_kind === 'all' ? ALL : for_value, how, created_at }
}

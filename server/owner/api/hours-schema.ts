/** When which flow answers, in JSON. */
import { z } from '@hono/zod-openapi'
import {
  answeringAt,
  nextChange,
  type Hours,
  type HoursRule,
  type Quiet,
} from '../../settings/hours/hours.ts'
import { LONGEST_HOURS } from '../../settings/hours/read-hours.ts'
import { writeHours, writeWhen } from '../../settings/hours/write-hours.ts'
import { momentSchema } from './moment-schema.ts'
import { untilFields } from './until.ts'

/** Where hours are seen to. */
export interface HoursDesk {
  given: Hours
  current(): Hours
  changedAt(): string | null
  change(changes: { rules?: readonly HoursRule[] | null; quiet?: Quiet | null }): Promise<void>
  refresh(): Promise<void>
  /** Ids of those that there are. */
  flows: readonly string[]
}

const flowSchema = z.string().max(64).openapi({ example: 'after-hours' })

const textSchema = z.string().openapi({
  description: 'All rules, as HOURS has them; empty where there are none',
  example: 'mon-fri 09:00-18:00=concierge; else=after-hours',
})

const quietSchema = z
  .object({ until: momentSchema, flow: flowSchema })
  .openapi('Quiet', { description: 'For the time being, whatever the rules say' })

export const hoursSchema = z
  .object({
    text: textSchema,
    rules: z.array(
      z.object({ when: z.string().openapi({ example: 'mon-fri' }), flow: flowSchema }),
    ),
    from: z.enum(['console', 'environment', 'default']),
    otherwise: textSchema.openapi({ description: 'What they would be had nobody changed them' }),
    changed_at: momentSchema.nullable(),
    quiet: z.union([quietSchema, z.null()]),
    flow: flowSchema.openapi({ description: 'What answers where no rule fits' }),
    flows: z.array(flowSchema).openapi({ description: 'Those that there are' }),
    now: z.object({
      at: momentSchema.openapi({ description: 'Now, or the moment that was asked for' }),
      flow: flowSchema,
      by: z.enum(['quiet', 'rule', 'number', 'always']).openapi({
        description: 'What says so; `number`: FLOWS, by the number called',
      }),
      when: z.string().nullable().openapi({ description: 'When the rule fits that says so' }),
    }),
    next: z
      .union([z.object({ at: momentSchema, flow: flowSchema }), z.null()])
      .openapi({ description: 'When another flow answers, within two weeks' }),
    time_zone: z.string().openapi({ example: 'America/Los_Angeles' }),
  })
  .openapi('Hours')

export const hoursChangeSchema = z
  .strictObject({
    text: z.string().trim().min(1, 'write rules, or null').max(LONGEST_HOURS).nullable().optional(),
    quiet: z
      .union([z.strictObject({ ...untilFields, flow: flowSchema.optional() }), z.null()])
      .optional(),
  })
  .refine((given) => given.text !== undefined || given.quiet !== undefined, 'give text or quiet')
  .openapi('HoursChange', {
    minProperties: 1,
    description:
      'Rules as in HOURS, null goes back to the environment; quiet: a flow for the time being, null ends it',
    example: { text: 'mon-fri 09:00-18:00=concierge; else=after-hours' },
  })

export function hoursJson(
  desk: HoursDesk,
  { at, called }: { at: Date; called: string | null },
): z.infer<typeof hoursSchema> {
  const hours = desk.current()
  const { given } = desk
  const changedAt = desk.changedAt()
  const unchanged = given.rules.length > 0 ? 'environment' : 'default'
  const { flow, by, rule } = answeringAt(hours, called, at)
  const next = nextChange(hours, called, at)
  return {
    text: writeHours(hours.rules),
    rules: hours.rules.map((one) => ruleJson(one)),
    from: changedAt === null ? unchanged : 'console',
    otherwise: writeHours(given.rules),
    changed_at: changedAt,
    quiet: goesOn(hours.quiet, at),
    flow: hours.flow,
    flows: [...desk.flows],
    now: { at: at.toISOString(), flow, by, when: rule && writeWhen(rule) },
    next: next && { at: next.at.toISOString(), flow: next.flow },
    time_zone: hours.timeZone,
  }
}

function ruleJson(rule: HoursRule): { when: string; flow: string } {
  return { when: writeWhen(rule), flow: rule.flow }
}

function goesOn(quiet: Quiet | null, at: Date): Quiet | null {
  return quiet !== null && at.getTime() < Date.parse(quiet.until) ? quiet : null
}

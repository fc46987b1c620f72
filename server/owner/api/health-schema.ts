/** How all is, and the settings that count, in JSON. */
import { z } from '@hono/zod-openapi'
import { CHECK_NAMES, CHECK_STATES, type CheckName, type Examined } from '../../doctor/check.ts'
import {
  SETTING_SOURCES,
  type SettingInEffect,
  type SettingSource,
} from '../../settings/in-effect.ts'

/** Where it is looked whether all is well. */
export interface HealthDesk {
  /** Each within some seconds, all at once. */
  examine(only: readonly CheckName[]): Promise<Examined[]>
  settings(): Promise<(SettingInEffect & { from: SettingSource })[]>
}

const stateSchema = z.enum(CHECK_STATES).openapi({
  example: 'ok',
  description:
    '`warn`: works, and is to be seen to; `fail`: does not work; `not_checked`: says why',
})

export const healthSchema = z
  .object({
    state: stateSchema.openapi({ description: 'The worst of them' }),
    checks: z.array(
      z.object({
        name: z.enum(CHECK_NAMES).openapi({ example: 'database' }),
        title: z.string().openapi({ example: 'Database' }),
        state: stateSchema,
        says: z.string().openapi({ description: 'What was found' }),
        remedy: z.string().nullable().openapi({ description: 'What to do; null: nothing' }),
        took_ms: z.int(),
      }),
    ),
  })
  .openapi('Health')

export const settingsSchema = z
  .object({
    settings: z.array(
      z.object({
        name: z.string().openapi({ example: 'LANGUAGE' }),
        value: z
          .string()
          .nullable()
          .openapi({ description: 'Null for a secret, and where there is none', example: 'en-US' }),
        is_set: z.boolean(),
        is_default: z
          .boolean()
          .openapi({ description: 'It is as by default, also where somebody has set it so' }),
        is_secret: z.boolean().openapi({ description: 'Its value is never told' }),
        from: z.enum(SETTING_SOURCES),
      }),
    ),
  })
  .openapi('SettingsInEffect')

/** A moment in JSON, as the database has it. */
import { z } from '@hono/zod-openapi'

export const momentSchema = z.iso
  .datetime({ precision: 3 })
  .openapi({ example: '2026-11-22T09:30:00.000Z' })

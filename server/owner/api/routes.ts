/** A set of management routes: what is described is what is checked, what is wrong is a problem. */
import { OpenAPIHono, type z } from '@hono/zod-openapi'
import type { Identified } from '../door/identify.ts'
import { invalid } from './problem.ts'

export type Routes = OpenAPIHono<Identified>

export function createRoutes(): Routes {
  return new OpenAPIHono<Identified>({
    defaultHook(result) {
      if (!result.success) throw invalid(result.target, result.error)
    },
  })
}

/** For a route's `content`. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return { 'application/json': { schema } }
}

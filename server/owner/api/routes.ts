/** A set of management routes: what is described is what is checked, what is wrong is a problem. */
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Hono } from 'hono'
import { invalid } from './problem.ts'

export interface ManagementEnv {
  Variables: { requestId: string }
}

export type Routes = OpenAPIHono<ManagementEnv>

export function createRoutes(): Routes {
  return new OpenAPIHono<ManagementEnv>({
    defaultHook(result) {
      if (!result.success) throw invalid(result.target, result.error)
    },
  })
}

export type ManagementApp = Hono<ManagementEnv>

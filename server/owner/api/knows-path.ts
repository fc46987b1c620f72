/** Whether the API has anything at a path; who does not may be shown a page instead of a problem. */
import { METHOD_NAME_ALL } from 'hono/router'
import type { Routes } from './routes.ts'

export function knowsPath({ router }: Routes, path: string): boolean {
  return METHODS.some((method) => {
    const [matched] = router.match(method, path)
    // What is there for all is what every request goes through.
    return matched.some(([[, route]]) => route.method !== METHOD_NAME_ALL)
  })
}

const METHODS = ['GET', 'POST', 'PATCH', 'DELETE']

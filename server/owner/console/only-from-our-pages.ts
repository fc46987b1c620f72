/** The outer door of the console: it is asked from its own pages, those before the sign-in included. */
import type { MiddlewareHandler } from 'hono'
import type { Door } from '../door/door.ts'
import { sayPlainly } from './plain-answer.ts'

export function onlyFromOurPages(door: Pick<Door, 'pageRefusal'>): MiddlewareHandler {
  return async function admit(c, next) {
    const refusal = door.pageRefusal(c)
    if (refusal?.why === 'not this machine') return sayPlainly(c, 403, NOT_FROM_HERE)
    if (refusal) return sayPlainly(c, 403, 'Only pages of the console may ask for that')
    return next()
  }
}

const NOT_FROM_HERE = 'Only this machine is served without a key: set ADMIN_API_KEY'

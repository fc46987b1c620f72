/** The inner door of the console: what is behind it is for whoever has signed in. */
import type { MiddlewareHandler } from 'hono'
import type { Door } from '../door/door.ts'

export function onlySignedIn(
  door: Pick<Door, 'isSignedIn' | 'needsKey' | 'hasLostSession'>,
): MiddlewareHandler<{ Variables: { signedIn: boolean } }> {
  return async function admit(c, next) {
    const isSignedIn = await door.isSignedIn(c)
    c.set('signedIn', isSignedIn)
    if (isSignedIn || !door.needsKey) return next()
    if (c.req.header('accept')?.includes('text/html') !== true)
      return c.text('Sign in to the console\n', 401)
    return c.redirect(signInFrom(new URL(c.req.url), door.hasLostSession(c)), 303)
  }
}

function signInFrom({ pathname: path, search }: URL, hasLostSession: boolean): string {
  const place = path.replace(/^\/console\/?/, '')
  const up = '../'.repeat(place.split('/').length - 1)
  const page = path === '/console' ? 'console/sign-in' : `${up}sign-in`
  const query = new URLSearchParams({
    ...(place !== '' && { next: `${place}${search}` }),
    ...(hasLostSession && { session: 'lost' }),
  })
  return query.size === 0 ? page : `${page}?${query.toString()}`
}

/** The console's side of the door: what is behind it is for whoever has signed in, asked for from its own pages. */
import type { MiddlewareHandler } from 'hono'
import type { Door } from '../door/door.ts'

/** Holds for the sign-in page and the files of all pages, too. */
export function onlyFromOurPages(door: Pick<Door, 'pageRefusal'>): MiddlewareHandler {
  return async function admit(c, next) {
    const refusal = door.pageRefusal(c)
    if (refusal?.why === 'not this machine') return c.text(NOT_FROM_HERE, 403)
    if (refusal) return c.text('Only pages of the console may ask for that\n', 403)
    return next()
  }
}

export function onlySignedIn(
  door: Pick<Door, 'isSignedIn' | 'mustSignIn'>,
): MiddlewareHandler<{ Variables: { signedIn: boolean } }> {
  return async function admit(c, next) {
    c.set('signedIn', door.isSignedIn(c))
    if (!door.mustSignIn(c)) return next()
    if (c.req.header('accept')?.includes('text/html') !== true)
      return c.text('Sign in to the console\n', 401)
    return c.redirect(signInFrom(c.req.path), 303)
  }
}

const NOT_FROM_HERE = 'Only this machine is served without a key: set ADMIN_API_KEY\n'

function signInFrom(path: string): string {
  const place = path.replace(/^\/console\/?/, '')
  const up = '../'.repeat(place.split('/').length - 1)
  const page = path === '/console' ? 'console/sign-in' : `${up}sign-in`
  return place === '' ? page : `${page}?next=${encodeURIComponent(place)}`
}

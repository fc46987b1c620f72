/** The page at the door of the console: the admin key for a session. */
import { html } from 'hono/html'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { CALL_ID_PATTERN } from '../../../storage/calls/call-id.ts'
import type { Door } from '../door/door.ts'
import { bareFrame, mark, type Html } from './frame.ts'
import type { ConsolePages } from './console-pages.ts'

type SignInDoor = Pick<Door, 'isSignedIn' | 'signIn' | 'signOut' | 'httpsAt'>

export function createSignIn(door: SignInDoor): ConsolePages {
  const app: ConsolePages = new Hono()
  const { httpsAt } = door

  app.get('/sign-in', async (c) => {
    const next = placeIn(c.req.query('next'))
    if (await door.isSignedIn(c)) return c.redirect(next, 303)
    return c.html(content({ next, httpsAt, isLost: c.req.query('session') === 'lost' }))
  })

  // Whoever sends this has not shown a key yet.
  app.post('/sign-in', bodyLimit({ maxSize: 16 * 1024 }), async (c) => {
    const form = await c.req.parseBody().catch(noForm)
    const next = placeIn(form.next)
    const key = typeof form.key === 'string' ? form.key.trim() : ''
    const refusal = await door.signIn(c, key)
    if (!refusal) return c.redirect(next, 303)
    if (refusal.why === 'wrong key')
      return c.html(
        content({ next, httpsAt, mistake: 'This is not the key. It is in ADMIN_API_KEY.' }),
        401,
      )
    const seconds = String(refusal.seconds)
    const mistake = `Too many wrong keys: try again in ${seconds} s`
    return c.html(content({ next, httpsAt, mistake }), 429, { 'retry-after': seconds })
  })

  app.post('/sign-out', async (c) => {
    await door.signOut(c)
    return c.redirect('sign-in', 303)
  })
  return app
}

/** For who has signed in: nobody else shall put the owner out. */
export function createSignOutEverywhere(door: Pick<Door, 'signOutEverywhere'>): ConsolePages {
  const app: ConsolePages = new Hono()
  app.post('/sign-out-everywhere', async (c) => {
    await door.signOutEverywhere(c)
    return c.redirect('sign-in', 303)
  })
  return app
}

/** A stranger's body that is none of the forms it says to be. What else goes wrong is no matter of the form. */
function noForm(error: unknown): Record<string, never> {
  if (error instanceof TypeError) return {}
  throw error
}

/** With what a page is asked for behind the `?`: a search, a state to simulate from. */
const PLACE = new RegExp(`^[a-z]+(/${CALL_ID_PATTERN})?(\\?[\\w.~%!$'()*+,;:@/?=&-]{0,2000})?$`)

/** Where to go on, never out of the console. */
function placeIn(next: unknown): string {
  return typeof next === 'string' && PLACE.test(next) ? next : 'calls'
}

interface SignInPage {
  next: string
  httpsAt: string | null
  mistake?: string
  /** Whether the key was right, but the browser has not kept the session. */
  isLost?: boolean
}

function content({ next, httpsAt, mistake, isLost = false }: SignInPage): Html {
  return bareFrame(
    { title: 'Sign in', modules: ['sign-in.js'] },
    html`<form class="card door" method="post" action="sign-in">
      ${mark}
      <h1>Voice Concierge</h1>
      <p class="muted">Who called, what they wanted, and what was decided.</p>
      ${isLost ? html`<p class="mistake" role="alert">${LOST}</p>` : ''}
      ${httpsAt === null ? '' : needsHttps(httpsAt, isLost)}
      <input type="hidden" name="next" value="${next}" />
      <label for="key">Admin key</label>
      <input
        id="key"
        name="key"
        type="password"
        autocomplete="current-password"
        required
        autofocus
        ${mistake ? html`aria-invalid="true" aria-describedby="mistake"` : ''}
      />
      ${mistake ? html`<p id="mistake" class="mistake" role="alert">${mistake}</p>` : ''}
      <button type="submit" class="primary">Sign in</button>
    </form>`,
  )
}

const LOST = 'The key is right, but your browser has not kept the session: it refused the cookie.'

/**
 * Only the browser knows by which way it came: proxies seldom tell. Chromium and Firefox count localhost as
 * secure, Safari does not: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#secure
 */
function needsHttps(address: string, isShown: boolean): Html {
  return html`<p id="needs-https" class="notice" ${isShown ? '' : 'hidden'}>
    Signing in needs https. Browsers keep the session only then, so that nobody on the network can
    read it and be you. Come by https, to <b>${address}/console</b>; or, on the machine that the
    server runs on, to <b>localhost</b> instead of its address.
  </p>`
}

/** The page at the door of the console: the admin key for a session. */
import { html } from 'hono/html'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { CALL_ID_PATTERN } from '../../../storage/calls/call-id.ts'
import type { Door } from '../door/door.ts'
import { bareFrame, mark, type Html } from './frame.ts'
import type { ConsolePages } from './console-pages.ts'

export function createSignIn(door: Pick<Door, 'isSignedIn' | 'signIn' | 'signOut'>): ConsolePages {
  const app: ConsolePages = new Hono()

  app.get('/sign-in', (c) => {
    const next = placeIn(c.req.query('next'))
    return door.isSignedIn(c) ? c.redirect(next, 303) : c.html(content({ next }))
  })

  // Whoever sends this has not shown a key yet.
  app.post('/sign-in', bodyLimit({ maxSize: 16 * 1024 }), async (c) => {
    const form = await c.req.parseBody()
    const next = placeIn(form.next)
    const key = typeof form.key === 'string' ? form.key.trim() : ''
    const refusal = await door.signIn(c, key)
    if (!refusal) return c.redirect(next, 303)
    if (refusal.why === 'wrong key')
      return c.html(content({ next, mistake: 'This is not the key. It is in ADMIN_API_KEY.' }), 401)
    const seconds = String(refusal.seconds)
    const mistake = `Too many wrong keys: try again in ${seconds} s`
    return c.html(content({ next, mistake }), 429, { 'retry-after': seconds })
  })

  app.post('/sign-out', (c) => {
    door.signOut(c)
    return c.redirect('sign-in', 303)
  })
  return app
}

const PLACE = new RegExp(`^[a-z]+(/${CALL_ID_PATTERN})?$`)

/** Where to go on, never out of the console. */
function placeIn(next: unknown): string {
  return typeof next === 'string' && PLACE.test(next) ? next : 'calls'
}

function content({ next, mistake }: { next: string; mistake?: string }): Html {
  return bareFrame(
    { title: 'Sign in' },
    html`<form class="card door" method="post" action="sign-in">
      ${mark}
      <h1>Voice Concierge</h1>
      <p class="muted">Who called, what they wanted, and what was decided.</p>
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

/** The door of the console: the admin key for a session. */
import { html } from 'hono/html'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from 'pino'
import type { AdminKeys } from '../door/admin-keys.ts'
import { Problem } from '../api/problem.ts'
import { bareFrame, mark, type Html } from './frame.ts'
import type { ConsolePages } from './console.ts'
import type { Sessions } from '../door/session.ts'

export interface SignInDependencies {
  keys: AdminKeys
  sessions: Sessions
  log: Logger
}

export function createSignIn({ keys, sessions, log }: SignInDependencies): ConsolePages {
  const app: ConsolePages = new Hono()

  app.get('/sign-in', (c) => {
    const next = placeIn(c.req.query('next'))
    return sessions.isSignedIn(c) ? c.redirect(next, 303) : c.html(door({ next }))
  })

  // Whoever sends this has not shown a key yet.
  app.post('/sign-in', bodyLimit({ maxSize: 16 * 1024 }), async (c) => {
    const form = await c.req.parseBody()
    const next = placeIn(form.next)
    const key = typeof form.key === 'string' ? form.key.trim() : ''
    if (keys.open(key)) {
      sessions.begin(c, key)
      return c.redirect(next, 303)
    }
    log.warn({ request_id: c.get('requestId') }, 'wrong key')
    try {
      await keys.countWrongKey(c)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return c.html(door({ next, mistake: error.message }), error.status, error.headers)
    }
    return c.html(door({ next, mistake: 'This is not the key. It is in ADMIN_API_KEY.' }), 401)
  })

  app.post('/sign-out', (c) => {
    sessions.end(c)
    return c.redirect('sign-in', 303)
  })
  return app
}

/** Where to go on, never out of the console. */
function placeIn(next: unknown): string {
  return typeof next === 'string' && /^[a-z]+(\/[A-Za-z0-9]+)?$/.test(next) ? next : 'calls'
}

function door({ next, mistake }: { next: string; mistake?: string }): Html {
  return bareFrame(
    { title: 'Sign in', path: 'sign-in' },
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
      <button class="primary">Sign in</button>
    </form>`,
  )
}

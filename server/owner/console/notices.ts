/** The page of the notices: how the owner hears of a call. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { ConsolePages } from './console-pages.ts'
import { frame } from './frame.ts'
import { pushSwitch } from './push-switch.ts'

export function createNotices(): ConsolePages {
  const app: ConsolePages = new Hono()
  app.get('/notices', (c) =>
    c.html(
      frame(
        {
          title: 'Notices',
          path: 'notices',
          modules: ['notices.js'],
          styles: ['push-switch.css'],
          signedIn: c.get('signedIn'),
          troubles: c.get('troubles'),
        },
        html`<div class="head">
            <div>
              <h1>Notices</h1>
              <p>How you hear of a call.</p>
            </div>
          </div>
          ${pushSwitch}`,
      ),
    ),
  )
  return app
}

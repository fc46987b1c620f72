/** The console as an app: what a browser is told of it to install it, what it keeps, and what it shows without network. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { createSendFile } from '../send-file.ts'
import { bareFrame, mark } from './frame.ts'

const SERVICE_WORKER = join(import.meta.dirname, 'worker/service-worker.js')

/** https://www.w3.org/TR/appmanifest/; addresses are relative to its own. */
const MANIFEST = {
  name: 'Voice Concierge',
  short_name: 'Concierge',
  description: 'Who called, what they wanted, and what was decided.',
  start_url: 'calls',
  scope: './',
  display: 'standalone',
  background_color: '#f7f6f3',
  theme_color: '#f7f6f3',
  icons: [
    { src: 'assets/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'assets/icon-small.png', sizes: '192x192', type: 'image/png' },
    { src: 'assets/icon-large.png', sizes: '512x512', type: 'image/png' },
    { src: 'assets/icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
}

/** For everybody: browsers ask for them without the session, and before there is one. */
export function createInstalled(): Hono {
  const app = new Hono()
  const send = createSendFile('no-cache')
  const type = 'text/javascript; charset=utf-8'

  app.get('/manifest.webmanifest', (c) =>
    c.body(JSON.stringify(MANIFEST), 200, {
      'content-type': 'application/manifest+json',
      'cache-control': 'no-cache',
    }),
  )
  // Here, and not among the assets: it is for the pages beneath its own address.
  // https://www.w3.org/TR/service-workers/#service-worker-script-response
  app.get('/service-worker.js', async (c) =>
    send(c, { name: 'service-worker.js', content: await readFile(SERVICE_WORKER), type }),
  )
  app.get('/offline', (c) =>
    c.html(
      bareFrame(
        { title: 'No connection' },
        html`<div class="card door">
          ${mark}
          <h1>Voice Concierge</h1>
          <p>The server cannot be reached: there is no network, or it is being started anew.</p>
          <p class="muted">Calls are on the server; none of them is kept on this device.</p>
          <p><a class="button primary" href="">Try again</a></p>
        </div>`,
      ),
    ),
  )
  return app
}

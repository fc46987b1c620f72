/** What stands around the console: the page at `/`, the one for what is not there, and paths with a slash too many. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { ModelState } from '../../../machines/screener-failure.ts'
import { wantsPage } from '../../basics/wants-page.ts'
import { identify, type Identified } from '../door/identify.ts'
import type { ConsolePages } from './console-pages.ts'
import { frame, type Html } from './frame.ts'
import { sayPlainly } from './plain-answer.ts'
import { strictHeaders } from './strict-headers.ts'

type FrontPages = Hono<
  Identified & { Variables: { signedIn?: boolean; troubles?: readonly ModelState[] } }
>

/** `pages`: those under `/console`. */
export function createFrontPages(pages: ConsolePages): FrontPages {
  const app: FrontPages = new Hono()
  app.use(identify)
  app.use(strictHeaders)
  app.get('/', (c) => sayPlainly(c, 200, 'The server is running', toConsole))
  app.get('/console/:path{.*/}', (c) => c.redirect(withoutSlash(c.req.path, c.req.url), 308))
  app.route('/console', pages)
  app.notFound((c) => {
    const { signedIn, troubles = [] } = c.var
    if (signedIn === undefined || !wantsPage(c.req.raw))
      return sayPlainly(c, 404, 'There is nothing here', toConsole)
    const path = c.req.path.replace(/^\/console\//, '')
    return c.html(frame({ title: 'Nothing here', path, signedIn, troubles }, nothing), 404)
  })
  return app
}

/** All links of a page are relative to where it is. */
function withoutSlash(path: string, url: string): string {
  const [, name = '', slashes = ''] = /([^/]*)(\/+)$/.exec(path) ?? []
  return `${'../'.repeat(slashes.length)}${name}${new URL(url).search}`
}

const toConsole = (up: string): Html =>
  html`<p><a class="button primary" href="${up}calls">Open the console</a></p>`

const nothing: Html = html`<div class="card empty">
  <strong>There is nothing here</strong>
  The address may be mistyped: every page of the console is named above.
</div>`

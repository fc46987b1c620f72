/** What cannot be had, said in a sentence: on a page where one was asked for. */
import { STATUS_CODES } from 'node:http'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { wantsPage } from '../../basics/wants-page.ts'
import { bareFrame, mark, type Html } from './frame.ts'

/** `text` without a full stop; `more` follows it on a page. */
export function sayPlainly(
  c: Context,
  status: ContentfulStatusCode,
  text: string,
  more: (wayToConsole: string) => Html | '' = () => '',
): Response | Promise<Response> {
  c.header('vary', 'Accept', { append: true })
  if (!wantsPage(c.req.raw)) return c.text(`${text}\n`, status)
  const up = wayToConsole(c.req.path)
  const content = html`<div class="card door">
    ${mark}
    <h1>Voice Concierge</h1>
    <p>${text}</p>
    ${more(up)}
  </div>`
  return c.html(
    bareFrame({ title: status === 200 ? text : (STATUS_CODES[status] ?? text), up }, content),
    status,
  )
}

/** Relative: a proxy may serve us under a path of its own. */
function wayToConsole(path: string): string {
  const up = '../'.repeat(Math.max(0, path.split('/').length - 2))
  return `${up}console/`
}

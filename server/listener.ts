/** Requests as they come, for an app that knows only whole URLs. */
import type { IncomingMessage, RequestListener } from 'node:http'
import { getRequestListener, RequestError } from '@hono/node-server'
import type { Hono } from 'hono'

/**
 * For who names no host: HTTP/1.0 has none, and load balancers check with it. It is nobody's, so neither
 * a page nor this machine can pass for it. https://www.rfc-editor.org/rfc/rfc6761#section-6.4
 */
const UNNAMED = 'host.invalid'

export function createListener(app: Pick<Hono, 'fetch'>): RequestListener {
  const answer = getRequestListener(app.fetch, {
    hostname: UNNAMED,
    errorHandler: (error) =>
      error instanceof RequestError
        ? new Response(`This is no request that can be answered: ${error.message}\n`, {
            status: 400,
          })
        : new Response('Something went wrong on our side\n', { status: 500 }),
  })
  return function listen(incoming, outgoing) {
    if (hostsOf(incoming) > 1) {
      outgoing.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
      outgoing.end('This is no request that can be answered: it names two hosts\n')
      return
    }
    incoming.url = targetOf(incoming)
    void answer(incoming, outgoing)
  }
}

/** More than one is to be refused: https://www.rfc-editor.org/rfc/rfc9112#section-3.2 */
function hostsOf({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === 'host').length
}

/** `OPTIONS *` asks for the server as a whole, and a scheme may be in capitals. https://www.rfc-editor.org/rfc/rfc9112#section-3.2.4 */
function targetOf({ method, url = '/' }: IncomingMessage): string {
  if (url === '*' && method === 'OPTIONS') return '/'
  return url.replace(/^https?:\/\//i, (scheme) => scheme.toLowerCase())
}

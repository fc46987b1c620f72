/**
 * Scripts and styles on their way to a browser: squeezed, and not sent again to who has them. Pages and answers
 * of the API are not squeezed: they have what callers said in them, and what was asked, and their length would
 * tell of the one by the other. https://www.breachattack.com/
 */
import type { Context } from 'hono'
import { createSqueezer } from '../basics/squeezed.ts'

export interface SentFile {
  /** Tells it from others. */
  name: string
  content: Uint8Array<ArrayBuffer>
  type: string
}

/** `cacheControl`: how long a browser may keep it without asking. */
export function createSendFile(cacheControl: string) {
  const squeezer = createSqueezer()

  return async function sendFile(c: Context, { name, content, type }: SentFile): Promise<Response> {
    const encodings = c.req.header('accept-encoding')
    const { body, headers } = await squeezer.squeeze(name, content, encodings)
    const kept = { ...headers, 'cache-control': cacheControl }
    if (knows(c.req.header('if-none-match'), headers.etag!)) return c.body(null, 304, kept)
    return c.body(body, 200, { ...kept, 'content-type': type })
  }
}

/** A proxy may have made it a weak one. https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
function knows(given: string | undefined, etag: string): boolean {
  const tags = new Set((given ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, '')))
  return tags.has(etag) || tags.has('*')
}
